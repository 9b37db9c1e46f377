import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION, pageOf, paging } from './consent-schema.ts';
import { holdAnswer, toHold } from './hold-schema.ts';

/** The holds and restrictions of the account, newest first; released ones too. */
export const DescribeLegalHolds = action({
  name: 'DescribeLegalHolds',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object(paging),
  output: z.object({ TotalCount: harmless(z.int()), Holds: z.array(holdAnswer) }),
  async run(page, { appId, vault }) {
    const holds = await vault.holds(appId);
    return { TotalCount: holds.length, Holds: pageOf(holds, page).map(toHold) };
  },
});
