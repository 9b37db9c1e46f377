import type { PlainSqlite } from '../../storage/sql/plain-sqlite.ts';

/** The ledger and its mirror cannot both be written, do not belong together, or contradict one another. */
export class LedgerMirrorError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LedgerMirrorError';
  }
}

type Side = 'main' | 'mirror';
const SIDES: readonly Side[] = ['main', 'mirror'];
const otherOf = (side: Side): Side => (side === 'main' ? 'mirror' : 'main');

/** How far a side has got. Each only grows, so that a side which was rolled back is behind. */
interface Progress {
  readonly installation: string | null;
  readonly rootVersion: number;
  readonly receipts: number;
  /** The highest id that a data key has ever had. */
  readonly lastKeyId: number;
}

/**
 * Brings the ledger and the attached mirror in step: what was destroyed or closed in either is so in both, and what was
 * added to either is in both. Runs within a transaction.
 * @param note what the ledger knows of having a mirror
 * @throws LedgerMirrorError; nothing is to be committed then
 */
export const reconcile = (database: PlainSqlite, note: string | null): void => {
  const progress = { main: progressOf(database, 'main'), mirror: progressOf(database, 'mirror') };
  assertBelongTogether(progress, note);
  const longer: Side = progress.mirror.receipts > progress.main.receipts ? 'mirror' : 'main';
  assertPrefix(database, otherOf(longer));
  const newer = newerOf(progress);
  const rootsOf: Side = progress.mirror.rootVersion > progress.main.rootVersion ? 'mirror' : 'main';
  reconcileKeys(database, progress);
  replaceBy(database, rootsOf, 'root_keys');
  replaceBy(database, longer, 'receipt_head');
  uniteErased(database);
  for (const table of tablesOf(database))
    if (!TREATED_APART.has(table)) unite(database, table === 'meta' ? newer : longer, table);
  // A removal that has its receipt is done, whatever an older copy says.
  for (const side of SIDES)
    database.exec(`delete from ${side}.disposals where id in (select id from ${side}.receipts)`);
  assertRootsOpen(database);
};

const TREATED_APART: ReadonlySet<string> = new Set(['data_keys', 'root_keys', 'receipt_head', 'erased']);

/** The ledger's own tables. */
export const tablesOf = (database: PlainSqlite): readonly string[] =>
  database
    .prepare(
      "select name from main.sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'",
    )
    .all()
    .map((row) => String(row['name']));

export interface Column {
  readonly name: string;
  readonly isKey: boolean;
}

export const columnsOf = (database: PlainSqlite, table: string): readonly Column[] =>
  database
    .prepare('select name, pk from pragma_table_info(?)')
    .all(table)
    .map((row) => ({ name: String(row['name']), isKey: Number(row['pk']) > 0 }));

const namesOf = (database: PlainSqlite, table: string): string =>
  columnsOf(database, table)
    .map(({ name }) => name)
    .join();

const numberOf = (database: PlainSqlite, query: string): number =>
  Number(Object.values(database.prepare(query).get() ?? {})[0] ?? 0);

const progressOf = (database: PlainSqlite, side: Side): Progress => {
  const noteOf = (name: string): string | null => {
    const row = database.prepare(`select value from ${side}.meta where name = ?`).get(name);
    return row ? String(row['value']) : null;
  };
  return {
    installation: noteOf('installation'),
    rootVersion: Number(noteOf('root version') ?? 0),
    receipts: numberOf(database, `select count(*) from ${side}.receipts`),
    lastKeyId: numberOf(database, `select max(seq) from ${side}.sqlite_sequence where name = 'data_keys'`),
  };
};

const newerOf = ({ main, mirror }: Record<Side, Progress>): Side => {
  const order = ({ rootVersion, receipts, lastKeyId }: Progress): readonly number[] => [
    rootVersion,
    receipts,
    lastKeyId,
  ];
  const [own, other] = [order(main), order(mirror)];
  const differing = own.findIndex((value, i) => value !== other[i]);
  return differing >= 0 && (other[differing] ?? 0) > (own[differing] ?? 0) ? 'mirror' : 'main';
};

const assertBelongTogether = ({ main, mirror }: Record<Side, Progress>, note: string | null): void => {
  if (mirror.installation === null) return;
  if (main.installation === null)
    throw new LedgerMirrorError(
      'There is no ledger here, but its mirror is not empty. Restore the ledger from it, or name another file.',
    );
  if (main.installation !== mirror.installation)
    throw new LedgerMirrorError('This mirror belongs to the ledger of another installation');
  if (note === null)
    throw new LedgerMirrorError(
      'The ledger has gone on without this mirror: restore the ledger from it, or begin with an empty file',
    );
};

/** The shorter log of receipts has to be how the longer one begins. */
const assertPrefix = (database: PlainSqlite, shorter: Side): void => {
  const missing = numberOf(
    database,
    `select count(*) from ${shorter}.receipts a where not exists (
       select 1 from ${otherOf(shorter)}.receipts b where b.idx = a.idx and b.entry = a.entry and b.mac = a.mac)`,
  );
  if (missing > 0)
    throw new LedgerMirrorError(
      'The receipts of the ledger and of its mirror contradict one another: one of them was changed',
    );
};

/**
 * Ids only grow and never come back: a key that one side lacks although it has had higher ids was destroyed there; one
 * above them has not reached it yet.
 */
const reconcileKeys = (database: PlainSqlite, progress: Record<Side, Progress>): void => {
  const contradictions = numberOf(
    database,
    'select count(*) from main.data_keys a join mirror.data_keys b on b.id = a.id where a.scope <> b.scope',
  );
  if (contradictions > 0)
    throw new LedgerMirrorError('The data keys of the ledger and of its mirror contradict one another');
  for (const side of SIDES) {
    const other = otherOf(side);
    database.exec(
      `delete from ${side}.data_keys where id <= ${progress[other].lastKeyId}
         and id not in (select id from ${other}.data_keys)`,
    );
  }
  const columns = namesOf(database, 'data_keys');
  for (const side of SIDES) {
    const other = otherOf(side);
    // Wrapped anew by a rotation that this side has not seen.
    database.exec(`
      update ${side}.data_keys as own set wrapped = theirs.wrapped, generation = theirs.generation
        from ${other}.data_keys as theirs where theirs.id = own.id and theirs.generation > own.generation;
      insert into ${side}.data_keys (${columns}) select ${columns} from ${other}.data_keys
        where id > ${progress[side].lastKeyId} and id not in (select id from ${side}.data_keys)`);
  }
  const last = Math.max(progress.main.lastKeyId, progress.mirror.lastKeyId);
  if (progress.main.lastKeyId === progress.mirror.lastKeyId) return;
  for (const side of SIDES)
    database.exec(`
      delete from ${side}.sqlite_sequence where name = 'data_keys';
      insert into ${side}.sqlite_sequence (name, seq) values ('data_keys', ${last})`);
};

/** Rows of `from` that `to` has not, or has otherwise. What is the same is not written: most openings find no difference. */
const differing = (database: PlainSqlite, from: Side, to: Side, table: string): string => {
  const columns = columnsOf(database, table);
  // The keys first: they are looked up, the others compared.
  const same = columns.toSorted((a, b) => Number(b.isKey) - Number(a.isKey));
  const condition = same.map(({ name, isKey }) => `b.${name} ${isKey ? '=' : 'is'} a.${name}`).join(' and ');
  return `select ${namesOf(database, table)} from ${from}.${table} a
    where not exists (select 1 from ${to}.${table} b where ${condition})`;
};

/** Both sides get what either has; where they differ, what `newer` says. */
const unite = (database: PlainSqlite, newer: Side, table: string): void => {
  const older = otherOf(newer);
  const names = namesOf(database, table);
  database.exec(`
    insert or replace into ${older}.${table} (${names}) ${differing(database, newer, older, table)};
    insert into ${newer}.${table} (${names}) ${differing(database, older, newer, table)}`);
};

const replaceBy = (database: PlainSqlite, winner: Side, table: string): void => {
  const loser = otherOf(winner);
  const names = namesOf(database, table);
  const different = numberOf(
    database,
    `select count(*) from (select 1 from (${differing(database, winner, loser, table)})
       union all select 1 from (${differing(database, loser, winner, table)}))`,
  );
  if (different === 0) return;
  database.exec(`
    delete from ${loser}.${table};
    insert into ${loser}.${table} (${names}) select ${names} from ${winner}.${table}`);
};

/** What is gone in either is gone in both, and is remembered for as long as either wants. */
const uniteErased = (database: PlainSqlite): void => {
  for (const side of SIDES)
    database.exec(`
      insert into ${side}.erased (entry_id, apart, forget_at)
        ${differing(database, otherOf(side), side, 'erased')}
        on conflict (entry_id) do update set
          apart = case when apart is null or excluded.apart is null then null else max(apart, excluded.apart) end,
          forget_at = case when forget_at is null or excluded.forget_at is null then null
            else max(forget_at, excluded.forget_at) end`);
};

const assertRootsOpen = (database: PlainSqlite): void => {
  const lost = numberOf(
    database,
    `select count(*) from main.data_keys where generation not in (
       select generation from main.root_keys where use = 'wrapping')`,
  );
  if (lost > 0)
    throw new LedgerMirrorError(
      'Data keys of the ledger or of its mirror are wrapped by a root key that the newer of them has destroyed',
    );
};
