import { action } from '../action.ts';
import { fusedScore } from './face-templates.ts';
import { PICTURE_RATE } from './fields.ts';
import { verificationInput, verificationOutput, verify } from './verification.ts';

/** Says how alike a face and a person are: the score against all faces of the person as one. */
export const VerifyPerson = action({
  name: 'VerifyPerson',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.verify',
  rateLimit: PICTURE_RATE,
  input: verificationInput,
  output: verificationOutput,
  run: (request, context) => verify(request, fusedScore, context),
});
