import { join } from 'node:path';
import { Turns } from '../lib/turns.ts';
import { category, categoryIds, type CategoryId } from '../policy/catalogue.ts';
import type { Policy } from '../policy/compose.ts';
import type { EntryStore } from '../storage/entries.ts';
import { openLogIndex, type LogIndex } from '../storage/logs/log-index.ts';
import { openFolderObjects, type ObjectStore } from '../storage/objects/folder-objects.ts';
import { openRing, type Ring } from '../storage/ring/ring.ts';
import { openEntryFile } from '../storage/sql/entry-file.ts';
import { EntryTable } from '../storage/sql/entry-table.ts';
import { KeptCounts } from '../storage/sql/kept-counts.ts';
import type { TokenObserver } from '../storage/sql/token-changes.ts';
import { openSqlite, type SqlFile, type SqliteOptions } from '../storage/sql/sqlite.ts';
import { blindIndex, type BlindIndex } from './keys/blind-index.ts';
import { openKeyStore, type KeyStore } from './keys/keys.ts';
import { openKeyedLedger, type KeyedLedgerOptions } from './ledger/keyed-ledger.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { MasterKeySource } from './keys/master-key.ts';
import { ReceiptLog } from './receipts/receipts.ts';
import type { RootKeys } from './keys/root-keys.ts';
import { Moves } from './moves.ts';
import { LETHE_SCHEMA, type LetheTables } from './schema.ts';

/** One store of entries, by the name that plans and reports use. */
export interface NamedStore {
  readonly name: string;
  readonly entries: EntryStore;
}

/** Everything under a data folder, opened. */
export interface Stores {
  readonly ledger: Ledger;
  readonly lethe: SqlFile<LetheTables>;
  readonly logs: LogIndex;
  readonly objects: ObjectStore;
  readonly roots: RootKeys;
  readonly keys: KeyStore;
  readonly index: BlindIndex;
  /** What goes from the main database, and what comes back to it, once that is durable. */
  readonly moves: Moves;
  /** How much of the main database a subject finds. */
  readonly counts: KeptCounts;
  readonly receipts: ReceiptLog;
  /** What a law or an order keeps although it is due: out of every search, bill and log. */
  readonly apart: NamedStore;
  readonly all: readonly NamedStore[];
  /** Where the entries of a category are. */
  of(id: CategoryId): NamedStore;
  ringOf(id: CategoryId): Ring | undefined;
  /** Between two steps of a long work: lets others go on. */
  pause(): Promise<void>;
  close(): Promise<void>;
}

const idsOf = (medium: string): CategoryId[] => categoryIds.filter((id) => category(id).medium === medium);
const objectKinds = idsOf('objects');

export interface StoresOptions extends KeyedLedgerOptions {
  /**
   * `removing`: for a thread that only removes beside one that answers calls. What it removes is durable once it is
   * settled, before its receipt; and it leaves others time between two steps.
   */
  readonly use?: 'everything' | 'removing';
  /** Shared with the other of the two threads. */
  readonly turns?: WritingTurns | undefined;
}

/** Whose turn it is to write to the two large databases. */
export interface WritingTurns {
  readonly lethe: Turns;
  readonly logs: Turns;
}

export const writingTurns = (): WritingTurns => ({ lethe: new Turns(), logs: new Turns() });

/** @throws MasterKeyError, LedgerMirrorError */
export const openStores = async (
  folder: string,
  masterKey: MasterKeySource,
  policy: Policy,
  { use = 'everything', turns, ...options }: StoresOptions,
): Promise<Stores> => {
  const sqlite: SqliteOptions = { synchronous: use === 'removing' ? 'normal' : 'full' };
  const { ledger, roots } = await openKeyedLedger(folder, masterKey, options);
  const index = blindIndex(roots.index);
  const keys = openKeyStore(ledger, roots, index);
  const { lethe, counts } = openLethe(folder, { ...sqlite, turns: turns?.lethe });
  const logs = openLogIndex(join(folder, 'logs.db'), { ...sqlite, turns: turns?.logs });
  const objects = await openFolderObjects(join(folder, 'objects'));
  const rings = new Map(
    idsOf('ring').map((id) => [id, openRing(join(folder, 'ring', id), ringBytesOf(policy, id))]),
  );
  const moves = new Moves();
  const relational: NamedStore = {
    name: 'relational',
    entries: relationalStore(lethe, objects, { moves, counts }),
  };
  const logStore: NamedStore = { name: 'logs', entries: logs };
  const apartFile = openEntryFile(join(folder, 'apart.db'), sqlite);
  const apart: NamedStore = { name: 'apart', entries: apartFile };
  const ringStores = new Map([...rings].map(([id, ring]) => [id, { name: 'ring', entries: ring }] as const));
  return {
    ledger,
    lethe,
    logs,
    objects,
    roots,
    keys,
    index,
    moves,
    counts,
    receipts: await new ReceiptLog(ledger, lethe, roots.receipts, roots.signing).ready(),
    apart,
    // What is found through the relational index goes before the index itself.
    all: [...ringStores.values(), logStore, relational, apart],
    of: (id) => ringStores.get(id) ?? (category(id).medium === 'logs' ? logStore : relational),
    ringOf: (id) => rings.get(id),
    pause: use === 'removing' ? pauseAsLong() : () => new Promise((resolve) => setImmediate(resolve)),
    close: async () => {
      for (const ring of rings.values()) await ring.close();
      await apartFile.close();
      await logs.close();
      await lethe.close();
      keys.close();
      await ledger.close();
    },
  };
};

/** The main database, and the counts that are kept of it: what is not committed does not count. */
const openLethe = (folder: string, options: SqliteOptions): Pick<Stores, 'lethe' | 'counts'> => {
  const file = openSqlite<LetheTables>(join(folder, 'lethe.db'), LETHE_SCHEMA, options);
  const counts = new KeptCounts(file);
  const transaction: typeof file.transaction = async (work) => {
    try {
      return await file.transaction(work);
    } catch (error) {
      counts.clear();
      throw error;
    }
  };
  return { lethe: { ...file, transaction }, counts };
};

const LONGEST_PAUSE_MS = 20;

/** As long as the step took: others get half of the disk's and the lock's time at the least. */
const pauseAsLong = (): (() => Promise<void>) => {
  let resumed = performance.now();
  return async () => {
    const pauseMs = Math.min(performance.now() - resumed, LONGEST_PAUSE_MS);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    resumed = performance.now();
  };
};

const ringBytesOf = (policy: Policy, id: CategoryId): number => {
  const bytes = policy.rule(id).ringBytes?.bytes;
  if (bytes === undefined)
    throw new RangeError(`${id} is kept in a ring, but no clause says how large it is`);
  return bytes;
};

/** The main database's entries; those of objects go together with their files. */
const relationalStore = (
  lethe: SqlFile<LetheTables>,
  objects: ObjectStore,
  { moves, counts }: Pick<Stores, 'moves' | 'counts'>,
): EntryStore => {
  const table = entriesOf(lethe.db);
  return {
    insert: async (entries) => {
      await lethe.transaction((tx) => entriesOf(tx, counts).insert(entries));
      moves.tell({ cameBackTo: [...new Set(entries.map(({ owner }) => owner))] });
    },
    remove: async (ids) => {
      // Files first: as long as the entry is there, an interrupted removal is found again.
      const withFiles = await table.heads({ ids, kinds: objectKinds }, ids.length);
      for (const { id } of withFiles) await objects.remove(id);
      const removed = await lethe.transaction((tx) => entriesOf(tx, counts).remove(ids));
      moves.tell({ gone: ids });
      return removed;
    },
    retime: async (ids, times) => {
      await lethe.transaction((tx) => entriesOf(tx).retime(ids, times));
      counts.clear();
    },
    cap: async (filter, times) => {
      const capped = await lethe.transaction((tx) => entriesOf(tx).cap(filter, times));
      counts.clear();
      return capped;
    },
    find: (filter, limit) => table.find(filter, limit),
    read: (ids) => table.read(ids),
    heads: (filter, limit) => table.heads(filter, limit),
    count: (filter) => table.count(filter),
    tally: (filter) => table.tally(filter),
    summarise: (at, owner) => table.summarise(at, owner),
    owners: () => table.owners(),
    keysInUse: (keyIds) => table.keysInUse(keyIds),
    usedKeys: () => table.usedKeys(),
    settle: () => lethe.checkpoint(),
  };
};

/** The entries of the main database, also within a transaction. */
export const entriesOf = (db: SqlFile<LetheTables>['db'], observer?: TokenObserver): EntryTable =>
  new EntryTable(db, observer);
