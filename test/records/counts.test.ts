import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import type { PutRequest, Subject } from '../../src/records/types.ts';
import { APP, VaultOnDisk } from './vault-on-disk.ts';

const GROUP = 'base.face-group';
const group = (value: string): Subject => ({ kind: 'group', value });
const recordOf = (groupId: string) => ({
  ...{ appId: APP, groupId, name: groupId, descriptionFields: [], modelVersion: '3.0', generation: 1 },
  ...{ createdAt: 0, updatedAt: 0 },
});
const many = (count: number): readonly PutRequest[] =>
  Array.from({ length: count }, (_, i) => ({
    category: GROUP,
    record: recordOf(`g${i}`),
    context: { appId: APP, region: 'ap-singapore', subjects: [group('all'), group(`g${i}`)] },
  }));

const face = (name: string): Subject => ({ kind: 'face', value: name });
const template = (name: string, bytes: number): PutRequest => ({
  category: 'face.features',
  record: { template: new Uint8Array(bytes).fill(name.length) },
  context: {
    appId: APP,
    region: 'ap-singapore',
    subjects: [face(name), group('all')],
    sealedFor: face(name),
  },
});

let disk: VaultOnDisk;
beforeEach(async () => {
  disk = await VaultOnDisk.open();
});
afterEach(() => disk[Symbol.asyncDispose]());

const counted = (): Promise<number> => disk.vault.count(GROUP, { appId: APP, subject: group('all') });
const found = async (): Promise<number> =>
  (await disk.vault.find(GROUP, { appId: APP, subject: group('all') })).length;

describe('a count of more than is counted every time', () => {
  it('follows what is put, changed and erased', async () => {
    const ids = await disk.vault.put(many(1_500));
    expect(await counted()).toBe(1_500);
    await disk.vault.put(many(3));
    expect(await counted()).toBe(1_503);
    const [first = '', second = ''] = ids;
    const change = { category: GROUP, appId: APP, record: recordOf('g0') } as const;
    await disk.vault.put([], [], [{ ...change, id: first, subjects: [group('g0')] }]);
    expect(await counted()).toBe(1_502);
    await disk.vault.put([], [], [{ ...change, id: first, subjects: [group('all'), group('g0')] }]);
    await disk.vault.put([], [], [{ ...change, id: first }]);
    expect(await counted()).toBe(1_503);
    await disk.vault.remove(GROUP, [second], 'test');
    await disk.vault.erase({ appId: APP, subject: group('g2') });
    expect(await counted()).toBe(await found());
    expect(await counted()).toBe(1_500);
  });

  it('is the same for several who ask while others put', async () => {
    await disk.vault.put(many(1_100));
    const puts = Promise.all(Array.from({ length: 40 }, () => disk.vault.put(many(1))));
    const during = await Promise.all(Array.from({ length: 5 }, counted));
    await puts;
    for (const count of during) expect(count).toBeGreaterThanOrEqual(1_100);
    expect(await counted()).toBe(1_140);
  });

  it('sees what another process put, what is kept from use, and what comes back', async () => {
    const names = Array.from({ length: 1_200 }, (_, i) => `face-${i}`);
    const templates = (): Promise<number> =>
      disk.vault.count('face.features', { appId: APP, subject: group('all') });
    await disk.vault.put(names.map((name) => template(name, 32)));
    expect(await templates()).toBe(1_200);
    const another = await disk.another();
    await another.put([template('another', 32)]);
    expect(await templates()).toBe(1_201);
    await another.close();
    const order = { appId: APP, reason: 'order', subject: face('face-7'), apart: 'at-once' } as const;
    const { hold } = await disk.vault.placeHold(order);
    expect(await templates()).toBe(1_200);
    await disk.vault.releaseHold(APP, hold.id);
    expect(await templates()).toBe(1_201);
  });

  it('ends when an account does', async () => {
    await disk.vault.put(many(1_050));
    expect(await counted()).toBe(1_050);
    await disk.vault.closeAccount(APP);
    disk.clock.advance(31 * DAY_MS);
    expect(await counted()).toBe(await found());
    expect(await counted()).toBe(0);
  });

  it('passes over a put that was refused', async () => {
    const [first = ''] = await disk.vault.put(many(1_010));
    expect(await counted()).toBe(1_010);
    const gone = { category: GROUP, appId: APP, record: recordOf('g0'), id: first } as const;
    await disk.vault.remove(GROUP, [first], 'test');
    await expect(disk.vault.put(many(1), [], [gone])).rejects.toMatchObject({ reason: 'gone' });
    expect(await counted()).toBe(1_009);
  });
});

describe('fields of bytes', () => {
  it('are what find finds, in pages, of any length, without what was erased', async () => {
    await disk.vault.put([template('a', 32), template('bb', 32), template('ccc', 64), template('dddd', 32)]);
    await disk.vault.erase({ appId: APP, subject: face('bb') });
    const read: number[][] = [];
    const query = { appId: APP, subject: group('all'), size: 2 };
    for await (const page of disk.vault.fields('face.features', 'template', query))
      for (const { bytes } of page) read.push([bytes.length, bytes[0] ?? 0]);
    expect(read).toEqual([
      [32, 1],
      [64, 3],
      [32, 4],
    ]);
    const all = await disk.vault.find('face.features', { appId: APP });
    const ids = all.map(({ id }) => id);
    expect(await disk.vault.existing('face.features', APP, [...ids, 'none'])).toEqual(new Set(ids));
    expect(await disk.vault.existing('face.features', '1250000002', ids)).toEqual(new Set());
    const elsewhere = disk.vault.fields('ekyc.images-videos-results', 'x', { appId: APP });
    await expect(elsewhere[Symbol.asyncIterator]().next()).rejects.toThrow(RangeError);
  });
});
