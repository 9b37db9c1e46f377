import { documentAction, printed } from './document-action.ts';
import { permitToHongKongMacao, permitToTaiwan, permitTypes } from './templates/travel-permits.ts';

/** Reads the card of a resident of the mainland for journeys to Hong Kong and Macao, or to Taiwan. */
export const PermitOCR = documentAction({
  name: 'PermitOCR',
  rateLimit: 10,
  templates: [permitToHongKongMacao, permitToTaiwan],
  fields: {
    Name: 'name',
    EnglishName: 'latinName',
    Number: 'number',
    Sex: 'sex',
    ValidDate: 'validity',
    IssueAuthority: 'authority',
    IssueAddress: 'place',
    Birthday: 'birthDate',
  },
  portrait: { asked: 'CropPortrait', given: 'PortraitImage', form: printed() },
  output: {
    /** The title of the permit. */
    Type: printed(),
  },
  more: ({ template }) => ({ Type: permitTypes[template.id] ?? '' }),
});
