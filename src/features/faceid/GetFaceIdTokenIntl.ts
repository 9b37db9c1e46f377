import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { begin, comparePhoto, extraText, levelOf, motionsFor, requireBasic, USUAL_LOOK } from './begin.ts';
import { MAX_PHOTO_BYTES } from './codes.ts';
import { shortLived } from './liveness-compare.ts';

/** Begins a verification of a face alone, whose token is the last part of the hosted page's address. */
export const GetFaceIdTokenIntl = action({
  name: 'GetFaceIdTokenIntl',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    CheckMode: harmless(z.enum(['liveness', 'compare']).optional()),
    SecureLevel: harmless(z.string().max(10).optional()),
    Image: shortLived(z.string().optional()),
    Extra: shortLived(extraText(1024)),
    ActionList: harmless(z.string().max(50).optional()),
    SdkVersion: harmless(z.string().max(20).optional()),
  }),
  output: z.object({ SdkToken: shortLived(z.string()) }),
  async run(input, context) {
    requireBasic(input.SdkVersion);
    const motions = motionsFor(levelOf(input.SecureLevel, 'SecureLevel'), input.ActionList);
    const compares = input.CheckMode === 'compare';
    const image = compares ? await comparePhoto(input.Image, 'Image', MAX_PHOTO_BYTES, context) : null;
    const face = compares ? 'like-image' : 'live';
    const settings = { cardType: null, face, motions, attempts: 3, timeoutS: 45 } as const;
    const SdkToken = await begin(
      'face-id',
      { ...settings, extra: input.Extra, page: USUAL_LOOK },
      image,
      context,
    );
    return { SdkToken };
  },
});
