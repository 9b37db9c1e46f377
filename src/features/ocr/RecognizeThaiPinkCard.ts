import { documentAction, printed } from './document-action.ts';
import { thaiPinkCard } from './templates/thai-pink-card.ts';

/** Reads the pink card of people in Thailand who are not Thai: fields as printed. It bears no reference number that is told apart from the others. */
export const RecognizeThaiPinkCard = documentAction({
  name: 'RecognizeThaiPinkCard',
  templates: [thaiPinkCard],
  fields: {
    Country: 'country',
    IDNumber: 'idNumber',
    ThaiName: 'thaiName',
    EnName: 'enName',
    ThaiSurName: 'thaiSurname',
    ThaiDOB: 'thaiBirthDate',
    EnDOB: 'enBirthDate',
    PhotoNumber: 'photoNumber',
    ThaiAddress: 'thaiAddress',
    ThaiDateOfIssue: 'thaiIssueDate',
    DateOfIssue: 'issueDate',
    ThaiDateOfExpiry: 'thaiExpiryDate',
    DateOfExpiry: 'expiryDate',
    IssuingAgency: 'issuingAgency',
  },
  portrait: { asked: 'CropPortrait', given: 'PortraitImage', form: printed() },
});
