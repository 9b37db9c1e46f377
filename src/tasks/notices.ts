import type { Clock } from '../lib/clock.ts';
import type { Logger } from '../lib/logger.ts';
import { whereOf } from '../lib/where.ts';
import type { Claim } from '../records/claim-types.ts';
import type { TaskQueue } from './queue.ts';
import { TaskError, type OwedNotice, type TaskCaller, type TaskOrder, type TaskStatus } from './types.ts';

/** Tells a URL once; false: it was not taken. Never throws. */
export type PostNotice = (notice: {
  readonly url: string;
  readonly body: string;
  readonly caller: TaskCaller;
  readonly signal: AbortSignal;
}) => Promise<boolean>;

export interface NoticeLoopOptions {
  readonly queue: TaskQueue;
  readonly clock: Clock;
  readonly post: PostNotice;
  /** What is told of a task that has ended; null: there is nothing any more. */
  readonly bodyOf: (status: TaskStatus) => Promise<string | null>;
  readonly logger: Logger;
  /** How long to wait before each attempt, milliseconds. */
  readonly delaysMs?: readonly number[];
  readonly atOnce?: number;
}

export interface NoticeLoop {
  /** Gives up what is under way: it is sent again after the next start. */
  stop(): Promise<void>;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** At once, and then for about an hour. */
const DELAYS_MS: readonly number[] = [
  ...[0, 5 * SECOND_MS, 15 * SECOND_MS, 40 * SECOND_MS],
  ...[1, 2, 4, 8, 12, 15, 17].map((minutes) => minutes * MINUTE_MS),
];
const AT_ONCE = 4;

/**
 * Sends the notices that are owed: those that a restart interrupted, then those of tasks that end. Each is sent at least
 * once, and given up when nobody took it.
 */
export const startNoticeLoop = (options: NoticeLoopOptions): NoticeLoop => {
  const loop = new Notices(options);
  loop.begin();
  return loop;
};

class Notices implements NoticeLoop {
  readonly #options: NoticeLoopOptions;
  readonly #delaysMs: readonly number[];
  /** By task: until its time has come. */
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** Those that this process sends, between its attempts, too. */
  readonly #claims = new Map<string, Claim>();
  readonly #waiting: OwedNotice['order'][] = [];
  readonly #sending = new Set<string>();
  readonly #inHand = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: NoticeLoopOptions) {
    this.#options = options;
    this.#delaysMs = options.delaysMs ?? DELAYS_MS;
  }

  begin(): void {
    const { queue } = this.#options;
    queue.watch({ ended: (order) => this.#after(order, 0) });
    this.#hold(this.#resume());
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
    for (const taskId of this.#claims.keys()) await this.#letGo(taskId);
  }

  /** Those of tasks that have not ended come when they do. */
  async #resume(): Promise<void> {
    const { queue, clock } = this.#options;
    for (const { order, nextAt } of await queue.notices.all())
      if (await endOf(queue, order)) this.#after(order, nextAt - clock.now());
  }

  #after(order: OwedNotice['order'] | TaskOrder, delayMs: number): void {
    if (this.#stopping.signal.aborted) return;
    const { taskId, kind, caller } = order;
    clearTimeout(this.#timers.get(taskId));
    const timer = setTimeout(
      () => {
        this.#timers.delete(taskId);
        this.#waiting.push({ taskId, kind, caller });
        this.#fill();
      },
      Math.max(0, delayMs),
    );
    this.#timers.set(taskId, timer);
  }

  #fill(): void {
    while (!this.#stopping.signal.aborted && this.#inHand.size < (this.#options.atOnce ?? AT_ONCE)) {
      const order = this.#waiting.shift();
      if (!order) return;
      this.#hold(this.#send(order));
    }
  }

  #hold(work: Promise<void>): void {
    const { logger } = this.#options;
    const held = work
      .catch((error: unknown) => logger.error('a notice cannot be sent for now', { where: whereOf(error) }))
      .finally(() => {
        this.#inHand.delete(held);
        this.#fill();
      });
    this.#inHand.add(held);
  }

  async #send(order: OwedNotice['order']): Promise<void> {
    const { taskId } = order;
    // A task may be told to have ended while it is sent.
    if (this.#sending.has(taskId)) return;
    this.#sending.add(taskId);
    try {
      const claim = this.#claims.get(taskId) ?? (await this.#options.queue.notices.claim(order));
      // Another process sends it, and may end before it is taken.
      if (!claim) return this.#after(order, MINUTE_MS);
      this.#claims.set(taskId, claim);
      const again = await this.#attempt(order);
      if (again === null) await this.#letGo(taskId);
      else this.#after(order, again);
    } catch (error) {
      this.#after(order, MINUTE_MS);
      throw error;
    } finally {
      this.#sending.delete(taskId);
    }
  }

  /** @returns after how long it is to be tried again, milliseconds; null: not any more */
  async #attempt(order: OwedNotice['order']): Promise<number | null> {
    const { queue, post, bodyOf, clock } = this.#options;
    const owed = await queue.notices.of(order);
    const status = owed && (await endOf(queue, order));
    if (!status) return null;
    const body = owed.attempts < this.#delaysMs.length ? await bodyOf(status) : null;
    if (body === null) return this.#settle(owed);
    const delayMs = this.#delaysMs[owed.attempts + 1];
    // Noted first: what a kill interrupts must not begin anew for ever.
    await queue.notices.noteAttempt(owed, clock.now() + (delayMs ?? 0));
    const { signal } = this.#stopping;
    const isTaken = await post({ url: owed.url, body, caller: owed.order.caller, signal });
    if (signal.aborted && !isTaken) return null;
    return isTaken || delayMs === undefined ? this.#settle(owed) : delayMs;
  }

  async #letGo(taskId: string): Promise<void> {
    const claim = this.#claims.get(taskId);
    this.#claims.delete(taskId);
    await claim?.release();
  }

  async #settle(owed: OwedNotice): Promise<null> {
    await this.#options.queue.notices.settle(owed);
    return null;
  }
}

/** Undefined: it has not ended, or nothing is known of it any more. */
const endOf = async (
  queue: TaskQueue,
  { kind, taskId, caller: { appId } }: OwedNotice['order'],
): Promise<TaskStatus | undefined> => {
  try {
    const status = await queue.status({ kind, taskId, appId });
    return status.endedAt === null ? undefined : status;
  } catch (error) {
    if (error instanceof TaskError) return undefined;
    throw error;
  }
};
