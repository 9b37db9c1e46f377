import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { PEOPLE_RATE } from './fields.ts';
import { nothing } from './people-fields.ts';

/** Takes an upgrade back. There is one model, so no upgrade was ever begun. */
export const RevertGroupFaceModelVersion = action({
  name: 'RevertGroupFaceModelVersion',
  service: 'iai',
  version: '2020-03-03',
  feature: 'face',
  priceItem: null,
  rateLimit: PEOPLE_RATE,
  input: z.object({ JobId: harmless(z.string().max(128)) }),
  output: nothing,
  run: () => Promise.reject(new ApiError('FailedOperation.UpgradeJobIdNotExist')),
});
