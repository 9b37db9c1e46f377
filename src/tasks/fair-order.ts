import { partAt } from './part-ranges.ts';
import type { TaskOrder } from './types.ts';

/** What is to be done next: a part of a task, or null where all of its parts are done and it is to be ended. */
export interface Turn {
  readonly order: TaskOrder;
  readonly part: number | null;
}

interface Waiting {
  readonly order: TaskOrder;
  /** Place of the first part that was never begun. */
  next: number;
  inHand: number;
  /** Begun before, and to be tried again. */
  readonly again: number[];
}

/**
 * Whose turn it is: accounts take turns, part by part; within an account the oldest task comes first. Holds a few words a
 * task, however many parts it has.
 */
export class FairOrder {
  /** By account; the account whose turn was longest ago comes first. */
  readonly #accounts = new Map<string, Map<string, Waiting>>();

  get size(): number {
    return [...this.#accounts.values()].reduce((sum, tasks) => sum + tasks.size, 0);
  }

  /** Adds a task; one that is there already stays as it is. */
  add(order: TaskOrder): void {
    const { appId } = order.caller;
    const tasks = this.#accounts.get(appId) ?? new Map<string, Waiting>();
    if (!tasks.has(order.taskId)) tasks.set(order.taskId, { order, next: 0, inHand: 0, again: [] });
    this.#accounts.set(appId, tasks);
  }

  drop({ taskId, caller: { appId } }: TaskOrder): void {
    const tasks = this.#accounts.get(appId);
    tasks?.delete(taskId);
    if (tasks?.size === 0) this.#accounts.delete(appId);
  }

  /**
   * Takes what is next; undefined: nothing waits. Every turn that was taken is given back by `done` or `putBack`.
   * @param mayBegin whether a part of the task may be begun now; a task of which all is done may always be ended
   */
  take(mayBegin: (order: TaskOrder) => boolean = () => true): Turn | undefined {
    for (const [appId, tasks] of this.#accounts)
      for (const task of tasks.values()) {
        if (hasMore(task) && !mayBegin(task.order)) continue;
        const part = partOf(task);
        if (part === undefined) continue;
        task.inHand++;
        this.#accounts.delete(appId);
        this.#accounts.set(appId, tasks);
        return { order: task.order, part };
      }
    return undefined;
  }

  done({ order }: Turn): void {
    const task = this.#find(order);
    if (task) task.inHand--;
  }

  /** It was not done, and waits again, before what was never begun. */
  putBack({ order, part }: Turn): void {
    const task = this.#find(order);
    if (!task) return;
    task.inHand--;
    if (part !== null) task.again.push(part);
  }

  #find({ taskId, caller: { appId } }: TaskOrder): Waiting | undefined {
    return this.#accounts.get(appId)?.get(taskId);
  }
}

const hasMore = ({ again, order, next }: Waiting): boolean =>
  again.length > 0 || partAt(order.parts, next) !== undefined;

/** Undefined: all of its parts are in hand. */
const partOf = (task: Waiting): number | null | undefined => {
  const again = task.again.shift();
  if (again !== undefined) return again;
  const part = partAt(task.order.parts, task.next);
  if (part === undefined) return task.inHand === 0 ? null : undefined;
  task.next++;
  return part;
};
