import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { TaskQueue } from '../../src/tasks/queue.ts';
import { shelf } from '../../src/tasks/shelf.ts';
import type { Json, TaskKind } from '../../src/tasks/types.ts';
import { APP, START, VaultOnDisk } from '../records/vault-on-disk.ts';
import { newTask, success } from './task-desk.ts';

/** A kind whose file goes after a day, and whose results and notes stay for a week. */
const texts = shelf<'asr.results', Json>(
  'asr.results',
  (content) => ({
    ...{ appId: APP, uin: '100', resultText: JSON.stringify(content) },
    ...{ audioTime: 0, engineType: '16k_en', createTime: START },
  }),
  ({ resultText }) => JSON.parse(resultText ?? '') as Json,
);
const recording: TaskKind = {
  name: 'recording',
  notes: texts,
  results: texts,
  file: shelf(
    'asr.audio',
    (audio: Uint8Array) => ({ audio }),
    ({ audio }) => audio,
  ),
};

describe('a kind of task whose file goes before its results', () => {
  it('keeps each where it belongs, and ends as expired when the file goes too early', async () => {
    await using disk = await VaultOnDisk.open();
    const { vault, clock } = disk;
    const queue = new TaskQueue({ vault, clock, kinds: { recording } });
    const { order } = await queue.create({ ...newTask([[1, 2]]), kind: 'recording' }, new Uint8Array([5]));
    const file = await queue.fileOf(order);
    await vault.put([queue.partRecord(order, file?.id ?? '', 1, success)]);
    const counts = async () => [await vault.count('asr.audio', {}), await vault.count('asr.results', {})];
    expect(await counts()).toEqual([1, 2]);

    clock.set(START + DAY_MS);
    const late = vault.put([queue.partRecord(order, file?.id ?? '', 2, success)]);
    await expect(late).rejects.toMatchObject({ reason: 'gone' });
    expect(await queue.fileOf(order)).toBeNull();
    await queue.finish(order);
    const name = { kind: 'recording', appId: APP, taskId: order.taskId };
    expect(await queue.status(name)).toMatchObject({ state: 'expired', partsDone: 1 });
    expect(await queue.partAt(order, 0)).toEqual({ part: 1, outcome: success });
    expect(await counts()).toEqual([0, 2]);
    await queue.cancel(name);
    expect(await counts()).toEqual([0, 1]);
  });
});
