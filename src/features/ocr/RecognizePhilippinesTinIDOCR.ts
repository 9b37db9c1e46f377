import { documentAction, located } from './document-action.ts';
import { phTin } from './templates/ph-tin.ts';

/** Reads a taxpayer's card of the Philippines. */
export const RecognizePhilippinesTinIDOCR = documentAction({
  name: 'RecognizePhilippinesTinIDOCR',
  rateLimit: 20,
  templates: [phTin],
  located: {
    LicenseNumber: 'number',
    FullName: 'name',
    Address: 'address',
    Birthday: 'birth',
    IssueDate: 'issued',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadPortrait', form: located() },
});
