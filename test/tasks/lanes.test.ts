import { describe, expect, it } from 'vitest';
import { recordingTask } from '../../src/features/asr/recordings/recording-task.ts';
import { newTaskNumber, timeOfTaskNumber } from '../../src/features/asr/recordings/task-number.ts';
import { createLogger } from '../../src/lib/logger.ts';
import { documentTask } from '../../src/features/documents/document-task.ts';
import { TaskQueue } from '../../src/tasks/queue.ts';
import { startTaskRunner } from '../../src/tasks/runner.ts';
import { APP, START, VaultOnDisk } from '../records/vault-on-disk.ts';
import { newTask } from './task-desk.ts';

const OTHER = '1250000002';
const PATIENCE = { timeout: 60_000 };
const FILE = new Uint8Array([1]);

/** A runner with a lane of three for recordings; every part waits until its signal is aborted. */
const openLanes = async () => {
  const disk = await VaultOnDisk.open();
  const { vault, clock } = disk;
  const kinds = { [documentTask.name]: documentTask, [recordingTask.name]: recordingTask };
  const queue = new TaskQueue({ vault, clock, kinds });
  const inHand: string[] = [];
  const runner = startTaskRunner({
    ...{ queue, partsAtOnce: 1, lanes: { recording: 3 } },
    logger: createLogger('silent'),
    perform: async ({ order, signal, report }, keep) => {
      inHand.push(`${order.kind} ${order.caller.appId}`);
      report(0.25);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      keep({ result: 'ServiceUnavailable', output: null });
    },
  });
  const create = (kind: string, appId = APP) =>
    queue.create({ ...newTask([[1, 1]], appId), kind, settings: { engineType: '16k_en' } }, FILE);
  return { disk, queue, runner, inHand, create };
};

describe('a lane of its own', () => {
  it('leaves room for other kinds and for another account, and nobody waits for what was cancelled', async () => {
    const { disk, queue, runner, inHand, create } = await openLanes();
    await using _ = disk;
    const created = [];
    for (let i = 0; i < 5; i++) created.push(await create('recording'));
    await expect.poll(() => inHand.length, PATIENCE).toBe(2);
    await create('document');
    await create('recording', OTHER);
    await expect.poll(() => inHand.length, PATIENCE).toBe(4);
    const mine = Array(2).fill(`recording ${APP}`);
    expect(inHand).toEqual([...mine, `document ${APP}`, `recording ${OTHER}`]);
    const taskId = created[0]?.order.taskId ?? '';
    const name = { kind: 'recording', appId: APP, taskId };
    expect(await queue.status(name)).toMatchObject({ state: 'running', share: 0.25 });
    await queue.cancel(name);
    await expect.poll(() => inHand.length, PATIENCE).toBe(5);
    expect(inHand[4]).toBe(`recording ${APP}`);
    await runner.stop();
    expect(inHand).toHaveLength(5);
    expect(queue.load.unfinished).toBe(6);
  });
});

describe('the number of a task', () => {
  it('is never given twice, fits a double, and tells when it was ordered', () => {
    const given = Array.from({ length: 10_000 }, (_, i) => newTaskNumber(START + Math.floor(i / 5_000)));
    expect(new Set(given).size).toBe(10_000);
    const far = Number(newTaskNumber(Date.UTC(2090, 0, 1)));
    expect(Number.isSafeInteger(far)).toBe(true);
    expect(timeOfTaskNumber(String(far))).toBe(Date.UTC(2090, 0, 1));
  });
});
