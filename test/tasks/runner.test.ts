import { describe, expect, it } from 'vitest';
import type { PartOutcome } from '../../src/tasks/types.ts';
import { APP } from '../records/vault-on-disk.ts';
import { CATEGORY, newTask, success, TaskDesk } from './task-desk.ts';

const PATIENCE = { timeout: 60_000 };
const FILE = new Uint8Array([1, 2, 3]);
const OTHER = '1250000002';

const failure = (result: string): PartOutcome => ({ result, output: null });

/** Lets whoever waits for it go on. */
const gate = () => Promise.withResolvers<void>();

const stateOf =
  (desk: TaskDesk, taskId: string, appId = APP) =>
  async (): Promise<string> =>
    (await desk.queue.status({ kind: 'document', appId, taskId })).state;

describe('the runner of tasks', () => {
  it('goes on after a restart where it was, and keeps and bills each part once', async () => {
    await using desk = await TaskDesk.open();
    const { order } = await desk.queue.create(newTask([[1, 6]]), FILE);
    const fourth = gate();
    const reached = gate();
    desk.run(async ({ part }) => {
      if (part !== 4) return success;
      reached.resolve();
      await fourth.promise;
      return failure('InternalError');
    });
    await reached.promise;
    const restarted = desk.restart();
    fourth.resolve();
    await restarted;
    expect(await desk.billed()).toBe(3);
    desk.run(async () => success);
    await expect.poll(stateOf(desk, order.taskId), PATIENCE).toBe('done');
    expect(desk.begun.map((begun) => begun.split(' ')[1])).toEqual(['1', '2', '3', '4', '4', '5', '6']);
    expect(await desk.billed()).toBe(6);
    // Six results, and how it ended: the file has gone.
    await expect.poll(() => desk.disk.vault.count(CATEGORY, { appId: APP }), PATIENCE).toBe(7);
  });

  it('waits as long as it takes for an engine that is busy', async () => {
    await using desk = await TaskDesk.open();
    const { order } = await desk.queue.create(newTask([[1, 2]]), FILE);
    let busy = 7;
    desk.run(async () => (busy-- > 0 ? failure('ResourceInsufficient') : success));
    await expect.poll(stateOf(desk, order.taskId), PATIENCE).toBe('done');
    expect(desk.begun).toHaveLength(9);
    expect(await desk.billed()).toBe(2);
  });

  it('gives a part up that breaks a worker three times, and does the others', async () => {
    await using desk = await TaskDesk.open();
    const { order } = await desk.queue.create(newTask([[1, 3]]), FILE);
    desk.run(async ({ part }) => (part === 2 ? failure('InternalError') : success));
    await expect.poll(stateOf(desk, order.taskId), PATIENCE).toBe('done');
    expect(desk.begun.filter((begun) => begun.endsWith(' 2'))).toHaveLength(3);
    const place = await desk.queue.partAt(order, 1);
    expect(place).toEqual({ part: 2, outcome: failure('InternalError') });
  });

  it('tries again when nothing can be written, and says where it happened and nothing else', async () => {
    await using desk = await TaskDesk.open();
    const { order } = await desk.queue.create(newTask([[1, 1]]), FILE);
    let left = 2;
    desk.run(async () => {
      if (left-- > 0) throw new Error('canary of a page');
      return success;
    });
    await expect.poll(stateOf(desk, order.taskId), PATIENCE).toBe('done');
    expect(desk.logLines).toHaveLength(2);
    expect(desk.logLines.join()).not.toContain('canary');
    expect(await desk.billed()).toBe(1);
  });

  it('has no more in hand than it may, and serves a second account although the first has much', async () => {
    await using desk = await TaskDesk.open();
    let [inHand, most] = [0, 0];
    const both = gate();
    for (let i = 0; i < 5; i++) await desk.queue.create(newTask([[1, 10]]), FILE);
    desk.run(async () => {
      most = Math.max(most, ++inHand);
      if (inHand === 2) both.resolve();
      await both.promise;
      await new Promise((resolve) => setTimeout(resolve, 2));
      inHand--;
      return success;
    }, 2);
    const { order } = await desk.queue.create(newTask([[1, 4]], OTHER), FILE);
    const before = desk.begun.length;
    await expect.poll(stateOf(desk, order.taskId, OTHER), PATIENCE).toBe('done');
    expect(most).toBe(2);
    const others = desk.begun.findLastIndex((begun) => begun.startsWith(order.taskId)) - before;
    expect(others).toBeLessThanOrEqual(10);
    expect(await desk.billed(OTHER)).toBe(4);
  });

  it('begins nothing more once it is stopped, and waits for what is in hand', async () => {
    await using desk = await TaskDesk.open();
    await desk.queue.create(newTask([[1, 5]]), FILE);
    const [held, reached] = [gate(), gate()];
    const runner = desk.run(async () => {
      reached.resolve();
      await held.promise;
      return success;
    });
    await reached.promise;
    expect(desk.queue.load).toEqual({ unfinished: 1, partsInHand: 1 });
    const stopped = runner.stop();
    held.resolve();
    await stopped;
    expect(desk.begun).toHaveLength(1);
    expect(await desk.billed()).toBe(1);
  });
});
