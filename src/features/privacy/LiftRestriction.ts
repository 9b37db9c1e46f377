import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { holdStep, toHoldStep } from './hold-schema.ts';
import { requestErrors } from './request-errors.ts';
import { dryRun, subjectRequestId } from './request-schema.ts';

/** Ends a restriction: what is not due by now comes back into use. */
export const LiftRestriction = action({
  name: 'LiftRestriction',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ ...subjectRequestId, ...dryRun }),
  output: z.object({
    DryRun: harmless(z.boolean()),
    Steps: z.array(holdStep),
    ReceiptId: harmless(z.string().nullable()),
  }),
  async run({ SubjectRequestId, DryRun = false }, { appId, requests }) {
    const lifted = requests.lift(appId, SubjectRequestId, { dryRun: DryRun });
    const { steps, receiptId = null } = await requestErrors(lifted);
    return { DryRun, Steps: steps.map(toHoldStep), ReceiptId: receiptId };
  },
});
