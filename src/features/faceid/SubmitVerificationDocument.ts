import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { readDocument } from './document.ts';
import { shortLived } from './liveness-compare.ts';
import { openVerification, saveWithCall } from './open-verification.ts';
import { facePhoto } from './photo.ts';

/** Pictures of a document that are taken for one verification. */
const MOST_TRIES = 20;

/**
 * A picture of the document that a verification asks for. No action of the API: end users send it under their token, and it
 * is recorded and billed as a call of the account's.
 */
export const SubmitVerificationDocument = action({
  name: 'SubmitVerificationDocument',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: 'ekyc.verification',
  rateLimit: 20,
  input: z.object({ Token: shortLived(z.string()), Image: shortLived(z.instanceof(Uint8Array)) }),
  output: z.object({
    Result: harmless(z.string()),
    Fields: shortLived(z.record(z.string(), z.string()).exactOptional()),
    /** Nothing else was asked for: the verification is done. */
    IsLast: harmless(z.boolean()),
  }),
  async run({ Token, Image }, context) {
    const { settings, document } = await openVerification(Token, context);
    const { cardType, face } = settings;
    if (cardType === null || document.passed) throw new ApiError('UnsupportedOperation');
    if (document.tries >= MOST_TRIES) throw new ApiError('LimitExceeded', { limit: MOST_TRIES });
    const found = await readDocument(cardType, Image, context);
    const photo = face === 'like-document' ? await facePhoto(found.portrait ?? Image, context) : null;
    const result = found.fields === null ? 'FailedOperation.OcrFailed' : (photo?.problem ?? 'Success');
    const passed = result === 'Success';
    const state = await context.verifications.documentState(
      Token,
      {
        tries: document.tries + 1,
        passed,
        fields: found.fields,
        requestId: context.requestId,
      },
      passed ? { document: Image, portrait: found.portrait ?? undefined } : {},
    );
    saveWithCall(context, state);
    return {
      Result: result,
      IsLast: passed && face === 'none',
      ...(passed && found.fields ? { Fields: found.fields } : {}),
    };
  },
  resultOf: ({ Result }) => Result,
  isBilled: ({ Result, IsLast }) => Result === 'Success' && IsLast,
});
