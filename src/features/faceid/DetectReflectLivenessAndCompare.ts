import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { shortLived } from './liveness-compare.ts';

/** Is refused, as GenerateReflectSequence is, without which it has nothing to judge. */
export const DetectReflectLivenessAndCompare = action({
  name: 'DetectReflectLivenessAndCompare',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    LiveDataUrl: shortLived(z.string().optional()),
    LiveDataMd5: shortLived(z.string().optional()),
    ImageUrl: shortLived(z.string().optional()),
    ImageMd5: shortLived(z.string().optional()),
  }),
  output: z.object({}),
  run: () => Promise.reject(new ApiError('UnsupportedOperation')),
});
