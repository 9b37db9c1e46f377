import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/policy/compose.ts';
import { canonicalJson, commitmentTo } from '../../src/records/receipts/commitment.ts';
import { openStores } from '../../src/records/stores.ts';
import type { Receipt } from '../../src/records/receipts/types.ts';
import type { Subject } from '../../src/records/types.ts';
import { APP, MASTER_KEY, START, VaultOnDisk, putRequest } from './vault-on-disk.ts';

const ALICE: Subject = { kind: 'person', value: 'alice@example.com' };
/** The true identifier is among them. */
const DICTIONARY = ['bob@example.com', 'carol', ALICE.value, '13800000000', 'person', '', APP];

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a log of receipts is to somebody outside: its entries as they were hashed, its heads, its subtrees. */
const publicPartOf = (folder: string) => {
  using database = new DatabaseSync(join(folder, 'ledger.db'), { readOnly: true });
  const entries = database.prepare('select entry from receipts order by idx').all();
  const heads = database.prepare('select root, checkpoint from receipt_tree_heads').all();
  const nodes = database.prepare('select hex(hash) as hash from receipt_nodes').all();
  return {
    receipts: entries.map(({ entry }) => JSON.parse(String(entry)) as Receipt & { previousRoot: string }),
    values: [...entries, ...heads, ...nodes].flatMap((row) => Object.values(row).map(String)),
  };
};

/** Every text that is made of what is public: words, and what one may make of a word without a key. */
const guesses = (values: readonly string[]): string[] => {
  const words = [...DICTIONARY, ...values, ...values.flatMap((value) => value.split(/["\n,: ]+/))];
  return [...new Set(words.flatMap((word) => [word, sha256(word), sha256(`person ${word}`)]))];
};

/** Tries each guess as the subject, under each guess as the salt, with all else known. @returns how many match */
const attack = (receipt: Receipt, subjects: readonly string[], salts: readonly string[]): number => {
  const { appId, counts, commitment, at } = receipt;
  let matches = 0;
  for (const subject of [...subjects, null])
    for (const salt of salts) {
      const forms = [
        { appId, token: subject, counts },
        { appId, subject, counts },
        { appId, counts, subject: { kind: 'person', value: subject } },
      ];
      const texts = forms.flatMap((what) => [
        canonicalJson({ salt, what }),
        canonicalJson({ salt, what, at }),
      ]);
      for (const text of [...texts, `${salt}${subject}`, String(subject)])
        if (sha256(text) === commitment) matches += 1;
    }
  return matches;
};

describe('a receipt', () => {
  it('tells nobody who was erased, whatever they guess', async () => {
    await using disk = await VaultOnDisk.open();
    const known: { token: string; salts: string[] }[] = [];
    for (let i = 0; i < 2; i++) {
      const context = { subjects: [ALICE], sealedFor: ALICE };
      await disk.vault.put([putRequest('face.person-id', context, { personId: ALICE.value })]);
      known.push(await secretsOf(disk));
      await disk.vault.erase({ appId: APP, subject: ALICE });
    }
    // Nothing sealed this one: what was not there is erased again.
    await disk.vault.erase({ appId: APP, subject: ALICE });
    await disk.vault.treeHead();

    const { receipts, values } = publicPartOf(disk.folder);
    expect(receipts.map(({ kind, counts }) => [kind, counts])).toEqual([
      ['erasure', { 'face.person-id': 1 }],
      ['erasure', { 'face.person-id': 1 }],
      ['erasure', {}],
    ]);
    expect(new Set(receipts.map(({ commitment }) => commitment)).size).toBe(3);
    expect(values.join()).not.toContain(ALICE.value);

    const subjects = guesses(values.slice(0, 4));
    const salts = guesses([...values, JSON.stringify(disk.vault.receiptKey())]);
    const few = salts.filter((_, i) => i % 3 === 0);
    for (const receipt of receipts) {
      expect(attack(receipt, guesses([]), salts)).toBe(0);
      expect(attack(receipt, subjects, few)).toBe(0);
    }

    // The test can see: with the salt of the key that was destroyed, and the token, it is found.
    for (const [i, { token, salts: secret }] of known.entries()) {
      const receipt = receipts[i] as Receipt;
      expect(secret).toHaveLength(1);
      expect(attack(receipt, [...guesses([]), token], [...few, ...secret])).toBe(1);
      // The token alone does not do, nor does the salt alone.
      expect(attack(receipt, [...guesses([]), token], few)).toBe(0);
      expect(attack(receipt, guesses([]), secret)).toBe(0);
    }
    expect(known[0]?.salts).not.toEqual(known[1]?.salts);
    expect((await secretsOf(disk)).salts).toEqual([]);
  });

  it('of a refusal says no more than its category', async () => {
    await using disk = await VaultOnDisk.open();
    const refused = {
      ...putRequest('face.person-id'),
      record: { personId: ALICE.value, [ALICE.value]: 'x' },
    };
    for (let i = 0; i < 2; i++)
      await expect(disk.vault.put([refused as never])).rejects.toThrow('unknown-field');
    const { receipts, values } = publicPartOf(disk.folder);
    expect(receipts.map(({ kind }) => kind)).toEqual(['refusal', 'refusal']);
    expect(receipts[0]?.commitment).not.toBe(receipts[1]?.commitment);
    expect(values.join()).not.toContain(ALICE.value);
  });
});

/** What only the holder of the master key can know, and only until the key is destroyed. */
const secretsOf = async (disk: VaultOnDisk): Promise<{ token: string; salts: string[] }> => {
  const stores = await openStores(disk.folder, MASTER_KEY, compose(), { now: START });
  try {
    const token = stores.index.subject(APP, ALICE);
    const keys = await stores.keys.of(APP, token);
    const salts = await stores.keys.salts(keys.map(({ id }) => id));
    return { token, salts: [...salts.values()].map((salt) => Buffer.from(salt).toString('hex')) };
  } finally {
    await stores.close();
  }
};

describe('a commitment', () => {
  const what = { appId: APP, counts: {} };
  const salt = (fill: number, bytes = 32) => new Uint8Array(bytes).fill(fill);

  it('is the same for the same salts in any order, another for others', () => {
    expect(commitmentTo(what, [salt(1), salt(2)])).toBe(commitmentTo(what, [salt(2), salt(1)]));
    expect(commitmentTo(what, [salt(1)])).not.toBe(commitmentTo(what, [salt(2)]));
    expect(commitmentTo(what, [salt(1)])).not.toBe(commitmentTo({ ...what, appId: null }, [salt(1)]));
  });
  it('is never made without a secret', () => {
    for (const salts of [[], [salt(0, 0)], [salt(1, 15), salt(2, 8)]])
      expect(commitmentTo(what, salts)).not.toBe(commitmentTo(what, salts));
  });
});
