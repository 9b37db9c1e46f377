import { fork, type ChildProcess } from 'node:child_process';
import { EngineError } from './types.ts';
import type { Answer, Loadable, Outcome, Request } from './worker-protocol.ts';

/** How a worker process ended: its exit code or the signal that killed it; both null when it could not be started. */
export interface Ending {
  readonly status: number | null;
  readonly signal: string | null;
}

/** A recogniser failed on an input that it should have processed or refused. */
export class RecogniserFailure extends Error {
  /** Class and frames of its error, see `whereOf`. */
  readonly where: string;

  constructor(where: string) {
    super('the recogniser failed');
    this.name = 'RecogniserFailure';
    this.where = where;
  }
}

interface Pending {
  readonly name: Loadable;
  readonly timeoutMs: number;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** JavaScript memory of a worker, MiB; tensors and images lie outside of it. */
const HEAP_MIB = 1024;

/** Longest time for making a recogniser, milliseconds. */
const LOAD_TIMEOUT_MS = 180_000;

/** The pool's end of one worker process, which does one request at a time. */
export class WorkerProcess {
  state: 'starting' | 'idle' | 'busy' | 'dead' = 'starting';
  /** Recognisers that have been made in it. */
  readonly warm = new Set<Loadable>();
  readonly ready: Promise<void>;
  readonly ended: Promise<Ending>;
  /** Resident memory after the last job. */
  rssBytes = 0;
  readonly #child: ChildProcess;
  #pending: Pending | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(module: URL) {
    const child = fork(module, {
      serialization: 'advanced',
      // What a dying process prints may quote its input; what it died of is told by its exit code.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${HEAP_MIB}`, '--disable-warning=ExperimentalWarning'],
    });
    this.#child = child;
    const ready = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<Ending>();
    this.ready = ready.promise;
    this.ended = ended.promise;
    const end = (status: number | null, signal: string | null): void => {
      this.#die(new EngineError('worker-died', 'the worker was lost during recognition'));
      ended.resolve({ status, signal });
    };
    child.on('message', (answer: Answer) => {
      if (answer.type === 'ready') {
        if (this.state === 'starting') this.state = 'idle';
        ready.resolve();
      } else if (answer.type === 'loaded') this.#loaded();
      else this.#settle(answer);
    });
    child.on('exit', end);
    child.on('error', () => child.pid === undefined && end(null, null));
  }

  get isReady(): boolean {
    return this.state === 'idle' || this.state === 'busy';
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /**
   * Has a request done.
   * @param timeoutMs longest time for it once its recogniser is loaded; a worker that takes longer is killed
   * @throws EngineError as the recogniser does, `timeout` or `worker-died`; RecogniserFailure
   */
  run(request: Request, timeoutMs: number): Promise<unknown> {
    const { promise, ...settle } = Promise.withResolvers<unknown>();
    this.state = 'busy';
    this.#pending = { name: request.name, timeoutMs, ...settle };
    this.#allow(this.warm.has(request.name) ? timeoutMs : LOAD_TIMEOUT_MS);
    this.#child.send(request, (error) => error && this.kill());
    return promise;
  }

  /** Has it forget a session, when it is not busy with a step of it. */
  endSession(session: number): void {
    if (this.state !== 'dead') this.#child.send({ type: 'end', session }, (error) => error && this.kill());
  }

  /** Ends the process at once; it holds nothing that would have to be saved. */
  kill(reason = new EngineError('worker-died', 'the worker was ended')): void {
    this.#die(reason);
    this.#child.kill('SIGKILL');
  }

  #allow(ms: number): void {
    clearTimeout(this.#timer);
    const timeout = new EngineError('timeout', `recognition took more than ${ms} ms`);
    this.#timer = setTimeout(() => this.kill(timeout), ms);
  }

  #loaded(): void {
    if (!this.#pending) return;
    this.warm.add(this.#pending.name);
    this.#allow(this.#pending.timeoutMs);
  }

  #settle(outcome: Outcome): void {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(this.#timer);
    this.#pending = undefined;
    this.state = 'idle';
    if (outcome.type === 'failed') return pending.reject(new RecogniserFailure(outcome.where));
    if (outcome.type === 'refused') return pending.reject(new EngineError(outcome.reason, outcome.message));
    this.rssBytes = outcome.rssBytes;
    pending.resolve(outcome.output);
  }

  #die(reason: EngineError): void {
    clearTimeout(this.#timer);
    this.state = 'dead';
    this.#pending?.reject(reason);
    this.#pending = undefined;
  }
}
