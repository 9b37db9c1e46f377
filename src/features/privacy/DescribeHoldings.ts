import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { instantOrNull } from './request-schema.ts';

const holding = z.object({
  Category: harmless(z.string()),
  Count: harmless(z.int()),
  Restricted: harmless(z.int()),
  SizeBytes: harmless(z.int()),
  Oldest: harmless(z.string().nullable()),
  Newest: harmless(z.string().nullable()),
  NextDeadline: harmless(z.string().nullable()),
  KeptLate: harmless(z.int()),
});

/** What is held for the account, by category, and until when. */
export const DescribeHoldings = action({
  name: 'DescribeHoldings',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({}),
  output: z.object({ Holdings: z.array(holding) }),
  async run(_, { appId, vault }) {
    const held = (await vault.holdings(appId)).filter(({ count, restricted }) => count + restricted > 0);
    return {
      Holdings: held.map((one) => ({
        Category: one.category,
        Count: one.count,
        Restricted: one.restricted,
        SizeBytes: one.sizeBytes,
        Oldest: instantOrNull(one.oldest),
        Newest: instantOrNull(one.newest),
        NextDeadline: instantOrNull(one.nextDeadline),
        KeptLate: one.keptLate,
      })),
    };
  },
});
