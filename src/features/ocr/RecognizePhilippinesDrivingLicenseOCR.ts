import { documentAction, located } from './document-action.ts';
import { philippinesDrivingLicence } from './templates/philippines-driving-licence.ts';

/** Reads a driving licence of the Philippines. First and middle name are told apart where the card does not: the last word, with its particles, is the middle name. */
export const RecognizePhilippinesDrivingLicenseOCR = documentAction({
  name: 'RecognizePhilippinesDrivingLicenseOCR',
  templates: [philippinesDrivingLicence],
  located: {
    Name: 'name',
    LastName: 'lastName',
    FirstName: 'firstName',
    MiddleName: 'middleName',
    Nationality: 'nationality',
    Sex: 'sex',
    Address: 'address',
    LicenseNo: 'number',
    ExpiresDate: 'expiry',
    AgencyCode: 'agency',
    Birthday: 'birth',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadPortrait', form: located() },
});
