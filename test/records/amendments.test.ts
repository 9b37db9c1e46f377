import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Amendment, PutRequest, Subject } from '../../src/records/types.ts';
import { APP, VaultOnDisk } from './vault-on-disk.ts';

const group = (value: string): Subject => ({ kind: 'group', value });
const contextOf = (id: string, only = false) => ({
  ...{ appId: APP, region: 'ap-singapore', subjects: [group(id)], sealedFor: group(id) },
  ...(only ? { only: [group(id)] } : {}),
});
const recordOf = (groupId: string, name: string) => ({
  ...{ appId: APP, groupId, name, descriptionFields: [], modelVersion: '3.0', generation: 1 },
  ...{ createdAt: 0, updatedAt: 0 },
});
const put = (id: string, only = false): PutRequest => ({
  ...{ category: 'base.face-group', record: recordOf(id, id), context: contextOf(id, only) },
});
const change = (
  id: string,
  groupId: string,
  name: string,
  subjects?: readonly Subject[],
): Amendment<'base.face-group'> => ({
  ...{ category: 'base.face-group', appId: APP, id, record: recordOf(groupId, name) },
  ...(subjects ? { subjects } : {}),
});

let disk: VaultOnDisk;
beforeEach(async () => {
  disk = await VaultOnDisk.open();
});
afterEach(() => disk[Symbol.asyncDispose]());

const names = async (subject?: Subject): Promise<readonly string[]> => {
  const query = { appId: APP, ...(subject ? { subject } : {}) };
  return (await disk.vault.find('base.face-group', query)).map(({ record }) => record.name).sort();
};

describe('records that are changed together with new ones', () => {
  it('are found by their new subjects alone, and keep their key', async () => {
    const [a = ''] = await disk.vault.put([put('a')]);
    const secret = await disk.vault.secretOf('base.face-group', APP, a, 'x');
    await disk.vault.put([put('b')], [], [change(a, 'a', 'changed', [group('a'), group('c')])]);
    expect(await names()).toEqual(['b', 'changed']);
    expect(await names(group('c'))).toEqual(['changed']);
    expect(await disk.vault.secretOf('base.face-group', APP, a, 'x')).toEqual(secret);
    await disk.vault.put([], [], [change(a, 'a', 'again', [group('c')])]);
    expect(await names(group('a'))).toEqual([]);
    await disk.vault.put([], [], [change(a, 'a', 'kept')]);
    expect(await names(group('c'))).toEqual(['kept']);
  });

  it('are not written at all when one of them is gone', async () => {
    const [a = '', b = ''] = await disk.vault.put([put('a'), put('b')]);
    await disk.vault.remove('base.face-group', [b], 'test');
    const refused = disk.vault.put([put('c')], [], [change(a, 'a', 'changed'), change(b, 'b', 'changed')]);
    await expect(refused).rejects.toMatchObject({ reason: 'gone' });
    expect(await names()).toEqual(['a']);
    const others = { ...change(a, 'a', 'taken'), appId: '1250000002' };
    await expect(disk.vault.put([], [], [others])).rejects.toMatchObject({ reason: 'gone' });
    const coloured = { ...recordOf('a', 'x'), colour: 'red' };
    const unknown = { ...change(a, 'a', 'x'), record: coloured };
    await expect(disk.vault.put([], [], [unknown])).rejects.toMatchObject({ reason: 'unknown-field' });
    expect(await names()).toEqual(['a']);
  });
});

describe('a record that there is to be one of', () => {
  it('is refused while there is another, of several at once and of another process too', async () => {
    const other = await disk.another();
    const all = [disk.vault, other, disk.vault, other].map((vault) => vault.put([put('a', true)]));
    const settled = await Promise.allSettled(all);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(disk.vault.put([put('a', true)])).rejects.toMatchObject({ reason: 'exists' });
    await disk.vault.put([put('b', true)]);
    await disk.vault.erase({ appId: APP, subject: group('a') });
    await disk.vault.put([put('a', true)]);
    expect(await names()).toEqual(['a', 'b']);
    await other.close();
  });
});

describe('secrets of records', () => {
  it('differ by label and record, last over a restart, and go with the key', async () => {
    const [a = '', b = ''] = await disk.vault.put([put('a'), put('b')]);
    const secretOf = (id: string, label: string) => disk.vault.secretOf('base.face-group', APP, id, label);
    const secrets = [await secretOf(a, 'x'), await secretOf(a, 'y'), await secretOf(b, 'x')];
    expect(new Set(secrets.map((secret) => Buffer.from(secret ?? []).toString('hex'))).size).toBe(3);
    expect(secrets.every((secret) => secret?.length === 32)).toBe(true);
    await disk.reopen();
    expect(await secretOf(a, 'x')).toEqual(secrets[0]);
    expect(await disk.vault.secretOf('base.face-group', '1250000002', a, 'x')).toBeNull();
    await disk.vault.erase({ appId: APP, subject: group('a') });
    expect(await secretOf(a, 'x')).toBeNull();
    expect(await secretOf(b, 'x')).toEqual(secrets[2]);
  });
});

describe('pages', () => {
  it('give what find gives, oldest first, of one subject or of all, and pass over as many as asked', async () => {
    const ids = Array.from({ length: 25 }, (_, i) => `g${String(i).padStart(2, '0')}`);
    for (const [i, id] of ids.entries()) {
      const shared = { ...contextOf(id), subjects: [group(id), group(i % 2 === 0 ? 'even' : 'odd')] };
      await disk.vault.put([{ category: 'base.face-group', record: recordOf(id, id), context: shared }]);
    }
    const read = async (query: { subject?: Subject; skip?: number; size?: number }): Promise<string[]> => {
      const found: string[] = [];
      for await (const page of disk.vault.pages('base.face-group', { appId: APP, ...query }))
        found.push(...page.map(({ record }) => record.name));
      return found;
    };
    expect(await read({ size: 4 })).toEqual(ids);
    expect(await read({})).toEqual(ids);
    expect(await read({ subject: group('odd'), size: 5 })).toEqual(ids.filter((_, i) => i % 2 === 1));
    expect(await read({ subject: group('even'), skip: 3, size: 5 })).toEqual(
      ids.filter((_, i) => i % 2 === 0).slice(3),
    );
    expect(await read({ skip: 25 })).toEqual([]);
    let count = 0;
    for await (const page of disk.vault.idPages('base.face-group', { appId: APP, size: 7 }))
      count += page.length;
    expect(count).toBe(25);
  });
});

describe('who watches', () => {
  it('is told what went and to whom something came back', async () => {
    const [a = ''] = await disk.vault.put([put('a')]);
    const gone: string[] = [];
    const back: string[] = [];
    const end = disk.vault.watch((moved) => {
      gone.push(...moved.gone);
      back.push(...moved.cameBackTo);
    });
    const person = { category: 'face.person-id', record: { personId: 'p' } } as const;
    const [id = ''] = await disk.vault.put([{ ...person, context: { ...contextOf('p') } }]);
    const { hold } = await disk.vault.placeHold({
      appId: APP,
      reason: 'r',
      apart: 'at-once',
      subject: group('p'),
    });
    expect([gone, back]).toEqual([[id], []]);
    await disk.vault.releaseHold(APP, hold.id);
    expect(back).toEqual([APP]);
    end();
    await disk.vault.erase({ appId: APP, subject: group('a') });
    expect(gone).not.toContain(a);
  });
});
