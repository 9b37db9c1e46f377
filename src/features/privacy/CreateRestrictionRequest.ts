import { z } from 'zod';
import { action } from '../action.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { categoryNames, fileRequest, reportAnswer, requestInput } from './request-schema.ts';

/** Asks that what is held on a data subject be kept from use, until `LiftRestriction`. */
export const CreateRestrictionRequest = action({
  name: 'CreateRestrictionRequest',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ ...requestInput, Categories: categoryNames().optional() }),
  output: reportAnswer,
  run: (input, context) => fileRequest('restriction', input, context),
});
