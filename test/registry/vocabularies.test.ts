import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Vocabularies } from '../../src/registry/vocabularies/vocabularies.ts';
import { APP, START, VaultOnDisk } from '../records/vault-on-disk.ts';

const OTHER = '1250000002';
const owner = { appId: APP, region: 'ap-singapore', jurisdiction: null };
const content = (name: string, ...words: string[]) => ({
  name,
  description: '',
  words: words.map((text) => ({ text, weight: 5 })),
});

let disk: VaultOnDisk;
let vocabularies: Vocabularies;
beforeEach(async () => {
  disk = await VaultOnDisk.open();
  vocabularies = new Vocabularies(disk.vault, disk.clock);
});
afterEach(() => disk[Symbol.asyncDispose]());

const made = async (name: string, ...words: string[]): Promise<string> => {
  const vocabulary = await vocabularies.create(owner, 'hot', content(name, ...words), { atMost: 30 });
  return vocabulary?.id ?? '';
};

const filesOf = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));

describe('vocabularies', () => {
  it('are found by their account alone, oldest first', async () => {
    const first = await made('first', 'Lethe');
    disk.clock.set(START + 1000);
    const second = await made('second', 'Styx');
    expect((await vocabularies.list(APP, 'hot')).map(({ id }) => id)).toEqual([first, second]);
    expect(await vocabularies.list(OTHER, 'hot')).toEqual([]);
    expect(await vocabularies.find(OTHER, 'hot', first)).toBeNull();
    expect(await vocabularies.find(APP, 'keyword', first)).toBeNull();
    expect(await vocabularies.remove(OTHER, 'hot', first)).toBe(false);
    expect(await vocabularies.find(APP, 'hot', first)).toMatchObject({
      name: 'first',
      words: [{ text: 'Lethe', weight: 5 }],
      createdAt: START,
    });
  });

  it('are no more than an account may have, even when many are made at once', async () => {
    const all = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        vocabularies.create(owner, 'hot', content(name, name), { atMost: 3 }),
      ),
    );
    expect(all.filter((vocabulary) => vocabulary === null)).toHaveLength(1);
    expect(await vocabularies.create(owner, 'keyword', content('k', 'k'), { atMost: 1 })).not.toBeNull();
  });

  it('change in place, through a restart', async () => {
    const id = await made('first', 'Lethe');
    disk.clock.set(START + 5000);
    await vocabularies.change(APP, 'hot', id, { name: 'renamed', description: 'rivers' });
    await disk.reopen();
    const again = new Vocabularies(disk.vault, disk.clock);
    expect(await again.find(APP, 'hot', id)).toMatchObject({
      ...{ name: 'renamed', description: 'rivers', words: [{ text: 'Lethe', weight: 5 }] },
      ...{ createdAt: START, updatedAt: START + 5000 },
    });
    expect(await again.change(APP, 'hot', 'none', { name: 'x' })).toBeNull();
  });

  it('have one default at most', async () => {
    const [first, second] = [await made('first', 'a'), await made('second', 'b')];
    expect(await vocabularies.default(APP)).toBeNull();
    await vocabularies.setDefault(APP, first, true);
    await vocabularies.setDefault(APP, second, true);
    expect((await vocabularies.default(APP))?.id).toBe(second);
    await vocabularies.setDefault(APP, second, false);
    expect(await vocabularies.default(APP)).toBeNull();
    expect(await vocabularies.setDefault(APP, 'none', true)).toBeNull();
  });

  it('are sealed, and gone at once with a receipt when they are erased, while others stay', async () => {
    const secret = 'Persephone-Quokkaworth';
    const [mine, kept] = [await made(`list of ${secret}`, secret), await made('kept', 'Styx')];
    const held = () => filesOf(disk.parent).some((bytes) => bytes.includes(secret));
    expect(held()).toBe(false);
    expect(await vocabularies.remove(APP, 'hot', mine)).toBe(true);
    expect(await vocabularies.find(APP, 'hot', mine)).toBeNull();
    expect(await vocabularies.find(APP, 'hot', kept)).not.toBeNull();
    expect(held()).toBe(false);
    const [receipt] = await disk.vault.receipts({ limit: 1 });
    expect(receipt).toMatchObject({ kind: 'erasure', appId: APP, counts: { 'base.vocabulary': 1 } });
    expect(await vocabularies.remove(APP, 'hot', mine)).toBe(false);
  });

  it('are as many as an account may have, and have one default, over two servers too', async () => {
    const vault = await disk.another();
    const both = [vocabularies, new Vocabularies(vault, disk.clock)];
    const tried = ['a', 'b', 'c', 'd'].map((name, i) =>
      both[i % 2]!.create(owner, 'hot', content(name, name), { atMost: 3 }),
    );
    const ids = (await Promise.all(tried)).flatMap((one) => one?.id ?? []);
    expect(ids).toHaveLength(3);
    await Promise.all(ids.map((id, i) => both[i % 2]!.setDefault(APP, id, true)));
    const all = await vocabularies.list(APP, 'hot');
    expect(all.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    const [id = ''] = ids;
    await Promise.all([
      both[0]!.change(APP, 'hot', id, { name: 'renamed' }),
      both[1]!.change(APP, 'hot', id, { description: 'described' }),
    ]);
    expect(await vocabularies.find(APP, 'hot', id)).toMatchObject({
      name: 'renamed',
      description: 'described',
    });
    await vault.close();
  });

  it('go with their account', async () => {
    const id = await made('first', 'Lethe');
    await disk.vault.erase({ appId: APP });
    expect(await vocabularies.find(APP, 'hot', id)).toBeNull();
  });
});
