import type { Clock } from '../lib/clock.ts';
import { oneAtATime } from '../lib/one-at-a-time.ts';
import type { Claim } from '../records/claim-types.ts';
import type { ErasureReport } from '../records/erasure/types.ts';
import type { PutRequest, Subject, Vault } from '../records/types.ts';
import { attachmentsOf } from './attachments.ts';
import { NoticeBook } from './notice-book.ts';
import { partCountOf } from './part-ranges.ts';
import * as records from './task-records.ts';
import { TaskReader, type FoundTask, type TaskFile, type TaskList } from './task-reader.ts';
import {
  TaskError,
  type Attachments,
  type NewTask,
  type PartOutcome,
  type PartView,
  type TaskEnd,
  type TaskExtras,
  type TaskKind,
  type TaskKinds,
  type TaskName,
  type TaskOrder,
  type TaskStatus,
} from './types.ts';

/** Who does the tasks, and is told of what changes. */
export interface TaskWatcher {
  added?(order: TaskOrder): void;
  ended(order: TaskOrder): void;
  readonly load?: () => TaskLoad;
}

/** How much there is to do. */
export interface TaskLoad {
  readonly unfinished: number;
  readonly partsInHand: number;
}

export interface TaskQueueOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly kinds: TaskKinds;
  /** Most tasks of one account that are not ended. */
  readonly mostUnfinished?: number;
}

export const MOST_UNFINISHED = 100;

/**
 * Tasks that take longer than a call: what was ordered, how far it is, and what came of it. All of it is records of the
 * vault, so that a kill loses nothing, and none of it outlives what the policy says of its category.
 */
export class TaskQueue {
  /** What is owed to callers' URLs. */
  readonly notices: NoticeBook;
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #reader: TaskReader;
  readonly #mostUnfinished: number;
  readonly #ending = oneAtATime();
  /** How far tasks are that were begun. */
  readonly #begun = new Map<string, number>();
  readonly #watchers: TaskWatcher[] = [];

  constructor({ vault, clock, kinds, mostUnfinished = MOST_UNFINISHED }: TaskQueueOptions) {
    this.notices = new NoticeBook(vault, kinds);
    this.#vault = vault;
    this.#clock = clock;
    this.#reader = new TaskReader(vault, kinds, (taskId) => this.#begun.get(taskId));
    this.#mostUnfinished = mostUnfinished;
  }

  watch(watcher: TaskWatcher): void {
    this.#watchers.push(watcher);
  }

  /** Of all accounts, in this process. */
  get load(): TaskLoad {
    return this.#watchers.find(({ load }) => load)?.load?.() ?? { unfinished: 0, partsInHand: 0 };
  }

  /** @throws TaskError `too-many` or `not-kept` */
  create(task: NewTask, file: Uint8Array, extras: TaskExtras = {}): Promise<TaskStatus> {
    const { appId } = task.caller;
    // Over all processes: no more than an account may have, and no number twice.
    return this.#vault.alone(appId, records.allOrders, async () => {
      const kind = this.#reader.kindOf(task.kind);
      const unfinished = { appId, subject: records.allOrders };
      const most = kind.mostUnfinished ?? this.#mostUnfinished;
      if ((await this.#vault.count(kind.notes.category, unfinished)) >= most) throw new TaskError('too-many');
      const now = this.#clock.now();
      const order: TaskOrder = { ...task, taskId: await this.#newId(kind, appId, now), createdAt: now };
      await this.#vault.put(records.newTaskRecords(kind, order, file, extras)).catch(refuseNotKept);
      // A deployment may keep such records, but none of the fields that are needed.
      const found = await this.#reader.find({ kind: kind.name, appId, taskId: order.taskId });
      if (!found || !(await this.#reader.fileOf(order))) {
        await this.#erase(order, records.wholeTask(order.taskId));
        throw new TaskError('not-kept');
      }
      for (const watcher of this.#watchers) watcher.added?.(order);
      return this.#reader.statusOf(found);
    });
  }

  /** @throws TaskError `not-found` */
  async status(name: TaskName): Promise<TaskStatus> {
    return this.#reader.statusOf(await this.#get(name));
  }

  /** Those that are not ended, newest first; then the others, those that ended last first. */
  list(of: Omit<TaskName, 'taskId'>, offset: number, limit: number): Promise<TaskList> {
    return this.#reader.list(of, offset, limit);
  }

  /** The part at a place among those that were ordered, from 0; null: there are not so many. */
  partAt(order: TaskOrder, place: number): Promise<PartView | null> {
    return this.#reader.partAt(order, place);
  }

  /**
   * Ends a task, and erases its file and its results at once; those of a task that is done, too. A part that is being
   * done is done for nothing: nothing of it is kept or billed.
   * @throws TaskError `not-found`
   */
  cancel(
    name: TaskName,
    { dryRun = false } = {},
  ): Promise<{ readonly status: TaskStatus; readonly erasure: ErasureReport }> {
    return this.#endAlone(name, async () => {
      const found = await this.#get(name);
      const whole = records.wholeTask(name.taskId);
      if (dryRun) {
        const erasure = await this.#erase(found.order, whole, true);
        return { status: await this.#reader.statusOf(found), erasure };
      }
      const isCancelled = found.end?.state === 'cancelled';
      const ended = isCancelled ? found : await this.#end(found, 'cancelled');
      this.#noteEnded(found.order);
      const erasure = await this.#erase(found.order, whole);
      return { status: await this.#reader.statusOf(ended), erasure };
    });
  }

  /** Tasks to go on with, oldest first; ends that a kill interrupted are completed. */
  unfinished(): Promise<readonly TaskOrder[]> {
    return this.#ending(async () => {
      const unfinished: TaskOrder[] = [];
      for (const order of await this.#reader.orders()) {
        const found = await this.#reader.find(nameOf(order));
        if (found?.end) await this.#clear(found.end);
        else if (found) unfinished.push(order);
      }
      return unfinished;
    });
  }

  /** Null: it was erased, or its time is over. */
  fileOf(order: TaskOrder): Promise<TaskFile | null> {
    return this.#reader.fileOf(order);
  }

  isPartDone(order: TaskOrder, part: number): Promise<boolean> {
    return this.#reader.isPartDone(order, part);
  }

  /** What is put for a part that was done, together with what its call leaves. */
  partRecord(order: TaskOrder, fileId: string, part: number, outcome: PartOutcome): PutRequest {
    return records.partRecord(this.#reader.kindOf(order.kind), order, fileId, part, outcome);
  }

  attachmentsOf(order: TaskOrder, fileId: string): Attachments {
    return attachmentsOf(this.#vault, this.#reader.kindOf(order.kind), order, fileId);
  }

  /** That nobody else on the folder does a part of a task meanwhile; null: somebody does. */
  claim({ taskId, caller: { appId } }: TaskOrder, part: number): Promise<Claim | null> {
    return this.#vault.claim(appId, records.partSubject(taskId, part));
  }

  /** Work on a task has begun, or is so far, 0..1. */
  noteBegun(taskId: string, share = 0): void {
    this.#begun.set(taskId, share);
  }

  /** Ends a task of which there is nothing left to do: its file goes at once, its results stay. */
  finish(order: TaskOrder): Promise<void> {
    return this.#endAlone(nameOf(order), async () => {
      const found = await this.#reader.find(nameOf(order));
      const end = found && (found.end ?? (await this.#end(found)).end);
      if (end) await this.#clear(end);
      this.#noteEnded(order);
    });
  }

  /** Over all processes: a task ends once. */
  #endAlone<R>({ appId, taskId }: TaskName, work: () => Promise<R>): Promise<R> {
    return this.#ending(() => this.#vault.alone(appId, records.orderSubject(taskId), work));
  }

  /** One that the account never had: ids that are short numbers could meet. */
  async #newId(kind: TaskKind, appId: string, now: number): Promise<string> {
    const { newId = records.newTaskId } = kind;
    for (;;) {
      const taskId = newId(now);
      if (!(await this.#reader.find({ kind: kind.name, appId, taskId }))) return taskId;
    }
  }

  #noteEnded(order: TaskOrder): void {
    this.#begun.delete(order.taskId);
    for (const watcher of this.#watchers) watcher.ended(order);
  }

  /** @param state absent: by what its parts came to */
  async #end(
    { order, stored }: FoundTask,
    state?: TaskEnd['state'],
  ): Promise<FoundTask & { readonly end: TaskEnd }> {
    const { partsDone, partsFailed } = await this.#reader.countsOf(order);
    const came =
      partsDone < partCountOf(order.parts) ? 'expired' : partsFailed === partsDone ? 'failed' : 'done';
    const end: TaskEnd = {
      ...{ order, partsDone, partsFailed, endedAt: this.#clock.now() },
      state: state ?? came,
    };
    await this.#vault.put([records.endRecord(this.#reader.kindOf(order.kind), end)]);
    return { order, end, stored };
  }

  /** Erases what has no reason to stay after this end, unless that was done. */
  async #clear({ order, state }: TaskEnd): Promise<void> {
    const { taskId, kind, caller } = order;
    const input = { appId: caller.appId, subject: records.orderSubject(taskId) };
    if ((await this.#vault.count(this.#reader.kindOf(kind).notes.category, input)) === 0) return;
    await this.#erase(
      order,
      state === 'cancelled' ? records.wholeTask(taskId) : records.inputSubject(taskId),
    );
  }

  #erase({ kind, caller: { appId } }: TaskOrder, subject: Subject, dryRun = false): Promise<ErasureReport> {
    const { notes, file, results } = this.#reader.kindOf(kind);
    const categories = [...new Set([notes.category, file.category, results.category])];
    return this.#vault.erase({ appId, subject, categories }, { dryRun });
  }

  async #get(name: TaskName): Promise<FoundTask> {
    const found = await this.#reader.find(name);
    if (!found) throw new TaskError('not-found');
    return found;
  }
}

const nameOf = ({ kind, taskId, caller: { appId } }: TaskOrder): TaskName => ({ kind, appId, taskId });

/** What the policy in force does not let be kept at all. */
const refuseNotKept = (error: unknown): never => {
  if (error instanceof Error && error.name === 'VaultRefusal') throw new TaskError('not-kept');
  throw error;
};
