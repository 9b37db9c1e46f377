import { setTimeout as sleep } from 'node:timers/promises';
import { DAY_MS, SECOND_MS } from '../../src/lib/clock.ts';

/** Longer than a test of what ends with its day takes, on a machine that does much else. */
const MARGIN_MS = 100 * SECOND_MS;

/** Lets the UTC day end first where it is about to: what a test begins, it ends on the same day. */
export const awayFromMidnight = async (): Promise<void> => {
  const left = DAY_MS - (Date.now() % DAY_MS);
  if (left < MARGIN_MS) await sleep(left + SECOND_MS);
};
