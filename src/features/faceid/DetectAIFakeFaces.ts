import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { shortLived } from './liveness-compare.ts';

/** Is refused: no packaged model tells made faces from real ones, and a guess would be worse than none. */
export const DetectAIFakeFaces = action({
  name: 'DetectAIFakeFaces',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    FaceInput: shortLived(z.string().optional()),
    FaceInputType: harmless(z.number().int().optional()),
    Encryption: shortLived(z.unknown().optional()),
    EncryptedBody: shortLived(z.string().optional()),
  }),
  output: z.object({}),
  run: () => Promise.reject(new ApiError('UnsupportedOperation')),
});
