import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { shortLived } from './liveness-compare.ts';
import { ownVerification } from './open-verification.ts';
import { resultOf } from './result-numbers.ts';

/** What came of a verification that GetFaceIdTokenIntl began. */
export const GetFaceIdResultIntl = action({
  name: 'GetFaceIdResultIntl',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ SdkToken: shortLived(z.string()) }),
  output: z.object({
    Result: harmless(z.string()),
    Description: harmless(z.string()),
    BestFrame: shortLived(z.string().exactOptional()),
    Similarity: shortLived(z.number().exactOptional()),
    Extra: shortLived(z.string().exactOptional()),
  }),
  async run({ SdkToken }, context) {
    const verification = await ownVerification(SdkToken, 'face-id', context);
    const { number, message } = resultOf(verification);
    const bestFrame = await context.verifications.file(SdkToken, context.appId, 'best-frame');
    const { extra } = verification.settings;
    const similarity = verification.face.attempts.at(-1)?.similarity ?? null;
    return {
      Result: String(number),
      Description: message,
      ...(bestFrame ? { BestFrame: Buffer.from(bestFrame).toString('base64') } : {}),
      ...(similarity === null ? {} : { Similarity: similarity }),
      ...(extra === null ? {} : { Extra: extra }),
    };
  },
});
