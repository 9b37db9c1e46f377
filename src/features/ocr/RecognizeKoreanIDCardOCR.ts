import { documentAction, printed } from './document-action.ts';
import { koreanIdCard } from './templates/korean-id-card.ts';

/** Reads a resident registration card of Korea. Sex and date of birth follow from the number; dates are `DD/MM/YYYY`. */
export const RecognizeKoreanIDCardOCR = documentAction({
  name: 'RecognizeKoreanIDCardOCR',
  rateLimit: 20,
  templates: [koreanIdCard],
  fields: {
    ID: 'number',
    Address: 'address',
    Name: 'name',
    DateOfIssue: 'issueDate',
    Sex: 'sex',
    Birthday: 'birthDate',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'Photo', form: printed() },
});
