import { z } from 'zod';
import { action } from '../action.ts';
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
export const CompareFaceLiveness = action({
  name: 'CompareFaceLiveness',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: 'ekyc.verification',
  rateLimit: 20,
  input: z.object({
    ImageBase64: shortLived(z.string()),
    VideoBase64: shortLived(z.string()),
    LivenessType: harmless(z.string()),
    ValidateData: harmless(z.string().max(20).optional()),
  }),
  output: z.object(compareOutput),
  async run({ ImageBase64, VideoBase64, LivenessType, ValidateData }, context) {
    const motions = motionsOf(LivenessType, ValidateData);
    const judged = await compareLiveness({ base64: ImageBase64 }, { base64: VideoBase64 }, motions, context);
    return toAnswer(judged);
  },
  resultOf: ({ Result }) => Result,
  isBilled: ({ Result }) => isVerdict(Result),
  identification: (_input, { Result }, [photo]) => (isVerdict(Result) ? { faceImage: photo } : {}),
});
