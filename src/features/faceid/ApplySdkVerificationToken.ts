import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { begin, comparePhoto, extraText, levelOf, motionsFor, requireBasic, USUAL_LOOK } from './begin.ts';
import { cardTypes } from './card-types.ts';
import { MAX_PHOTO_BYTES } from './codes.ts';
import { shortLived } from './liveness-compare.ts';

const DOCUMENT_AND_FACE = 1;
const FACE_LIKE_IMAGE = 2;

const flag = () => harmless(z.boolean().optional());

const unsupported = (parameter: string): ApiError => new ApiError('UnsupportedOperation', { parameter });

/** Begins a verification, whose token is the last part of the hosted page's address. */
export const ApplySdkVerificationToken = action({
  name: 'ApplySdkVerificationToken',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    CheckMode: harmless(z.number().int().min(1).max(3).optional()),
    SecurityLevel: harmless(z.number().int().min(1).max(4).optional()),
    IdCardType: harmless(z.string().max(50).optional()),
    CompareImage: shortLived(z.string().optional()),
    NeedVerifyIdCard: flag(),
    DisableChangeOcrResult: flag(),
    DisableCheckOcrWarnings: flag(),
    SelectedWarningCodes: harmless(z.array(z.number().int()).max(20).optional()),
    Extra: shortLived(extraText(1024)),
    SdkVersion: harmless(z.string().max(20).optional()),
    ActionList: harmless(z.string().max(50).optional()),
    AllowExpiredDocument: flag(),
  }),
  output: z.object({ SdkToken: shortLived(z.string()) }),
  async run(input, context) {
    requireBasic(input.SdkVersion);
    // Whether a card is genuine, or was copied, cannot be told from a picture.
    if (input.NeedVerifyIdCard === true) throw unsupported('NeedVerifyIdCard');
    if (input.SelectedWarningCodes?.length) throw unsupported('SelectedWarningCodes');
    if (input.AllowExpiredDocument === false) throw unsupported('AllowExpiredDocument');
    const mode = input.CheckMode ?? DOCUMENT_AND_FACE;
    const type = input.IdCardType ?? 'HK';
    if (!Object.hasOwn(cardTypes, type)) throw unsupported('IdCardType');
    const motions = motionsFor(levelOf(input.SecurityLevel, 'SecurityLevel'), input.ActionList);
    const image =
      mode === FACE_LIKE_IMAGE
        ? await comparePhoto(input.CompareImage, 'CompareImage', MAX_PHOTO_BYTES, context)
        : null;
    const face = mode === DOCUMENT_AND_FACE ? 'like-document' : image ? 'like-image' : 'live';
    const cardType = mode === DOCUMENT_AND_FACE ? type : null;
    const settings = { cardType, face, motions, attempts: 3, timeoutS: 45 } as const;
    const SdkToken = await begin(
      'sdk',
      { ...settings, extra: input.Extra, page: USUAL_LOOK },
      image,
      context,
    );
    return { SdkToken };
  },
});
