import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { ACCOUNT_VERSION, closureAnswer, requireOwner, toClosure } from './closure-schema.ts';

/** Closes the account for good: every key stops working at once, and with this answer the last is said. */
export const CloseAccount = action({
  name: 'CloseAccount',
  service: 'account',
  version: ACCOUNT_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ DryRun: harmless(z.boolean().optional()) }),
  output: closureAnswer,
  async run({ DryRun = false }, { appId, subUin, closing }) {
    requireOwner(subUin);
    const closure = await closing.close(appId, { dryRun: DryRun });
    return toClosure(closure, DryRun ? null : await closing.certificate(appId));
  },
});
