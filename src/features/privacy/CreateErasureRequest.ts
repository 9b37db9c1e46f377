import { z } from 'zod';
import { action } from '../action.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { categoryNames, fileRequest, reportAnswer, requestInput } from './request-schema.ts';

/** Asks that everything about a data subject be erased: at once where the identity is verified. */
export const CreateErasureRequest = action({
  name: 'CreateErasureRequest',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ ...requestInput, Categories: categoryNames().optional() }),
  output: reportAnswer,
  run: (input, context) => fileRequest('erasure', input, context),
});
