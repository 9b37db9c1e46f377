import type { Claim } from '../records/claim-types.ts';
import type { Vault } from '../records/types.ts';
import * as records from './task-records.ts';
import type { OwedNotice, TaskKind, TaskKinds, TaskOrder } from './types.ts';

/** The notices that are owed: records of the vault, each of which goes once it was taken or is given up. */
export class NoticeBook {
  readonly #vault: Vault;
  readonly #kinds: TaskKinds;

  constructor(vault: Vault, kinds: TaskKinds) {
    this.#vault = vault;
    this.#kinds = kinds;
  }

  /** Of all accounts, also of tasks that have not ended. */
  async all(): Promise<readonly OwedNotice[]> {
    const owed: OwedNotice[] = [];
    for (const kind of Object.values(this.#kinds))
      for (const { id, record } of await this.#vault.find(kind.notes.category, {
        subject: records.allNotices,
      })) {
        const notice = records.noticeIn(kind, record);
        if (notice?.order.kind === kind.name) owed.push({ id, ...notice });
      }
    return owed;
  }

  async of({
    taskId,
    kind,
    caller: { appId },
  }: Pick<TaskOrder, 'taskId' | 'kind' | 'caller'>): Promise<OwedNotice | undefined> {
    const query = { appId, subject: records.noticeSubject(taskId), limit: 1 };
    const [stored] = await this.#vault.find(this.#kindOf(kind).notes.category, query);
    const notice = stored && records.noticeIn(this.#kindOf(kind), stored.record);
    return stored && notice && { id: stored.id, ...notice };
  }

  /** That nobody else on the folder sends it meanwhile; null: somebody does. */
  claim({ taskId, caller: { appId } }: Pick<TaskOrder, 'taskId' | 'caller'>): Promise<Claim | null> {
    return this.#vault.claim(appId, records.noticeSubject(taskId));
  }

  /** One attempt more is begun; it is the last before `nextAt`. */
  async noteAttempt({ id, ...notice }: OwedNotice, nextAt: number): Promise<void> {
    const kind = this.#kindOf(notice.order.kind);
    const { record } = records.noticeRecord(kind, { ...notice, attempts: notice.attempts + 1, nextAt });
    await this.#vault.amend(kind.notes.category, notice.order.caller.appId, id, record);
  }

  /** It is owed no more. */
  async settle({ order: { taskId, kind, caller } }: OwedNotice): Promise<void> {
    const { category } = this.#kindOf(kind).notes;
    const subject = records.noticeSubject(taskId);
    await this.#vault.erase({ appId: caller.appId, subject, categories: [category] });
  }

  #kindOf(name: string): TaskKind {
    const kind = this.#kinds[name];
    if (!kind) throw new RangeError('There is no such kind of task');
    return kind;
  }
}
