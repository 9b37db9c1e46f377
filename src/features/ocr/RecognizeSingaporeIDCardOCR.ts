import { documentAction, printed } from './document-action.ts';
import { sgNric } from './templates/sg-nric.ts';

/** Reads one side of an identity card of Singapore, or of a foreigner's pass. */
export const RecognizeSingaporeIDCardOCR = documentAction({
  name: 'RecognizeSingaporeIDCardOCR',
  rateLimit: 20,
  templates: [sgNric],
  fields: {
    ID: 'number',
    EnName: 'name',
    ChName: 'chineseName',
    Sex: 'sex',
    CountryOfBirth: 'country',
    Birthday: 'birth',
    Race: 'race',
    NRICCode: 'backNumber',
    Address: 'address',
    PostCode: 'postcode',
    DateOfIssue: 'issued',
    DateOfExpiration: 'expiry',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'Photo', form: printed() },
});
