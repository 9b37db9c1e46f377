import type { TaskKind, TaskOrder } from '../tasks/types.ts';
import type { Action } from './action.ts';

/** The call that a part of a task is like: it is checked, recorded and billed as one. */
export interface PartCall {
  readonly action: Action;
  /** As on the wire. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A kind of task, and how its parts are done. */
export interface ServedTaskKind extends TaskKind {
  callOf(order: TaskOrder, part: number, file: Uint8Array): PartCall;
}
