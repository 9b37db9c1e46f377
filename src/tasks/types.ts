import type { PutRequest, RecordContext } from '../records/types.ts';

/** Whatever JSON can say. */
export type Json = Readonly<Record<string, unknown>>;

/** From and to, both with; from 1. */
export type PartRange = readonly [first: number, last: number];

/** Who ordered a task, by which call: every part of it is recorded and billed under both. */
export interface TaskCaller {
  readonly appId: string;
  readonly uin: string;
  readonly subUin: string | null;
  readonly requestId: string;
  readonly region: string;
  /** ISO 3166-1 alpha-2 code of the data subjects' jurisdiction; null: not known. */
  readonly jurisdiction: string | null;
  /** The same of the account, whose floors on payments bind. */
  readonly accountJurisdiction: string | null;
}

/** What was ordered: all that must be known to go on after a restart, and nothing of the file. */
export interface TaskOrder {
  /** A version 7 UUID, or what the kind makes of its own; never given twice. */
  readonly taskId: string;
  /** Name of its kind. */
  readonly kind: string;
  readonly caller: TaskCaller;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Parts to do, in rising order; they are done in this order, several at once. */
  readonly parts: readonly PartRange[];
  /** What else the kind has to know. No personal data. */
  readonly settings: Json;
}

/** Which task, and whose: that of another account is not found. */
export interface TaskName {
  readonly kind: string;
  readonly appId: string;
  readonly taskId: string;
}

export type NewTask = Pick<TaskOrder, 'kind' | 'caller' | 'parts' | 'settings'>;

/** Something that belongs to the file of a task: sealed with it, and gone with it at the latest. */
export interface Attachment {
  readonly name: string;
  /** Those of one group can be erased together before the rest is. */
  readonly group: string;
  readonly content: Uint8Array;
}

/** What comes with a new task besides its file. */
export interface TaskExtras {
  readonly attachments?: readonly Attachment[];
  /** URL that is to be told when the task has ended. */
  readonly noticeUrl?: string;
}

/** The attachments of one task. */
export interface Attachments {
  /** @throws VaultRefusal `gone` once the file is not there any more */
  put(attachment: Attachment): Promise<void>;
  /** Null: there is none of this name, or no more. */
  get(name: string): Promise<Uint8Array | null>;
  removeGroup(group: string): Promise<void>;
}

/** A notice that is owed to somebody once a task has ended. */
export interface OwedNotice {
  /** Of its record. */
  readonly id: string;
  readonly order: Pick<TaskOrder, 'taskId' | 'kind' | 'caller'>;
  readonly url: string;
  /** Attempts that were begun. */
  readonly attempts: number;
  /** When the next may be made, milliseconds since the epoch. */
  readonly nextAt: number;
}

export type TaskState = 'waiting' | 'running' | 'done' | 'failed' | 'expired' | 'cancelled';

/** How a task ended. */
export interface TaskEnd {
  readonly order: TaskOrder;
  /** failed: no part of it could be done; expired: its file was gone before all of them were. */
  readonly state: Exclude<TaskState, 'waiting' | 'running'>;
  readonly endedAt: number;
  readonly partsDone: number;
  readonly partsFailed: number;
}

export interface TaskStatus {
  readonly order: TaskOrder;
  readonly state: TaskState;
  /** Those that failed among them. */
  readonly partsDone: number;
  readonly partsFailed: number;
  readonly endedAt: number | null;
  /** How far the part is that was last heard of, 0..1; 0: nothing was. */
  readonly share: number;
  /** When all of it will be gone at the latest; null: not bounded in time. */
  readonly expiresAt: number | null;
}

/** What became of one part. */
export interface PartOutcome {
  /** `Success`, or the code of an error. */
  readonly result: string;
  /** Null when it failed. */
  readonly output: Json | null;
}

/** One part of a task as it is shown. */
export interface PartView {
  readonly part: number;
  /** Null: not done yet. */
  readonly outcome: PartOutcome | null;
}

/** Where a kind of task keeps one sort of content: in which category of the policy, and as which record of it. */
export interface Shelf<T> {
  readonly category: PutRequest['category'];
  /** What is put for a task. */
  request(content: T, context: RecordContext, order: Pick<TaskOrder, 'taskId' | 'caller'>): PutRequest;
  /** Undefined: the record does not hold what it should. */
  contentOf(record: object): T | undefined;
}

/** A kind of task: nothing but where its contents are kept. */
export interface TaskKind {
  readonly name: string;
  /** What was ordered, and how it ended. */
  readonly notes: Shelf<Json>;
  readonly file: Shelf<Uint8Array>;
  readonly results: Shelf<Json>;
  /** Of one account that have not ended; absent: as many as the queue allows. */
  readonly mostUnfinished?: number;
  /** Absent: a version 7 UUID. */
  readonly newId?: (now: number) => string;
}

export type TaskKinds = Readonly<Record<string, TaskKind>>;

/** One part that is to be done. */
export interface TaskPart {
  readonly order: TaskOrder;
  readonly part: number;
  readonly file: Uint8Array;
  readonly attachments: Attachments;
  /** Aborted when the task has ended, or the runner is stopped. */
  readonly signal: AbortSignal;
  /** How far the part is, 0..1. */
  readonly report: (share: number) => void;
}

/**
 * Does one part as a call of its own: limited by nobody, recorded and billed like any other. What `keep` makes of its
 * outcome is written in the same commit as its records; when it makes null of it, nothing is written at all.
 * @throws whatever kept it from being written; nothing was, then
 */
export type PerformPart = (
  part: TaskPart,
  keep: (outcome: PartOutcome) => readonly PutRequest[] | null,
) => Promise<void>;

export type TaskProblem =
  | 'not-found'
  /** Too many of the account's are not ended yet. */
  | 'too-many'
  /** The deployment's policy keeps nothing of what a task needs. */
  | 'not-kept';

export class TaskError extends Error {
  readonly problem: TaskProblem;

  constructor(problem: TaskProblem) {
    super(`task: ${problem}`);
    this.name = 'TaskError';
    this.problem = problem;
  }
}
