import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { entryPageWithout } from '../../src/storage/sql/entry-pages.ts';
import { ENTRY_SCHEMA, type EntryTables } from '../../src/storage/sql/entry-schema.ts';
import { EntryTable } from '../../src/storage/sql/entry-table.ts';
import { openSqlite, type SqlFile } from '../../src/storage/sql/sqlite.ts';

let folder: string;
let file: SqlFile<EntryTables>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'));
  file = openSqlite<EntryTables>(join(folder, 'entries.db'), ENTRY_SCHEMA);
  await sql`
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 40)
    insert into entries (seq, id, kind, owner, region, created_at, key_id, size)
      select i, 'id' || i, 'kind', 'owner', 'region', 0, 1, 0 from n`.execute(file.db);
});
afterEach(async () => {
  await file.close();
  rmSync(folder, { recursive: true });
});

const token = async (name: string, seqs: readonly number[]): Promise<void> => {
  await file.db
    .insertInto('entry_tokens')
    .values(seqs.map((seq) => ({ token: name, seq })))
    .execute();
};
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const filter = { kind: 'kind', token: 'a', visibleAt: 0 };

it.each([
  ['found', () => token('a', range(1, 6))],
  [
    'found no more',
    async () => void (await file.db.deleteFrom('entry_tokens').where('seq', 'in', [11, 12]).execute()),
  ],
])(
  'passes over nothing, and gives nothing twice, when some are %s while a page is read',
  async (_, change) => {
    await token('a', range(10, 40));
    const first = entryPageWithout(file.db, filter, 'b', 0, 10);
    const changed = change();
    const { entries, next } = await first;
    await changed;
    const seen = entries.map(({ id }) => id);
    for (let after = next; after !== null;) {
      const page = await entryPageWithout(file.db, filter, 'b', after, 10);
      seen.push(...page.entries.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toEqual(expect.arrayContaining(range(13, 40).map((seq) => `id${seq}`)));
  },
);

it('removes any number of entries at once, watched', async () => {
  const table = new EntryTable(file.db, { isWatching: true, changed: () => undefined });
  expect(await table.remove(range(1, 40_000).map((seq) => `id${seq}`))).toBe(40);
});
