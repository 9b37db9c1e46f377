import { SECOND_MS, type Clock } from '../../lib/clock.ts';
import { repeat, type Repeating } from '../../lib/repeat.ts';
import type { ExpiryThread } from './expiry-thread.ts';
import type { Vault } from '../types.ts';

export interface ExpiryLoopOptions {
  readonly vault: Pick<Vault, 'expire' | 'due'>;
  /** Where more than a few records are removed. Absent: with the others. */
  readonly thread?: ExpiryThread;
  readonly clock: Clock;
  /** A failed expiry is tried again with the next turn. */
  readonly onError: (error: unknown) => void;
  /** Pause between the end of one expiry and the start of the next. */
  readonly everyMs?: number;
}

/** A third of the minute by which nothing may outlive its rule: a turn may fail, and one may take long. */
export const EXPIRY_EVERY_MS = 20 * SECOND_MS;

/** So many are removed between calls, without a thread of their own. */
const FEW = 500;

/** Removes what is due: at once, and from then on again and again. */
export const startExpiryLoop = ({
  vault,
  thread,
  clock,
  onError,
  everyMs = EXPIRY_EVERY_MS,
}: ExpiryLoopOptions): Repeating => {
  const loop = repeat(async () => {
    try {
      if (thread && (await vault.due(FEW + 1)) > FEW) await thread.expire(clock.now());
      else await vault.expire();
    } catch (error) {
      onError(error);
    }
  }, everyMs);
  return {
    stop: async () => {
      await loop.stop();
      await thread?.close();
    },
  };
};
