import type { LogFields, Logger } from '../lib/logger.ts';
import { whereOf } from '../lib/where.ts';
import { FairOrder, type Turn } from './fair-order.ts';
import type { TaskQueue } from './queue.ts';
import type { PartOutcome, PerformPart, TaskOrder } from './types.ts';

export interface TaskRunnerOptions {
  readonly queue: TaskQueue;
  readonly perform: PerformPart;
  readonly logger: Logger;
  /** Parts in hand at any time, over all tasks: what is left of the engine serves calls. */
  readonly partsAtOnce: number;
  /**
   * Kinds whose parts take long: so many of each may be in hand besides, and one fewer of one account, so that another's
   * need not wait for all of them.
   */
  readonly lanes?: Readonly<Record<string, number>>;
  /** Until a part is looked at again that another process does, milliseconds. */
  readonly lookAgainMs?: number;
  /** Pause after a first failure that may pass, milliseconds; it doubles with each one that follows. */
  readonly pauseMs?: number;
}

export interface TaskRunner {
  /** Takes up nothing more; resolves once nothing is in hand. What is not done by then is done after the next start. */
  stop(): Promise<void>;
}

const LOOK_AGAIN_MS = 3_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** A part that fails by itself as often as this has failed. */
const ATTEMPTS = 3;

/** No fault of the part: it waits as long as it takes. */
const BUSY = new Set(['ResourceInsufficient', 'ServiceUnavailable']);
/** Perhaps the part's fault: a worker that dies each time it comes to it. */
const BROKEN = /^InternalError(\.|$)/;

/** Does the tasks of a queue, part by part: those that a restart interrupted, then those that come. */
export const startTaskRunner = (options: TaskRunnerOptions): TaskRunner => {
  const runner = new Runner(options);
  runner.begin();
  return runner;
};

class Runner implements TaskRunner {
  readonly #options: TaskRunnerOptions;
  readonly #waiting = new FairOrder();
  readonly #inHand = new Set<Promise<void>>();
  /** How often each part has broken, by task. */
  readonly #broken = new Map<string, Map<number, number>>();
  /** Parts in hand, and what tells those who do them that nobody waits for them any more. */
  readonly #turns = new Map<Turn, AbortController>();
  /** Turns of parts that another process does. */
  readonly #elsewhere = new Set<NodeJS.Timeout>();
  #isResumed = false;
  #failuresInARow = 0;
  #pause: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
  }

  begin(): void {
    this.#options.queue.watch({
      added: (order) => {
        this.#waiting.add(order);
        this.#fill();
      },
      ended: (order) => {
        this.#waiting.drop(order);
        this.#broken.delete(order.taskId);
        for (const [turn, abort] of this.#turns) if (turn.order.taskId === order.taskId) abort.abort();
      },
      load: () => ({ unfinished: this.#waiting.size, partsInHand: this.#inHand.size }),
    });
    this.#fill();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#pause);
    for (const timer of this.#elsewhere) clearTimeout(timer);
    for (const abort of this.#turns.values()) abort.abort();
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
  }

  /** Takes up as much as may be in hand; first of all, what an earlier run left. */
  #fill(): void {
    while (!this.#isStopped && !this.#pause) {
      if (!this.#isResumed) {
        if (this.#inHand.size === 0) this.#hold(this.#resume());
        return;
      }
      const turn = this.#waiting.take((order) => this.#mayBegin(order));
      if (!turn) return;
      this.#hold(this.#take(turn));
    }
  }

  #mayBegin({ kind, caller: { appId } }: TaskOrder): boolean {
    const { partsAtOnce, lanes = {} } = this.#options;
    const turns = [...this.#turns.keys()].map(({ order }) => order);
    const lane = lanes[kind];
    if (lane === undefined)
      return turns.filter((order) => lanes[order.kind] === undefined).length < partsAtOnce;
    const same = turns.filter((order) => order.kind === kind);
    const own = same.filter(({ caller }) => caller.appId === appId);
    return same.length < lane && own.length < Math.max(1, lane - 1);
  }

  #hold(work: Promise<void>): void {
    const held = work.then(() => {
      this.#inHand.delete(held);
      this.#fill();
    });
    this.#inHand.add(held);
  }

  async #resume(): Promise<void> {
    try {
      for (const order of await this.#options.queue.unfinished()) this.#waiting.add(order);
      this.#isResumed = true;
    } catch (error) {
      this.#failed(error);
    }
  }

  async #take(turn: Turn): Promise<void> {
    const abort = new AbortController();
    this.#turns.set(turn, abort);
    try {
      const isDone = await this.#doAlone(turn, abort.signal).catch((error: unknown) => {
        if (isGone(error)) return this.#finish(turn);
        throw error;
      });
      if (isDone === null) return this.#lookAgain(turn);
      if (isDone) this.#failuresInARow = 0;
      else this.#wait();
      this.#waiting[isDone ? 'done' : 'putBack'](turn);
    } catch (error) {
      this.#waiting.putBack(turn);
      const { kind, caller } = turn.order;
      this.#failed(error, { name: kind, appId: caller.appId, requestId: caller.requestId });
    } finally {
      this.#turns.delete(turn);
    }
  }

  /** @returns null when another process does it */
  async #doAlone(turn: Turn, signal: AbortSignal): Promise<boolean | null> {
    const { order, part } = turn;
    const claim = part === null ? undefined : await this.#options.queue.claim(order, part);
    if (claim === null) return null;
    try {
      return await this.#do(turn, signal);
    } finally {
      await claim?.release();
    }
  }

  /** The other process may end before the part is done. */
  #lookAgain(turn: Turn): void {
    if (this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#elsewhere.delete(timer);
      this.#waiting.putBack(turn);
      this.#fill();
    }, this.#options.lookAgainMs ?? LOOK_AGAIN_MS);
    this.#elsewhere.add(timer);
  }

  /** @returns false when it has to be tried again */
  async #do(turn: Turn, signal: AbortSignal): Promise<boolean> {
    const { order, part } = turn;
    const { queue, perform } = this.#options;
    if (part === null) return this.#finish(turn);
    if (await queue.isPartDone(order, part)) return true;
    const file = await queue.fileOf(order);
    if (!file) return this.#finish(turn);
    queue.noteBegun(order.taskId);
    let isKept = false;
    const given = {
      ...{ order, part, signal, file: file.content, attachments: queue.attachmentsOf(order, file.id) },
      report: (share: number) => {
        if (!signal.aborted) queue.noteBegun(order.taskId, share);
      },
    };
    await perform(given, (outcome) => {
      isKept = this.#isFinal(order.taskId, part, outcome);
      return isKept ? [queue.partRecord(order, file.id, part, outcome)] : null;
    });
    // What was given up because nobody waits for it is not tried again here.
    return isKept || signal.aborted;
  }

  /** Also where a file went while a part was in hand. */
  async #finish({ order }: Turn): Promise<true> {
    await this.#options.queue.finish(order);
    return true;
  }

  /** Whether an outcome is the part's own, and not a sign that it should be tried again. */
  #isFinal(taskId: string, part: number, { result }: PartOutcome): boolean {
    const isBroken = BROKEN.test(result);
    // Whoever stops ends the workers, too.
    if (BUSY.has(result) || (isBroken && this.#isStopped)) return false;
    if (!isBroken) return true;
    const parts = this.#broken.get(taskId) ?? new Map<number, number>();
    const times = (parts.get(part) ?? 0) + 1;
    this.#broken.set(taskId, parts.set(part, times));
    return times >= ATTEMPTS;
  }

  #failed(error: unknown, whose: LogFields = {}): void {
    this.#options.logger.error('tasks cannot go on for now', { ...whose, where: whereOf(error) });
    this.#wait();
  }

  /** Begins nothing for a while. */
  #wait(): void {
    if (this.#isStopped) return;
    const { pauseMs = FIRST_PAUSE_MS } = this.#options;
    const ms = Math.min(pauseMs * 2 ** this.#failuresInARow++, LONGEST_PAUSE_MS);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.#fill();
    }, ms);
  }
}

/** True for the vault's refusal of what belongs to a record that is not there any more. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && error.name === 'VaultRefusal' && 'reason' in error && error.reason === 'gone';
