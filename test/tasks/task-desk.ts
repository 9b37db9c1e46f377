import { documentTask } from '../../src/features/documents/document-task.ts';
import { createLogger } from '../../src/lib/logger.ts';
import type { Policy } from '../../src/policy/compose.ts';
import { TaskQueue } from '../../src/tasks/queue.ts';
import { startTaskRunner, type TaskRunner } from '../../src/tasks/runner.ts';
import type { NewTask, PartOutcome, PartRange, TaskPart } from '../../src/tasks/types.ts';
import { APP, callRecords, usageOf, VaultOnDisk } from '../records/vault-on-disk.ts';

export const CATEGORY = 'ocr.images-and-results';

export const newTask = (parts: readonly PartRange[], appId = APP): NewTask => ({
  kind: documentTask.name,
  parts,
  settings: { readAs: 'GeneralBasicOCR', parameters: {}, pageCount: 1000 },
  caller: {
    ...{ appId, uin: '100', subUin: null, requestId: crypto.randomUUID(), region: 'ap-singapore' },
    ...{ jurisdiction: null, accountJurisdiction: null },
  },
});

export const success: PartOutcome = { result: 'Success', output: { text: 'read' } };

/** How a part is done in a test: in any way, and in the end with an outcome. */
export type Doing = (part: TaskPart) => Promise<PartOutcome>;

/** A queue on a vault of its own, and who does its tasks. */
export class TaskDesk implements AsyncDisposable {
  readonly disk: VaultOnDisk;
  readonly logLines: string[] = [];
  /** `task part`, in the order in which they were begun. */
  readonly begun: string[] = [];
  queue: TaskQueue;
  #runner: TaskRunner | null = null;

  private constructor(disk: VaultOnDisk) {
    this.disk = disk;
    this.queue = this.#newQueue();
  }

  static async open(policy?: Policy): Promise<TaskDesk> {
    return new TaskDesk(await VaultOnDisk.open(policy));
  }

  run(doing: Doing, partsAtOnce = 1): TaskRunner {
    return (this.#runner = startTaskRunner({
      queue: this.queue,
      partsAtOnce,
      pauseMs: 1,
      logger: createLogger('debug', { write: (line) => void this.logLines.push(line) }),
      perform: async (part, keep) => {
        this.begun.push(`${part.order.taskId} ${part.part}`);
        const outcome = await doing(part);
        const kept = keep(outcome);
        const { appId, requestId } = part.order.caller;
        const billed = outcome.output ? usageOf(appId) : [];
        if (kept)
          await this.disk.vault.put([...callRecords(`${requestId}/${part.part}`, appId), ...kept], billed);
      },
    }));
  }

  /** What a kill and a new start leave of it: whatever is not in the vault is gone. */
  async restart(): Promise<void> {
    await this.#runner?.stop();
    await this.disk.reopen();
    this.queue = this.#newQueue();
  }

  async billed(appId = APP): Promise<number> {
    const [row] = await this.disk.vault.usage({ appId, fromDay: '2026-01-01', toDay: '2026-02-01' });
    return row?.calls ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#runner?.stop();
    await this.disk[Symbol.asyncDispose]();
  }

  #newQueue(): TaskQueue {
    const { vault, clock } = this.disk;
    return new TaskQueue({ vault, clock, kinds: { [documentTask.name]: documentTask }, mostUnfinished: 60 });
  }
}
