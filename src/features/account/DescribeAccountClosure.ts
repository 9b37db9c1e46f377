import { z } from 'zod';
import { action } from '../action.ts';
import { ACCOUNT_VERSION, closureAnswer, requireOwner, toClosure } from './closure-schema.ts';

/** What closing the account would do. A closed account has no key left to ask with: its operator asks at the command line. */
export const DescribeAccountClosure = action({
  name: 'DescribeAccountClosure',
  service: 'account',
  version: ACCOUNT_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({}),
  output: closureAnswer,
  async run(_, { appId, subUin, closing }) {
    requireOwner(subUin);
    return toClosure(await closing.close(appId, { dryRun: true }), await closing.certificate(appId));
  },
});
