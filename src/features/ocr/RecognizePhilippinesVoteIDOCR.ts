import { documentAction, located } from './document-action.ts';
import { phVoter } from './templates/ph-voter.ts';

/** Reads a voter's card of the Philippines. */
export const RecognizePhilippinesVoteIDOCR = documentAction({
  name: 'RecognizePhilippinesVoteIDOCR',
  rateLimit: 20,
  templates: [phVoter],
  located: {
    VIN: 'number',
    FirstName: 'firstName',
    LastName: 'lastName',
    Birthday: 'birth',
    CivilStatus: 'status',
    Citizenship: 'citizenship',
    Address: 'address',
    PrecinctNo: 'precinct',
  },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadPortrait', form: located() },
});
