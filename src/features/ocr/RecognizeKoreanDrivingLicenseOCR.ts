import { documentAction, printed } from './document-action.ts';
import { koreanDrivingLicence } from './templates/korean-driving-licence.ts';

/** Reads a driving licence of Korea. `ID` is the card's serial number, `Number` the bearer's resident registration number. */
export const RecognizeKoreanDrivingLicenseOCR = documentAction({
  name: 'RecognizeKoreanDrivingLicenseOCR',
  rateLimit: 20,
  templates: [koreanDrivingLicence],
  fields: {
    ID: 'serialNumber',
    LicenseNumber: 'licenceNumber',
    Number: 'number',
    Type: 'type',
    Address: 'address',
    Name: 'name',
    AptitudeTesDate: 'renewalPeriod',
    DateOfIssue: 'issueDate',
    Sex: 'sex',
    Birthday: 'birthDate',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'Photo', form: printed() },
});
