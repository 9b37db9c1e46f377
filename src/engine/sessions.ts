import type { Session, SessionName } from './speech/recording/types.ts';
import { EngineError } from './types.ts';
import type { StepRequest } from './worker-protocol.ts';
import type { Job } from './job-queue.ts';

/** A step that waits for its worker. */
export interface Step extends Job {
  readonly request: StepRequest;
}

/** Sessions that one worker holds at most: what each holds is some megabytes. */
export const MOST_SESSIONS: Readonly<Record<SessionName, number>> = { recording: 4, decoder: 64 };

/** Steps that are short, and that somebody who speaks waits for: they go before everything else. */
const URGENT: ReadonlySet<SessionName> = new Set(['decoder']);

/** A call that waits goes before the steps of recordings, but that many calls only, so that those come to their end too. */
const MOST_CALLS_BEFORE = 4;

/** The sessions in one worker, and their steps that wait for it. */
export class SlotSessions {
  readonly #held = new Map<number, SessionName>();
  readonly #steps: Step[] = [];
  #callsBefore = 0;

  get size(): number {
    return this.#held.size;
  }

  get isWaiting(): boolean {
    return this.#steps.length > 0;
  }

  count(name: SessionName): number {
    return [...this.#held.values()].filter((each) => each === name).length;
  }

  hold(session: number, name: SessionName): void {
    this.#held.set(session, name);
  }

  holds(session: number): boolean {
    return this.#held.has(session);
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  /** A call was done while steps may have waited. */
  countCall(): void {
    if (this.isWaiting) this.#callsBefore++;
  }

  /** @returns the step that must not wait behind calls */
  takeUrgent(): Step | undefined {
    const at = this.#steps.findIndex(({ request }) => URGENT.has(request.name));
    if (at >= 0) return this.#steps.splice(at, 1)[0];
    return this.#callsBefore >= MOST_CALLS_BEFORE ? this.take() : undefined;
  }

  take(): Step | undefined {
    this.#callsBefore = 0;
    return this.#steps.shift();
  }

  /** Lets go of one; its steps that wait are rejected. */
  release(session: number): void {
    this.#held.delete(session);
    const gone = this.#steps.filter(({ request }) => request.session === session);
    for (const step of gone) {
      this.#steps.splice(this.#steps.indexOf(step), 1);
      step.reject(new EngineError('worker-died', 'the session was ended'));
    }
  }

  /** The worker is gone, and all sessions with it. */
  clear(error: EngineError): void {
    this.#held.clear();
    for (const step of this.#steps.splice(0)) step.reject(error);
  }
}

/** The pool's end of a session in a worker. */
export interface OpenSession<S extends SessionName> {
  /** @throws EngineError as the session's step does, `worker-died` or `timeout` */
  step: Session<S>['step'];
  /** May be called at any time and more than once. */
  end(): void;
}
