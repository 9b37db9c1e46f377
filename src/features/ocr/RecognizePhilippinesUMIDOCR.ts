import { documentAction, located } from './document-action.ts';
import { phUmid } from './templates/ph-umid.ts';

/** Reads a Unified Multi-Purpose ID of the Philippines. */
export const RecognizePhilippinesUMIDOCR = documentAction({
  name: 'RecognizePhilippinesUMIDOCR',
  rateLimit: 20,
  templates: [phUmid],
  located: {
    Surname: 'surname',
    MiddleName: 'middleName',
    GivenName: 'givenName',
    Address: 'address',
    Birthday: 'birth',
    CRN: 'number',
    Sex: 'sex',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadPortrait', form: located() },
});
