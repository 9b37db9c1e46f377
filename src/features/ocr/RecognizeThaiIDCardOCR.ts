import { backImage, documentAction, printed } from './document-action.ts';
import { thaiIdCard } from './templates/thai-id-card.ts';

/** Reads a national identity card of Thailand: fields as printed, in Thai and English; `LaserID` from the back, in either image. */
export const RecognizeThaiIDCardOCR = documentAction({
  name: 'RecognizeThaiIDCardOCR',
  rateLimit: 10,
  templates: [thaiIdCard],
  fields: {
    ID: 'idNumber',
    ThaiName: 'thaiName',
    EnFirstName: 'firstName',
    EnLastName: 'lastName',
    IssueDate: 'issueDate',
    ExpirationDate: 'expiryDate',
    EnIssueDate: 'enIssueDate',
    EnExpirationDate: 'enExpiryDate',
    Birthday: 'birthDate',
    EnBirthday: 'enBirthDate',
    Religion: 'religion',
    SerialNumber: 'serialNumber',
    Address: 'address',
    LaserID: 'laserId',
  },
  portrait: { asked: 'CropPortrait', given: 'PortraitImage', form: printed() },
  input: { ...backImage },
});
