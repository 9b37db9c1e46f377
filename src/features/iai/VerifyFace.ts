import { action } from '../action.ts';
import { bestScore } from './face-templates.ts';
import { PICTURE_RATE } from './fields.ts';
import { verificationInput, verificationOutput, verify } from './verification.ts';

/** Says how alike a face and a person are: the score of that face of the person that is most like it. */
export const VerifyFace = action({
  name: 'VerifyFace',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: 'face.verify',
  rateLimit: PICTURE_RATE,
  input: verificationInput,
  output: verificationOutput,
  run: (request, context) => verify(request, bestScore, context),
});
