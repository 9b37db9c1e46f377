import { createPrivateKey, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Ledger, LedgerTables } from '../ledger/ledger.ts';
import { MasterKeyError, readMaster, type Master, type MasterKeySource } from './master-key.ts';
import { seal, unseal } from './seal.ts';

/** What a root key is for: one key, one use. Only `wrapping` has more than one generation. */
export type RootUse = 'wrapping' | 'index' | 'receipts' | 'signing' | 'backup';

const ROOT_USES: readonly RootUse[] = ['wrapping', 'index', 'receipts', 'signing', 'backup'];
export const ROOT_KEY_BYTES = 32;
export const FIRST_GENERATION = 1;

/** The keys that the master key wraps. All are random and live in the ledger. */
export interface RootKeys {
  /** Keyed hashes by which records are found. 32 bytes. */
  readonly index: KeyObject;
  /** Authenticates receipts. 32 bytes. */
  readonly receipts: KeyObject;
  /** Signs the heads of the receipts' tree: an Ed25519 private key. */
  readonly signing: KeyObject;
  /** Seals back-ups. 32 bytes. */
  readonly backup: KeyObject;
  /** Wraps the data keys of a generation. 32 bytes. @throws RangeError for a generation that is not there */
  wrapping(generation: number): KeyObject;
  hasGeneration(generation: number): boolean;
  /** Reads them again: a rotation has made or destroyed generations. @throws MasterKeyError */
  reload(db?: Kysely<LedgerTables>): Promise<void>;
}

export interface Root {
  readonly use: RootUse;
  readonly generation: number;
  readonly made_at: number;
  readonly key: Uint8Array;
}

type RootRow = LedgerTables['root_keys'];

const placeOf = (use: string, generation: number, fingerprint: string): string =>
  `root ${use} ${generation} ${fingerprint}`;

export const wrapRoot = ({ use, generation, made_at, key }: Root, master: Master): RootRow => ({
  use,
  generation,
  master: master.fingerprint,
  made_at,
  wrapped: seal(master.wrapping, key, placeOf(use, generation, master.fingerprint)),
});

/** All roots that the master opens; none when it is not the ledger's. */
export const readRoots = async (db: Kysely<LedgerTables>, master: Master): Promise<readonly Root[]> => {
  const rows = await db
    .selectFrom('root_keys')
    .selectAll()
    .where('master', '=', master.fingerprint)
    .execute();
  return rows.map(({ use, generation, made_at, wrapped }) => ({
    use: use as RootUse,
    generation,
    made_at,
    key: unseal(master.wrapping, wrapped, placeOf(use, generation, master.fingerprint)),
  }));
};

/** The roots of a new ledger; those given are kept as they are. */
export const makeRoots = (
  madeAt: number,
  given: Partial<Record<RootUse, Uint8Array>> = {},
): readonly Root[] =>
  ROOT_USES.map((use) => ({
    use,
    generation: FIRST_GENERATION,
    made_at: madeAt,
    key: given[use] ?? randomBytes(ROOT_KEY_BYTES),
  }));

/** Every change of the roots counts up, so that of two copies of a ledger the newer one is known. */
export const countRootChange = async (db: Kysely<LedgerTables>): Promise<void> => {
  const old = await db.selectFrom('meta').select('value').where('name', '=', ROOT_VERSION).executeTakeFirst();
  const value = String(Number(old?.value ?? 0) + 1);
  await db
    .insertInto('meta')
    .values({ name: ROOT_VERSION, value })
    .onConflict((c) => c.doUpdateSet({ value }))
    .execute();
};

export const ROOT_VERSION = 'root version';

/**
 * Opens the roots of a ledger, making them first if it is new.
 * @param now instant of making, milliseconds since the epoch
 * @throws MasterKeyError when the ledger was made with another master key
 */
export const openRootKeys = async (
  ledger: Ledger,
  source: MasterKeySource,
  now: number,
): Promise<RootKeys> => {
  // Asked first: a transaction would wait for whoever writes.
  if (!(await hasRoots(ledger.db))) await makeFirstRoots(ledger, source, now);
  let current = await load(ledger.db, source);
  const wrappingKeys = new Map<number, KeyObject>();
  const wrapping = (generation: number): KeyObject => {
    const key = wrappingKeys.get(generation) ?? createSecretKey(keyOf(current, 'wrapping', generation));
    wrappingKeys.set(generation, key);
    return key;
  };
  const single = (use: RootUse): KeyObject => createSecretKey(keyOf(current, use));
  return {
    index: single('index'),
    receipts: single('receipts'),
    signing: ed25519KeyOf(keyOf(current, 'signing')),
    backup: single('backup'),
    wrapping,
    hasGeneration: (generation) => has(current, generation),
    reload: async (db = ledger.db) => {
      current = await load(db, source);
      wrappingKeys.clear();
    },
  };
};

const hasRoots = async (db: Kysely<LedgerTables>): Promise<boolean> =>
  (await db.selectFrom('root_keys').select('use').executeTakeFirst()) !== undefined;

const makeFirstRoots = (ledger: Ledger, source: MasterKeySource, now: number): Promise<void> =>
  ledger.transaction(async (tx) => {
    if (await hasRoots(tx)) return;
    if (await tx.selectFrom('data_keys').select('id').executeTakeFirst())
      throw new MasterKeyError('The ledger has data keys, but the root keys that wrap them are gone');
    const master = readMaster(source);
    const rows = makeRoots(now).map((root) => wrapRoot(root, master));
    await tx.insertInto('root_keys').values(rows).execute();
    await countRootChange(tx);
  });

const has = (roots: readonly Root[], generation: number): boolean =>
  roots.some((root) => root.use === 'wrapping' && root.generation === generation);

const keyOf = (roots: readonly Root[], use: RootUse, generation?: number): Uint8Array => {
  const found = roots.find(
    (root) => root.use === use && (generation === undefined || root.generation === generation),
  );
  if (!found) throw new RangeError(`There is no root key for ${use}, generation ${generation ?? '-'}`);
  return found.key;
};

/** The key may be swapped, and the old one retired, between reading it and reading the ledger: once more, then. */
const load = async (db: Kysely<LedgerTables>, source: MasterKeySource): Promise<readonly Root[]> => {
  for (const _ of ['first', 'again']) {
    const roots = await readRoots(db, readMaster(source));
    if (roots.length > 0) return roots;
  }
  throw new MasterKeyError('The master key is not the one that these stores were made with');
};

/** PKCS #8 of an Ed25519 key is these bytes and the seed (RFC 8410, section 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const ed25519KeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
