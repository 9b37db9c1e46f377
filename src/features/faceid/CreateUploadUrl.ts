import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';

/** Is refused: of the actions that take what is uploaded none is served, and nothing is kept that nobody reads. */
export const CreateUploadUrl = action({
  name: 'CreateUploadUrl',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    TargetAction: harmless(z.string().max(100).optional()),
  }),
  output: z.object({}),
  run: () => Promise.reject(new ApiError('UnsupportedOperation')),
});
