import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import {
  consentAnswer,
  consentError,
  consentId,
  datasetExport,
  PRIVACY_VERSION,
  reference,
  toAnswer,
  toExport,
} from './consent-schema.ts';

/** Ends a consent for good, erases at once what was captured under it, and lists the exports that contain it. */
export const WithdrawConsent = action({
  name: 'WithdrawConsent',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ConsentId: consentId,
    /** Reference of how it was withdrawn. */
    Evidence: reference().optional(),
    DryRun: harmless(z.boolean().optional()),
  }),
  output: consentAnswer.extend({
    ErasedCount: harmless(z.int()),
    /** Of the erasure; empty on a dry run. */
    ReceiptId: harmless(z.string()),
    Exports: z.array(datasetExport),
    DryRun: harmless(z.boolean()),
  }),
  async run({ ConsentId, Evidence, DryRun = false }, { appId, region, consents }) {
    const evidence = Evidence === undefined ? {} : { evidence: Evidence };
    const outcome = await consents.withdraw(appId, ConsentId, { region, dryRun: DryRun, ...evidence });
    if ('refused' in outcome) throw consentError(outcome.refused);
    const { consent, erasure, exports } = outcome;
    const erased = erasure.steps.filter((step) => step.action === 'erase');
    return {
      ...toAnswer(consent, consents.recordOf(consent)),
      ErasedCount: erased.reduce((sum, { count }) => sum + count, 0),
      ReceiptId: erasure.receiptId ?? '',
      Exports: exports.map(toExport),
      DryRun,
    };
  },
});
