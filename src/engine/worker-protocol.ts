import type { JobName, Jobs } from './jobs.ts';
import type { Session, SessionName, Sessions } from './speech/recording/types.ts';
import type { EngineErrorReason } from './types.ts';

/** One recogniser as a worker runs it. */
export type Recogniser<J extends JobName> = (input: Jobs[J]['input']) => Promise<Jobs[J]['output']>;

/** How to make each recogniser: called at most once in a worker's life, when it is first needed. */
export type Recognisers = { readonly [J in JobName]: () => Promise<Recogniser<J>> };

/** How to make what begins sessions of each kind, likewise. */
export type SessionMakers = { readonly [S in SessionName]: () => Promise<() => Session<S>> };

/** What a worker may have loaded. */
export type Loadable = JobName | SessionName;

/** What the pool sends. A worker is sent its next request only after it has answered the last. */
export type Request =
  | { readonly type: 'load'; readonly name: Loadable }
  | {
      readonly [J in JobName]: { readonly type: 'run'; readonly name: J; readonly input: Jobs[J]['input'] };
    }[JobName]
  | StepRequest;

/** The next step of a session; the first begins it. */
export type StepRequest = {
  readonly [S in SessionName]: {
    readonly type: 'step';
    readonly name: S;
    /** Given by the pool, never twice. */
    readonly session: number;
    readonly input: Sessions[S]['input'];
  };
}[SessionName];

/** Tells a worker between two requests that a session is over; there is no answer. */
export interface Ending {
  readonly type: 'end';
  readonly session: number;
}

/** What a worker sends: `ready` once; then for each request `loaded` when its recogniser is there, and an outcome. */
export type Answer = { readonly type: 'ready' } | { readonly type: 'loaded' } | Outcome;

export type Outcome =
  | { readonly type: 'done'; readonly output: unknown; readonly rssBytes: number }
  /** The input cannot be processed. */
  | { readonly type: 'refused'; readonly reason: EngineErrorReason; readonly message: string }
  /** The recogniser itself failed; `where` is its error's class and frames, without the message, which may quote the input. */
  | { readonly type: 'failed'; readonly where: string };
