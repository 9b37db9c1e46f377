import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import { TaskQueue } from '../../src/tasks/queue.ts';
import { documentTask } from '../../src/features/documents/document-task.ts';
import type { Vault } from '../../src/records/types.ts';
import { APP, START } from '../records/vault-on-disk.ts';
import { CATEGORY, newTask, success, TaskDesk } from './task-desk.ts';

const FILE = new Uint8Array([1, 2, 3]);
const kinds = { [documentTask.name]: documentTask };

/** The vault as a kill leaves it: nothing more is erased. */
const withoutErasure = (vault: Vault): Vault => ({
  ...vault,
  erase: () => Promise.reject(new Error('killed')),
});

describe('the queue of tasks', () => {
  it('completes the end of a task that a kill interrupted', async () => {
    await using desk = await TaskDesk.open();
    const { vault, clock } = desk.disk;
    const [done, cancelled] = [
      await desk.queue.create(newTask([[1, 2]]), FILE),
      await desk.queue.create(newTask([[1, 2]]), FILE),
    ].map(({ order }) => order);
    if (!done || !cancelled) throw new Error('there are two');
    for (const order of [done, cancelled])
      for (const part of [1, 2]) {
        const file = await desk.queue.fileOf(order);
        await vault.put([desk.queue.partRecord(order, file?.id ?? '', part, success)]);
      }
    const killed = new TaskQueue({ vault: withoutErasure(vault), clock, kinds });
    const name = { kind: 'document', appId: APP, taskId: cancelled.taskId };
    await expect(killed.finish(done)).rejects.toThrow('killed');
    await expect(killed.cancel(name)).rejects.toThrow('killed');
    expect(await vault.count(CATEGORY, { appId: APP })).toBe(10);

    await desk.restart();
    expect(await desk.queue.unfinished()).toEqual([]);
    const after = desk.disk.vault;
    expect(await after.count(CATEGORY, { appId: APP })).toBe(4);
    expect((await desk.queue.status({ ...name, taskId: done.taskId })).state).toBe('done');
    expect((await desk.queue.status(name)).state).toBe('cancelled');
    expect((await after.receipts({ appId: APP })).map(({ kind }) => kind)).toEqual(['erasure', 'erasure']);
  });

  it('keeps nothing of a task of which the policy in force keeps too little', async () => {
    const overlay = parseOverlay({ categories: { [CATEGORY]: { withoutFields: ['image'] } } });
    await using desk = await TaskDesk.open(compose({ overlay }));
    await expect(desk.queue.create(newTask([[1, 1]]), FILE)).rejects.toMatchObject({ problem: 'not-kept' });
    expect(await desk.disk.vault.count(CATEGORY, { appId: APP })).toBe(0);
  });

  it('takes only so many tasks of an account, and more once some have ended', async () => {
    await using desk = await TaskDesk.open();
    const creations = Array.from({ length: 61 }, () => desk.queue.create(newTask([[1, 1000]]), FILE));
    const created = await Promise.allSettled(creations);
    expect(created.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const elsewhere = await desk.queue.create(newTask([[1, 1]], '1250000002'), FILE);
    expect(elsewhere.state).toBe('waiting');
    const { total, tasks } = await desk.queue.list({ kind: 'document', appId: APP }, 10, 5);
    expect([total, tasks.length]).toEqual([60, 5]);
    const taskId = tasks[0]?.order.taskId ?? '';
    await desk.queue.cancel({ kind: 'document', appId: APP, taskId });
    expect((await desk.queue.create(newTask([[1, 1]]), FILE)).state).toBe('waiting');
  });

  it('knows nothing of a task once its day is over, done or not', async () => {
    await using desk = await TaskDesk.open();
    const { order } = await desk.queue.create(newTask([[1, 2]]), FILE);
    desk.disk.clock.set(START + DAY_MS);
    const name = { kind: 'document', appId: APP, taskId: order.taskId };
    await expect(desk.queue.status(name)).rejects.toMatchObject({ problem: 'not-found' });
    expect(await desk.queue.unfinished()).toEqual([]);
    expect(await desk.queue.fileOf(order)).toBeNull();
  });
});
