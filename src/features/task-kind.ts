import type { PartOutcome, TaskKind, TaskPart, TaskStatus } from '../tasks/types.ts';
import type { Action } from './action.ts';

/** The call that a part of a task is like: it is checked, recorded and billed as one. */
export interface PartCall {
  readonly action: Action;
  /** As on the wire. */
  readonly parameters: Readonly<Record<string, unknown>>;
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
