import { z } from 'zod';
import { action } from '../action.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { fileRequest, reportAnswer, requestInput } from './request-schema.ts';

/** Asks for everything that is held on a data subject; `DownloadAccessExport` gives it. */
export const CreateAccessRequest = action({
  name: 'CreateAccessRequest',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object(requestInput),
  output: reportAnswer,
  run: (input, context) => fileRequest('access', input, context),
});
