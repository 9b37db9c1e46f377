import type { PartOutcome, TaskKind, TaskPart, TaskStatus } from '../tasks/types.ts';
import type { Action } from './action.ts';

/** The call that a part of a task is like: it is checked, recorded and billed as one. */
export interface PartCall {
  readonly action: Action;
  /** As on the wire. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Of a part that is many calls, one after the other; absent: this is all of it. */
  readonly series?: PartSeries;
}

/** Calls that follow each other until a part is done; each is recorded and billed alone, and at once. */
export interface PartSeries {
  /** Stands for the part in the id of a call that begins now: each number is recorded and billed once, even after a restart. */
  numberAt(now: number): number;
  /** What follows this call; `done`: nothing, the part has ended; `left`: nothing for now, and the part has not ended. */
  next(): PartCall | 'done' | 'left';
  /** Gives back what it holds, however the part came to its end. */
  close(): Promise<void>;
}

/** What the parts of tasks are given besides what every call is given. */
export interface PartMeans {
  /**
   * Hands out what a caller's URL names as it comes: public addresses only, pinned, bounded in time and size.
   * @returns bytes in all
   * @throws ApiError `code`, or `tooLargeCode`; whatever `take` throws
   */
  readonly fetchStream: (
    url: string,
    limit: {
      readonly maxBytes: number;
      /** Of the whole, and between two pieces, milliseconds. */
      readonly timeoutMs: number;
      readonly silenceMs: number;
      readonly code: string;
      readonly tooLargeCode: string;
      readonly signal: AbortSignal;
    },
    take: (chunk: Uint8Array) => Promise<void>,
  ) => Promise<number>;
  /**
   * Hands out what a URL streams without end: public addresses only, pinned; `silenceMs` between two pieces.
   * @returns `over` when its server said so, else `cut`
   * @throws ApiError when there is nothing to be had; whatever `take` throws
   */
  readonly fetchLive: (
    url: string,
    limit: { readonly silenceMs: number; readonly signal: AbortSignal },
    take: (chunk: Uint8Array, contentType: string) => Promise<void>,
  ) => Promise<'over' | 'cut'>;
  /** Posts once to a caller's URL, a public address. Never throws. @returns whether it was taken */
  readonly post: (
    url: string,
    content: { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array },
    signal: AbortSignal,
  ) => Promise<boolean>;
}

/** A kind of task, and how its parts are done. */
export interface ServedTaskKind extends TaskKind {
  /** Parts in hand at any time, apart from those of other kinds: for parts that take long. Absent: they share what there is. */
  readonly partsAtOnce?: number;
  callOf(part: TaskPart, means: PartMeans): PartCall;
  /**
   * What the URL is sent that was given with the order, once the task has ended; null: nothing.
   * @param outcome of its first part
   */
  noticeOf?(status: TaskStatus, outcome: PartOutcome | null): string | null;
}
