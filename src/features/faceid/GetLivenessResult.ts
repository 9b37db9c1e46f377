import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { fileInfo, fileLink } from './file-link.ts';
import { shortLived } from './liveness-compare.ts';
import { ownVerification } from './open-verification.ts';
import { resultOf } from './result-numbers.ts';

/** What came of a check that ApplyLivenessToken began. */
export const GetLivenessResult = action({
  name: 'GetLivenessResult',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ SdkToken: shortLived(z.string()) }),
  output: z.object({
    Result: harmless(z.string()),
    Description: harmless(z.string()),
    BestFrame: fileInfo.exactOptional(),
  }),
  async run({ SdkToken }, context) {
    const verification = await ownVerification(SdkToken, 'liveness', context);
    const { number, message } = resultOf(verification);
    const bestFrame = await fileLink(verification, 'best-frame', context);
    return { Result: String(number), Description: message, ...(bestFrame ? { BestFrame: bestFrame } : {}) };
  },
});
