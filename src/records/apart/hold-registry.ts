import type { Policy } from '../../policy/compose.ts';
import { amendRecord } from '../amend.ts';
import {
  countsOfSteps,
  fileHoldReceipt,
  heldRecords,
  letGo,
  newHold,
  placeSteps,
  tendHolds,
} from './hold-orders.ts';
import { HOLD_CATEGORY, inForce, listHolds, recordOfHold } from './holds.ts';
import type { Stores } from '../stores.ts';
import type { Hold, Vault } from '../types.ts';

type HoldMethods = Pick<Vault, 'placeHold' | 'releaseHold' | 'holds' | 'readHeld'>;

export interface HoldRegistryOptions {
  readonly stores: Stores;
  readonly policy: Policy;
  readonly now: () => number;
  readonly put: Vault['put'];
  /** What changes a store in more than one step goes one after the other. */
  readonly inTurn: <R>(work: () => Promise<R>) => Promise<R>;
}

/** The part of the vault that keeps things apart by order. */
export const holdRegistry = ({ stores, policy, now, put, inTurn }: HoldRegistryOptions): HoldMethods => {
  const known = async (appId: string, holdId: string): Promise<{ recordId: string; hold: Hold }> => {
    const found = (await listHolds(stores, now(), appId)).find(({ hold }) => hold.id === holdId);
    if (!found) throw new RangeError('There is no such hold');
    return found;
  };
  return {
    placeHold: (order, { dryRun = false } = {}) =>
      inTurn(async () => {
        const hold = newHold(order, now());
        const steps = await placeSteps(stores, hold, now());
        if (dryRun) return { dryRun, hold, steps };
        const region = policy.regions?.allowed[0] ?? '';
        const context = { appId: hold.appId, region, subjects: [] };
        await put([{ category: HOLD_CATEGORY, record: recordOfHold(hold), context }]);
        await tendHolds(stores, policy, now());
        const receiptId = await fileHoldReceipt(stores, 'hold', hold, countsOfSteps(steps), now());
        return { dryRun, hold, steps, ...(receiptId === undefined ? {} : { receiptId }) };
      }),
    releaseHold: (appId, holdId, { dryRun = false } = {}) =>
      inTurn(async () => {
        const { recordId, hold } = await known(appId, holdId);
        const released: Hold = { ...hold, releasedAt: hold.releasedAt ?? now() };
        if (dryRun)
          return { dryRun, hold: released, steps: await letGo(stores, policy, hold, { now: now(), dryRun }) };
        // First, so that what a kill interrupts is let go with the next expiry.
        await amendRecord(
          stores,
          policy,
          HOLD_CATEGORY,
          { appId, recordId, record: recordOfHold(released) },
          now(),
        );
        const steps = await letGo(stores, policy, released, { now: now(), dryRun });
        const receiptId = await fileHoldReceipt(stores, 'hold', released, countsOfSteps(steps), now());
        return { dryRun, hold: released, steps, ...(receiptId === undefined ? {} : { receiptId }) };
      }),
    holds: async (appId) => (await listHolds(stores, now(), appId)).map(({ hold }) => hold),
    readHeld: async (appId, holdId) => {
      const { hold } = await known(appId, holdId);
      // What is apart after its end is kept by something else, which is no reason to read it.
      const records = inForce(hold, now()) ? await heldRecords(stores, hold) : [];
      const counts = Object.fromEntries(
        [...Map.groupBy(records, ({ category }) => category)].map(([id, list]) => [id, list.length]),
      );
      await fileHoldReceipt(stores, 'access', hold, counts, now());
      return records;
    },
  };
};
