import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { holdReport, toHoldReport } from './hold-schema.ts';
import { dryRun } from './request-schema.ts';

/** Ends a hold: what is due by now goes, what is not and was kept from use comes back. */
export const ReleaseLegalHold = action({
  name: 'ReleaseLegalHold',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ HoldId: harmless(z.uuid()), ...dryRun }),
  output: holdReport,
  async run({ HoldId, DryRun = false }, { appId, vault }) {
    if (!(await vault.holds(appId)).some(({ id }) => id === HoldId)) throw new ApiError('ResourceNotFound');
    return toHoldReport(await vault.releaseHold(appId, HoldId, { dryRun: DryRun }));
  },
});
