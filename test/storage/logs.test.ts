import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogIndex, type LogIndex } from '../../src/storage/logs/log-index.ts';
import { signatureOf } from '../../src/storage/logs/signature.ts';
import { ENTRY_SCHEMA } from '../../src/storage/sql/entry-schema.ts';
import { bytesUnder, describeEntryStore, entry } from './entry-store-contract.ts';

/** What every log index must do besides. */
const describeLogIndex = (name: string, open: (folder: string) => Promise<LogIndex>): void => {
  describeEntryStore(name, async (folder) => {
    const log = await open(folder);
    return { ...log, insert: (entries) => log.insert(entries.map((e) => ({ words: [], ...e }))) };
  });

  describe(`${name} as a log index`, () => {
    let folder: string;
    let log: LogIndex;
    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'logs-'));
      log = await open(folder);
    });
    afterEach(async () => {
      await log.close();
      rmSync(folder, { recursive: true });
    });
    const search = async (...phrases: string[]): Promise<string[]> => {
      const split = phrases.map((phrase) => phrase.split(' '));
      return (await log.search(split, {}, 10)).map(({ id }) => id);
    };

    it('finds by words and by phrases, newest first', async () => {
      const a = entry({ words: ['aa', 'bb', 'cc'] });
      const b = entry({ words: ['cc', 'bb'] });
      await log.insert([a, b]);
      expect(await search('bb')).toEqual([b.id, a.id]);
      expect(await search('bb cc')).toEqual([a.id]);
      expect(await search('cc', 'aa')).toEqual([a.id]);
      expect(await search('dd')).toEqual([]);
      expect(await log.search([], {}, 10)).toEqual([]);
    });

    it('narrows a search by what entries are filed by', async () => {
      const mine = entry({ words: ['aa'], owner: 'owner-2' });
      await log.insert([...Array.from({ length: 700 }, () => entry({ words: ['aa'] })), mine]);
      const found = await log.search([['aa']], { owners: ['owner-2'] }, 10);
      expect(found.map(({ id }) => id)).toEqual([mine.id]);
      expect(await log.search([['aa']], { owners: ['owner-1'] }, 600)).toHaveLength(600);
    });

    it('leaves no word of what it removed', async () => {
      const gone = Array.from({ length: 50 }, (_, i) => entry({ words: ['shared', `wordofgone${i}`] }));
      const stays = entry({ words: ['shared', 'wordofstays'] });
      await log.insert([...gone, stays]);
      await log.remove(gone.map(({ id }) => id));
      await log.settle();
      const bytes = bytesUnder(folder);
      expect(bytes.includes('wordofgone')).toBe(false);
      expect(bytes.includes('ofgone')).toBe(false);
      expect(await search('shared')).toEqual([stays.id]);
    });
  });
};

describeLogIndex('a file of logs', async (folder) => openLogIndex(join(folder, 'logs.db')));

describe('signatures', () => {
  it('let through what has the words, and little else', () => {
    const wordsOf = (i: number): string[] => Array.from({ length: 60 }, (_, j) => `word${i}x${j}`);
    const covers = (all: readonly bigint[], some: readonly bigint[]): boolean =>
      some.every((bits, i) => ((all[i] ?? 0n) & bits) === bits);
    let wrong = 0;
    for (let i = 0; i < 500; i++) {
      const signature = signatureOf(wordsOf(i));
      expect(wordsOf(i).every((word) => covers(signature, signatureOf([word])))).toBe(true);
      if (covers(signature, signatureOf([`other${i}`]))) wrong += 1;
    }
    expect(wrong).toBeLessThan(20);
  });
});

describe('a file of logs of an older version', () => {
  it('is searched as before, and has no full-text table any more', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'logs-'));
    const file = join(folder, 'logs.db');
    const old = new DatabaseSync(file);
    old.exec(`${ENTRY_SCHEMA}
      create virtual table words using fts5(text, tokenize = 'ascii');
      insert into entries values (1, 'id-1', 'kind.a', 'owner-1', 'ap-1', null, 1, null, null, 1, 1, null, x'00');
      insert into words(rowid, text) values (1, 'aa bb cc');`);
    old.close();
    for (const turn of ['the first time', 'and again']) {
      const log = openLogIndex(file);
      const found = await log.search([['bb', 'cc'], ['aa']], {}, 10);
      expect(
        found.map(({ id }) => id),
        turn,
      ).toEqual(['id-1']);
      expect(await log.read(['id-1'])).toMatchObject([{ words: ['aa', 'bb', 'cc'] }]);
      await log.close();
    }
    rmSync(folder, { recursive: true });
  });
});
