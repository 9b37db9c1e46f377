import { SECOND_MS, type Clock } from '../lib/clock.ts';
import type { ExpiryThread } from './expiry-thread.ts';
import type { Vault } from './types.ts';

export interface ExpiryLoop {
  /** Resolves once no expiry is under way and none will follow. */
  stop(): Promise<void>;
}

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
}: ExpiryLoopOptions): ExpiryLoop => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let turn: Promise<void> = Promise.resolve();
  const expire = async (): Promise<void> => {
    try {
      if (thread && (await vault.due(FEW + 1)) > FEW) await thread.expire(clock.now());
      else await vault.expire();
    } catch (error) {
      onError(error);
    }
    if (!stopped) timer = setTimeout(begin, everyMs);
  };
  const begin = (): void => {
    turn = expire();
  };
  begin();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await turn;
      await thread?.close();
    },
  };
};
