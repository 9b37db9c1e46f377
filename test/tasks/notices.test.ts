import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/lib/logger.ts';
import { startNoticeLoop, type NoticeLoop, type PostNotice } from '../../src/tasks/notices.ts';
import type { TaskOrder, TaskStatus } from '../../src/tasks/types.ts';
import { APP } from '../records/vault-on-disk.ts';
import { CATEGORY, newTask, TaskDesk } from './task-desk.ts';

const FILE = new Uint8Array([1, 2, 3]);
const URL = 'http://caller.example/told';
const PATIENCE = { timeout: 60_000 };

/** A loop on a desk, and what it posted. */
class Noticing {
  readonly posted: string[] = [];
  readonly desk: TaskDesk;
  readonly #answer: PostNotice;

  constructor(desk: TaskDesk, answer: PostNotice) {
    this.desk = desk;
    this.#answer = answer;
  }

  start(bodyOf: (status: TaskStatus) => Promise<string | null> = async ({ state }) => state): NoticeLoop {
    return startNoticeLoop({
      ...{ queue: this.desk.queue, clock: this.desk.disk.clock, bodyOf, delaysMs: [0, 5, 5] },
      logger: createLogger('debug', { write: (line) => void this.desk.logLines.push(line) }),
      post: async (notice) => {
        this.posted.push(`${notice.body} ${notice.url} ${notice.caller.appId}`);
        return this.#answer(notice);
      },
    });
  }

  async order(): Promise<TaskOrder> {
    return (await this.desk.queue.create(newTask([[1, 1]]), FILE, { noticeUrl: URL })).order;
  }

  owed(): Promise<number> {
    const subject = { kind: 'task', value: 'notices' } as const;
    return this.desk.disk.vault.count(CATEGORY, { appId: APP, subject });
  }
}

describe('the notices that are owed', () => {
  it('are sent when a task has ended, again until they are taken, and then forgotten', async () => {
    await using desk = await TaskDesk.open();
    let left = 2;
    const noticing = new Noticing(desk, async () => left-- === 0);
    const loop = noticing.start();
    const order = await noticing.order();
    expect([await noticing.owed(), noticing.posted]).toEqual([1, []]);
    await desk.queue.finish(order);
    await expect.poll(() => noticing.owed(), PATIENCE).toBe(0);
    expect(noticing.posted).toEqual(Array(3).fill(`expired ${URL} ${APP}`));
    await loop.stop();
  });

  it('are given up when nobody takes them', async () => {
    await using desk = await TaskDesk.open();
    const noticing = new Noticing(desk, async () => false);
    const loop = noticing.start();
    await desk.queue.finish(await noticing.order());
    await expect.poll(() => noticing.owed(), PATIENCE).toBe(0);
    expect(noticing.posted).toHaveLength(3);
    await loop.stop();
  });

  it('are sent after a restart: of tasks that had ended at once, of others when they end', async () => {
    await using desk = await TaskDesk.open();
    const noticing = new Noticing(desk, async () => true);
    const [ended, open] = [await noticing.order(), await noticing.order()];
    await desk.queue.finish(ended);
    await desk.restart();
    const loop = noticing.start();
    await expect.poll(() => noticing.owed(), PATIENCE).toBe(1);
    await desk.queue.finish(open);
    await expect.poll(() => noticing.owed(), PATIENCE).toBe(0);
    expect(noticing.posted).toHaveLength(2);
    await loop.stop();
  });

  it('count attempts that were interrupted, and go with a task that is cancelled', async () => {
    await using desk = await TaskDesk.open();
    const held = Promise.withResolvers<boolean>();
    const noticing = new Noticing(desk, ({ signal }) => {
      signal.addEventListener('abort', () => held.resolve(false));
      return held.promise;
    });
    const loop = noticing.start();
    const order = await noticing.order();
    await desk.queue.finish(order);
    await expect.poll(() => noticing.posted.length, PATIENCE).toBe(1);
    await loop.stop();
    expect((await desk.queue.notices.of(order))?.attempts).toBe(1);
    await desk.queue.cancel({ kind: order.kind, appId: APP, taskId: order.taskId });
    expect(await noticing.owed()).toBe(0);
  });

  it('wait when something cannot be read, and are not sent where there is nothing to tell', async () => {
    await using desk = await TaskDesk.open();
    const noticing = new Noticing(desk, async () => true);
    const loop = noticing.start(async () => null);
    await desk.queue.finish(await noticing.order());
    await expect.poll(() => noticing.owed(), PATIENCE).toBe(0);
    expect(noticing.posted).toEqual([]);
    await loop.stop();
    const failing = noticing.start(() => Promise.reject(new Error('canary of a result')));
    await desk.queue.finish(await noticing.order());
    await expect.poll(() => desk.logLines.length, PATIENCE).toBe(1);
    expect([await noticing.owed(), desk.logLines.join().includes('canary')]).toEqual([1, false]);
    await failing.stop();
  });
});
