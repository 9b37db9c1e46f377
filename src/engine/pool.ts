import type { Logger } from '../lib/logger.ts';
import { JobQueue, type Job } from './job-queue.ts';
import type { JobName, Jobs } from './jobs.ts';
import { MOST_SESSIONS, SlotSessions, type OpenSession, type Step } from './sessions.ts';
import type { SessionName } from './speech/recording/types.ts';
import { EngineError } from './types.ts';
import { isUrgent } from './urgency.ts';
import { RecogniserFailure, WorkerProcess, type Ending } from './worker-process.ts';
import type { Request } from './worker-protocol.ts';

export interface PoolOptions {
  /** Module that a worker process runs: it calls `serveJobs`. */
  readonly workerModule: URL;
  readonly workers: number;
  /** Jobs that may wait, at least 1; one more is refused with `overloaded`. */
  readonly queueLimit: number;
  /** Longest time for one job in a worker, and longest wait for one, milliseconds. */
  readonly timeoutMs: number;
  /** A worker whose resident memory is above this after a job is replaced. */
  readonly maxRssBytes: number;
  readonly logger: Logger;
}

/** A place for one worker; whoever dies in it is replaced. */
interface Slot {
  worker: WorkerProcess | undefined;
  restart: NodeJS.Timeout | undefined;
  /** Deaths since something was last done here: each doubles the pause before the next worker. */
  deathsInARow: number;
  /** Recognisers to load when nothing waits. */
  loads: Job[];
  readonly sessions: SlotSessions;
}

const START_TIMEOUT_MS = 60_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** Times the memory above which a worker is replaced. */
const FAR_TOO_LARGE = 1.5;

/** The first replacement starts at once, later ones after 100 ms, 200 ms, ... 10 s. */
const pauseAfter = (deathsInARow: number): number =>
  deathsInARow <= 1 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** (deathsInARow - 2), LONGEST_PAUSE_MS);

/** Worker processes and the queue before them, one job at a time in each worker. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #slots: readonly Slot[];
  readonly #queue: JobQueue;
  /** Sessions that wait for room. */
  readonly #openings: JobQueue;
  #sessionsSoFar = 0;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#queue = new JobQueue(options.queueLimit, options.timeoutMs);
    this.#openings = new JobQueue(options.queueLimit, options.timeoutMs);
    this.#slots = Array.from({ length: options.workers }, () => ({
      worker: undefined,
      restart: undefined,
      deathsInARow: 0,
      loads: [],
      sessions: new SlotSessions(),
    }));
    for (const slot of this.#slots) this.#start(slot);
  }

  /** Process ids of the workers that are alive. */
  get pids(): readonly number[] {
    const workers = this.#slots.flatMap(({ worker }) => (worker && worker.state !== 'dead' ? [worker] : []));
    return workers.flatMap(({ pid }) => pid ?? []);
  }

  /**
   * Has one job done.
   * @param signal drops the job while it waits
   * @throws EngineError; the signal's reason
   */
  async run<J extends JobName>(
    name: J,
    input: Jobs[J]['input'],
    signal?: AbortSignal,
  ): Promise<Jobs[J]['output']> {
    if (this.#closed) throw closed();
    const request = { type: 'run', name, input } as Request;
    const output = this.#queue.add(request, signal, isUrgent(name, input));
    this.#dispatch();
    return (await output) as Jobs[J]['output'];
  }

  /**
   * Begins something that takes many steps in one worker; other jobs are done between them.
   * @param signal gives up waiting for room
   * @throws EngineError `overloaded`; the signal's reason
   */
  async open<S extends SessionName>(name: S, signal?: AbortSignal): Promise<OpenSession<S>> {
    if (this.#closed) throw closed();
    const opened = this.#openings.add({ type: 'load', name }, signal);
    this.#admit();
    return (await opened) as OpenSession<S>;
  }

  /**
   * Loads recognisers in every worker, behind whatever jobs come meanwhile; each worker starts with another one.
   * @param onLoaded called after each load in each worker
   * @returns when each has been loaded somewhere; the rest goes on
   * @throws EngineError when one could be loaded nowhere
   */
  async warm(names: readonly JobName[], onLoaded: (name: JobName) => void = () => {}): Promise<void> {
    if (this.#closed) throw closed();
    const load = async (slot: Slot, name: JobName): Promise<void> => {
      const { promise, ...settle } = Promise.withResolvers<unknown>();
      slot.loads.push({ request: { type: 'load', name }, ...settle });
      await promise;
      onLoaded(name);
    };
    const loads = this.#slots.flatMap((slot, i) =>
      names.map((_, k) => {
        const name = names[(i + k) % names.length]!;
        return { name, done: load(slot, name) };
      }),
    );
    const somewhere = names.map((name) =>
      Promise.any(loads.filter((each) => each.name === name).map(({ done }) => done)),
    );
    this.#dispatch();
    for (const result of await Promise.allSettled(somewhere))
      if (result.status === 'rejected') throw (result.reason as AggregateError).errors[0];
  }

  /** Ends all workers at once. Whatever waits or runs is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear(closed());
    this.#openings.clear(closed());
    const endings = this.#slots.flatMap((slot) => {
      clearTimeout(slot.restart);
      for (const load of slot.loads.splice(0)) load.reject(closed());
      slot.sessions.clear(closed());
      slot.worker?.kill(closed());
      return slot.worker ? [slot.worker.ended] : [];
    });
    await Promise.all(endings);
  }

  #start(slot: Slot): void {
    const worker = new WorkerProcess(this.#options.workerModule);
    const overdue = setTimeout(() => worker.kill(), START_TIMEOUT_MS);
    slot.worker = worker;
    void worker.ready.then(() => {
      clearTimeout(overdue);
      this.#admit();
      this.#dispatch();
    });
    void worker.ended.then((ending) => {
      clearTimeout(overdue);
      if (!this.#closed) this.#replace(slot, worker, ending);
    });
  }

  #replace(slot: Slot, dead: WorkerProcess, { status, signal }: Ending): void {
    slot.deathsInARow++;
    const pauseMs = pauseAfter(slot.deathsInARow);
    this.#options.logger.warn('engine.worker.ended', {
      pid: dead.pid,
      status: status ?? undefined,
      signal: signal ?? undefined,
      durationMs: pauseMs,
    });
    for (const name of dead.warm)
      slot.loads.push({ request: { type: 'load', name }, resolve() {}, reject() {} });
    slot.worker = undefined;
    slot.sessions.clear(lost());
    slot.restart = setTimeout(() => this.#start(slot), pauseMs);
  }

  /** Begins sessions that wait, each where there are the fewest. */
  #admit(): void {
    for (let opening = this.#openings.first(); opening; opening = this.#openings.first()) {
      const name = opening.request.name as SessionName;
      const count = ({ sessions }: Slot): number => sessions.count(name);
      const [slot] = this.#slots
        .filter(
          (each) => each.worker?.isReady && count(each) < MOST_SESSIONS[name] && !this.#isTooLarge(each),
        )
        .sort((a, b) => count(a) - count(b) || a.sessions.size - b.sessions.size);
      if (!slot?.worker) break;
      this.#openings.take()!.resolve(this.#begin(slot, slot.worker, name));
    }
  }

  #begin<S extends SessionName>(slot: Slot, worker: WorkerProcess, name: S): OpenSession<S> {
    const session = ++this.#sessionsSoFar;
    const { sessions } = slot;
    sessions.hold(session, name);
    let running: Promise<unknown> | undefined;
    return {
      step: (input) => {
        if (!sessions.holds(session)) return Promise.reject(lost());
        const { promise, ...settle } = Promise.withResolvers<unknown>();
        sessions.add({ request: { type: 'step', name, session, input }, ...settle } as Step);
        running = promise.catch(() => {});
        this.#dispatch();
        return promise as ReturnType<OpenSession<S>['step']>;
      },
      end: () => {
        if (!sessions.holds(session)) return;
        sessions.release(session);
        // A step that runs comes to its end first.
        void Promise.resolve(running).then(() => worker.endSession(session));
        this.#retire(slot);
        this.#admit();
      },
    };
  }

  #isTooLarge({ worker }: Slot): boolean {
    return worker !== undefined && worker.rssBytes > this.#options.maxRssBytes;
  }

  /** Ends an idle worker that has grown too large: at once when it has grown far too large, else when its sessions are over. */
  #retire(slot: Slot): void {
    const { worker, sessions } = slot;
    if (worker?.state !== 'idle' || !this.#isTooLarge(slot)) return;
    if (sessions.size === 0 || worker.rssBytes > FAR_TOO_LARGE * this.#options.maxRssBytes) worker.kill();
  }

  /**
   * Gives work to idle workers: what is urgent in one's sessions; calls in the queue's order, preferring a worker that has the recogniser; then
   * steps of its sessions; then loads.
   */
  #dispatch(): void {
    this.#offer((slot) => slot.sessions.takeUrgent());
    for (let job = this.#queue.first(); job; job = this.#queue.first()) {
      const { name } = job.request;
      const idle = this.#slots.filter(({ worker }) => worker?.state === 'idle');
      const warm = idle.filter(({ worker }) => worker?.warm.has(name));
      const slot = warm.find(({ sessions }) => !sessions.isWaiting) ?? warm[0] ?? idle[0];
      if (!slot?.worker) break;
      slot.sessions.countCall();
      void this.#perform(slot, slot.worker, this.#queue.take()!);
    }
    this.#offer((slot) => slot.sessions.take() ?? slot.loads.shift());
  }

  #offer(take: (slot: Slot) => Job | undefined): void {
    for (const slot of this.#slots) {
      if (slot.worker?.state !== 'idle') continue;
      const job = take(slot);
      if (job) void this.#perform(slot, slot.worker, job);
    }
  }

  async #perform(slot: Slot, worker: WorkerProcess, { request, resolve, reject }: Job): Promise<void> {
    try {
      resolve(await worker.run(request, this.#options.timeoutMs));
    } catch (error) {
      if (!(error instanceof RecogniserFailure)) reject(error);
      else {
        this.#options.logger.error('engine.recogniser.failed', { name: request.name, where: error.where });
        reject(new EngineError('worker-died', error.message));
      }
    }
    if (worker.state === 'idle') {
      slot.deathsInARow = 0;
      this.#retire(slot);
    }
    this.#dispatch();
  }
}

const closed = (): EngineError => new EngineError('worker-died', 'the engine is closed');

const lost = (): EngineError => new EngineError('worker-died', 'the worker was lost during recognition');
