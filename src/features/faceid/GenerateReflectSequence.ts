import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { shortLived } from './liveness-compare.ts';

/** Is refused: it speaks with the vendor's own SDK, and reflected light was measured on nothing here. */
export const GenerateReflectSequence = action({
  name: 'GenerateReflectSequence',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    DeviceDataUrl: shortLived(z.string().optional()),
    DeviceDataMd5: shortLived(z.string().optional()),
    SecurityLevel: harmless(z.string().optional()),
  }),
  output: z.object({}),
  run: () => Promise.reject(new ApiError('UnsupportedOperation')),
});
