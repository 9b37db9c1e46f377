import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import {
  compareLiveness,
  compareOutput,
  isVerdict,
  motionsOf,
  shortLived,
  toAnswer,
} from './liveness-compare.ts';

/** Tells whether a video shows a live person, and the one of a photo. Nothing of either is kept. */
export const LivenessCompare = action({
  name: 'LivenessCompare',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: 'ekyc.verification',
  rateLimit: 20,
  input: z.object({
    LivenessType: harmless(z.string()),
    ImageBase64: shortLived(z.string().optional()),
    ImageUrl: shortLived(z.string().optional()),
    VideoBase64: shortLived(z.string().optional()),
    VideoUrl: shortLived(z.string().optional()),
    ValidateData: harmless(z.string().max(20).optional()),
    /** JSON that asks for several best frames: one is kept of a video. */
    Optional: harmless(z.string().max(200).optional()),
  }),
  output: z.object(compareOutput),
  async run(input, context) {
    if (input.Optional !== undefined && input.Optional !== '' && input.Optional !== '{}')
      throw new ApiError('UnsupportedOperation', { parameter: 'Optional' });
    const motions = motionsOf(input.LivenessType, input.ValidateData);
    // Of both, the API takes what is in the request.
    const photo = input.ImageBase64 ? { base64: input.ImageBase64 } : { url: input.ImageUrl };
    const video = input.VideoBase64 ? { base64: input.VideoBase64 } : { url: input.VideoUrl };
    return toAnswer(await compareLiveness(photo, video, motions, context));
  },
  resultOf: ({ Result }) => Result,
  isBilled: ({ Result }) => isVerdict(Result),
  identification: (_input, { Result }, [photo]) => (isVerdict(Result) ? { faceImage: photo } : {}),
});
