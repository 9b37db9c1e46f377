import type { StoredRecord, Vault } from '../records/types.ts';
import { partAt } from './part-ranges.ts';
import * as records from './task-records.ts';
import type { PartView, TaskEnd, TaskKind, TaskKinds, TaskName, TaskOrder, TaskStatus } from './types.ts';

/** A task as it is told by its records. */
export interface FoundTask {
  readonly order: TaskOrder;
  readonly end: TaskEnd | null;
  /** Record of the order, or of the end where there is one. */
  readonly stored: StoredRecord;
}

export interface TaskFile {
  /** Of its record: without it no result is kept any more. */
  readonly id: string;
  readonly content: Uint8Array;
}

export interface TaskList {
  readonly total: number;
  readonly tasks: readonly TaskStatus[];
}

/** What can be told of tasks, from their records alone. */
export class TaskReader {
  readonly #vault: Vault;
  readonly #kinds: TaskKinds;
  readonly #shareOf: (taskId: string) => number | undefined;

  /** @param shareOf how far a task is that has been begun in this process */
  constructor(vault: Vault, kinds: TaskKinds, shareOf: (taskId: string) => number | undefined) {
    this.#vault = vault;
    this.#kinds = kinds;
    this.#shareOf = shareOf;
  }

  kindOf(name: string): TaskKind {
    const kind = this.#kinds[name];
    if (!kind) throw new RangeError('There is no such kind of task');
    return kind;
  }

  /** The end is looked for twice: between the first time and the order, the task may end. */
  async find(name: TaskName): Promise<FoundTask | null> {
    return (await this.#findEnd(name)) ?? (await this.#findOrder(name)) ?? (await this.#findEnd(name));
  }

  async statusOf({ order, end, stored }: FoundTask): Promise<TaskStatus> {
    const expiresAt = stored.deadline;
    if (end) {
      const { state, partsDone, partsFailed, endedAt } = end;
      return { order, state, partsDone, partsFailed, endedAt, share: 1, expiresAt };
    }
    const { partsDone, partsFailed } = await this.countsOf(order);
    const share = this.#shareOf(order.taskId);
    const state = partsDone > 0 || share !== undefined ? 'running' : 'waiting';
    return { order, state, partsDone, partsFailed, endedAt: null, share: share ?? 0, expiresAt };
  }

  /** How many parts have a result now. */
  async countsOf({
    taskId,
    kind,
    caller: { appId },
  }: TaskOrder): Promise<Pick<TaskEnd, 'partsDone' | 'partsFailed'>> {
    const { category } = this.kindOf(kind).results;
    const [partsDone, partsFailed] = await Promise.all([
      this.#vault.count(category, { appId, subject: records.partsSubject(taskId) }),
      this.#vault.count(category, { appId, subject: records.failuresSubject(taskId) }),
    ]);
    return { partsDone, partsFailed };
  }

  /** Those that are not ended, newest first; then the others, those that ended last first. */
  async list({ kind, appId }: Omit<TaskName, 'taskId'>, offset: number, limit: number): Promise<TaskList> {
    const open = await this.#openOnes(this.kindOf(kind), appId);
    const ended = await this.#endedOnes(this.kindOf(kind), appId, offset + limit);
    const isEnded = new Set(ended.map(({ order }) => order.taskId));
    const unfinished = open.filter(({ order }) => !isEnded.has(order.taskId));
    // One that was done and is being cancelled has two ends for a moment; the later comes first.
    const last = ended.filter((a, i) => ended.findIndex((b) => b.order.taskId === a.order.taskId) === i);
    const tasks = [...unfinished, ...last].slice(offset, offset + limit).map((found) => this.statusOf(found));
    const { category } = this.kindOf(kind).notes;
    const total =
      unfinished.length + (await this.#vault.count(category, { appId, subject: records.allEnds }));
    return { total, tasks: await Promise.all(tasks) };
  }

  /** The part at a place among those that were ordered, from 0; null: there are not so many. */
  async partAt({ taskId, kind, caller, parts }: TaskOrder, place: number): Promise<PartView | null> {
    const part = partAt(parts, place);
    if (part === undefined) return null;
    const query = { appId: caller.appId, subject: records.partSubject(taskId, part), limit: 1 };
    const [stored] = await this.#vault.find(this.kindOf(kind).results.category, query);
    const outcome = stored && records.outcomeIn(this.kindOf(kind), stored.record);
    return { part, outcome: outcome ?? null };
  }

  async isPartDone({ taskId, kind, caller: { appId } }: TaskOrder, part: number): Promise<boolean> {
    const query = { appId, subject: records.partSubject(taskId, part) };
    return (await this.#vault.count(this.kindOf(kind).results.category, query)) > 0;
  }

  /** Null: it was erased, or its time is over. */
  async fileOf({ taskId, kind, caller: { appId } }: TaskOrder): Promise<TaskFile | null> {
    const { file } = this.kindOf(kind);
    const query = { appId, subject: records.fileSubject(taskId), limit: 1 };
    const [stored] = await this.#vault.find(file.category, query);
    const content = stored && file.contentOf(stored.record);
    return content ? { id: stored.id, content } : null;
  }

  /** Every task of which the order is still there: of those, some may have ended. Oldest first. */
  async orders(): Promise<readonly TaskOrder[]> {
    const open: FoundTask[] = [];
    for (const kind of Object.values(this.#kinds)) open.push(...(await this.#openOnes(kind)));
    return open.map(({ order }) => order).sort((a, b) => a.createdAt - b.createdAt);
  }

  async #openOnes(kind: TaskKind, appId?: string): Promise<readonly FoundTask[]> {
    const query = { ...(appId === undefined ? {} : { appId }), subject: records.allOrders };
    const found = await this.#vault.find(kind.notes.category, query);
    return found.flatMap((stored) => {
      const order = records.orderIn(kind, stored.record);
      return order?.kind === kind.name ? [{ order, end: null, stored }] : [];
    });
  }

  async #endedOnes(kind: TaskKind, appId: string, limit: number): Promise<readonly FoundTask[]> {
    const found = await this.#vault.find(kind.notes.category, { appId, subject: records.allEnds, limit });
    return found.flatMap((stored) => {
      const end = records.endIn(kind, stored.record);
      return end?.order.kind === kind.name ? [{ order: end.order, end, stored }] : [];
    });
  }

  async #findEnd({ kind: named, appId, taskId }: TaskName): Promise<FoundTask | null> {
    const kind = this.kindOf(named);
    const query = { appId, subject: records.endSubject(taskId), limit: 1 };
    const [stored] = await this.#vault.find(kind.notes.category, query);
    const end = stored && records.endIn(kind, stored.record);
    return stored && end?.order.kind === named ? { order: end.order, end, stored } : null;
  }

  async #findOrder({ kind: named, appId, taskId }: TaskName): Promise<FoundTask | null> {
    const kind = this.kindOf(named);
    const query = { appId, subject: records.orderSubject(taskId), limit: 1 };
    const [stored] = await this.#vault.find(kind.notes.category, query);
    const order = stored && records.orderIn(kind, stored.record);
    return stored && order?.kind === named ? { order, end: null, stored } : null;
  }
}
