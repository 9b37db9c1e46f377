import { describe, expect, it } from 'vitest';
import type { PutRequest } from '../../src/records/types.ts';
import { APP, VaultOnDisk, callRecords, countsOf, usageOf } from './vault-on-disk.ts';

const CATEGORY = 'ocr.images-and-results';
const DAY_START = Date.parse('2026-01-16T00:00:00Z');

const image = (onlyWith?: string): PutRequest => ({
  category: CATEGORY,
  record: { image: new Uint8Array([1, 2, 3]) },
  context: {
    appId: APP,
    region: 'ap-singapore',
    subjects: [{ kind: 'task', value: 'task-1' }],
    ...(onlyWith === undefined ? {} : { onlyWith }),
  },
});

describe('a record that belongs to another', () => {
  it('is written while that one is there, and refused with all beside it once that one is erased', async () => {
    await using disk = await VaultOnDisk.open();
    const [file = ''] = await disk.vault.put([image()]);
    await disk.vault.put([...callRecords('request-1'), image(file)], usageOf());
    expect(await disk.vault.count(CATEGORY, { appId: APP })).toBe(2);

    await disk.vault.remove(CATEGORY, [file], 'done with it');
    const late = disk.vault.put([...callRecords('request-2'), image(file)], usageOf());
    await expect(late).rejects.toMatchObject({ name: 'VaultRefusal', reason: 'gone' });
    expect(await countsOf(disk.vault)).toEqual({
      'base.transaction': 1,
      'ocr.images-and-results': 1,
      'ocr.monitoring': 1,
      'ocr.operation-log': 1,
    });
  });

  it('is refused from the moment on at which that one is due, though it lies there still', async () => {
    await using disk = await VaultOnDisk.open();
    const [file = ''] = await disk.vault.put([image()]);
    disk.clock.set(DAY_START);
    await expect(disk.vault.put([image(file)])).rejects.toMatchObject({ reason: 'gone' });
    expect(await disk.vault.count(CATEGORY, { appId: APP })).toBe(0);
  });

  it('is refused when that one is of another account', async () => {
    await using disk = await VaultOnDisk.open();
    const [file = ''] = await disk.vault.put([image()]);
    const { context, ...rest } = image(file);
    const foreign = { ...rest, context: { ...context, appId: '1250000002' } } as PutRequest;
    await expect(disk.vault.put([foreign])).rejects.toMatchObject({ reason: 'gone' });
  });
});
