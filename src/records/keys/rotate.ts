import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Ledger, LedgerTables } from '../ledger/ledger.ts';
import type { Master } from './master-key.ts';
import { countRootChange, readRoots, ROOT_KEY_BYTES, wrapRoot, type RootKeys } from './root-keys.ts';
import { seal, unseal } from './seal.ts';

const KEYS_PER_BATCH = 500;
/** Between batches others get the ledger's lock, for which they only ask now and then. */
const PAUSE_MS = 5;
const CHECKPOINT_ATTEMPTS = 100;
const CHECKPOINT_PAUSE_MS = 100;

/** A rotation cannot begin or end now; says what has to happen first. */
export class RotationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RotationError';
  }
}

/** A rotation under way: both master keys open the ledger. Fingerprints. */
export interface Rotation {
  readonly from: string;
  readonly to: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface RewrapProgress {
  readonly done: number;
  readonly total: number;
}

const ROTATION_NOTE = 'rotation';

type Db = Kysely<LedgerTables>;

export const rotationOf = async (db: Db): Promise<Rotation | null> => {
  const row = await db
    .selectFrom('meta')
    .select('value')
    .where('name', '=', ROTATION_NOTE)
    .executeTakeFirst();
  return row ? (JSON.parse(row.value) as Rotation) : null;
};

/**
 * Makes a new generation of the wrapping key, which every data key made from now on uses, and wraps all roots for the
 * next master too. One commit. Harmless when it is repeated for the same master.
 * @param abandon gives up a rotation to yet another master key
 * @throws RotationError when another rotation is under way
 */
export const beginRotation = (
  ledger: Ledger,
  { current, next, now, abandon = false }: { current: Master; next: Master; now: number; abandon?: boolean },
): Promise<void> =>
  ledger.transaction(async (tx) => {
    if (current.fingerprint === next.fingerprint)
      throw new RotationError('The new master key is the one in use already');
    const underWay = await rotationOf(tx);
    if (underWay?.to === next.fingerprint) return;
    if (underWay?.to === current.fingerprint)
      throw new RotationError('The rotation before this one is not ended: retire the old master key first');
    if (underWay && !abandon)
      throw new RotationError('A rotation to another key is under way: end it with that key, or abandon it');
    if (underWay) await tx.deleteFrom('root_keys').where('master', '=', underWay.to).execute();
    const roots = await readRoots(tx, current);
    const newest = Math.max(
      ...roots.filter(({ use }) => use === 'wrapping').map(({ generation }) => generation),
    );
    const added = {
      use: 'wrapping',
      generation: newest + 1,
      made_at: now,
      key: randomBytes(ROOT_KEY_BYTES),
    } as const;
    const rows = [...[...roots, added].map((root) => wrapRoot(root, next)), wrapRoot(added, current)];
    await tx.insertInto('root_keys').values(rows).execute();
    const rotation: Rotation = { from: current.fingerprint, to: next.fingerprint, startedAt: now };
    const value = JSON.stringify(rotation);
    await tx
      .insertInto('meta')
      .values({ name: ROTATION_NOTE, value })
      .onConflict((c) => c.doUpdateSet({ value }))
      .execute();
    await countRootChange(tx);
  });

/**
 * Wraps every data key by the newest generation, a few in a transaction, and destroys the generations before it.
 * May be interrupted at any point and called again. Records are not touched.
 */
export const rewrapDataKeys = async (
  ledger: Ledger,
  roots: RootKeys,
  onProgress: (progress: RewrapProgress) => void = () => undefined,
): Promise<void> => {
  await roots.reload();
  const newest = await newestGeneration(ledger.db);
  const total = await countOlder(ledger.db, newest);
  let done = 0;
  for (let after = 0; ;) {
    const batch = await ledger.transaction((tx) => rewrapBatch(tx, roots, newest, after));
    if (batch.count === 0) break;
    after = batch.last;
    done += batch.count;
    onProgress({ done, total: Math.max(total, done) });
    await pause(PAUSE_MS);
  }
  await ledger.transaction(async (tx) => {
    if ((await countOlder(tx, newest)) > 0)
      throw new RotationError('Data keys of an old generation are left');
    const gone = await tx
      .deleteFrom('root_keys')
      .where('use', '=', 'wrapping')
      .where('generation', '<', newest)
      .executeTakeFirst();
    if (gone.numDeletedRows > 0n) await countRootChange(tx);
  });
};

export const newestGeneration = async (db: Db): Promise<number> => {
  const { newest } = await db
    .selectFrom('root_keys')
    .select((e) => e.fn.max('generation').as('newest'))
    .where('use', '=', 'wrapping')
    .executeTakeFirstOrThrow();
  return newest;
};

const countOlder = async (db: Db, generation: number): Promise<number> => {
  const { count } = await db
    .selectFrom('data_keys')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('generation', '<', generation)
    .executeTakeFirstOrThrow();
  return count;
};

const rewrapBatch = async (
  tx: Db,
  roots: RootKeys,
  newest: number,
  after: number,
): Promise<{ readonly count: number; readonly last: number }> => {
  const rows = await tx
    .selectFrom('data_keys')
    .select(['id', 'scope', 'wrapped', 'generation'])
    .where('id', '>', after)
    .where('generation', '<', newest)
    .orderBy('id')
    .limit(KEYS_PER_BATCH)
    .execute();
  const to = roots.wrapping(newest);
  const wrapped = rows.map(({ id, scope, wrapped: old, generation }) => {
    const key = unseal(roots.wrapping(generation), old, scope);
    return { id, wrapped: Buffer.from(seal(to, key, scope)).toString('hex') };
  });
  // One statement: the ledger's lock is held as shortly as can be.
  await sql`update data_keys set generation = ${newest}, wrapped = unhex(batch.value ->> 'wrapped')
    from json_each(${JSON.stringify(wrapped)}) as batch where data_keys.id = batch.value ->> 'id'`.execute(
    tx,
  );
  return { count: rows.length, last: rows.at(-1)?.id ?? after };
};

/**
 * Ends a rotation: destroys everything that other master keys than `current` open, down to the bytes on the disk.
 * @throws RotationError when data keys are still wrapped by an old generation, or `current` is the old master key
 */
export const retireOldMasters = async (ledger: Ledger, current: Master): Promise<void> => {
  await ledger.transaction(async (tx) => {
    const underWay = await rotationOf(tx);
    if (underWay && underWay.to !== current.fingerprint)
      throw new RotationError(
        'The old master key is in use: start with the new one before the old is retired',
      );
    if ((await countOlder(tx, await newestGeneration(tx))) > 0)
      throw new RotationError('Data keys of an old generation are left: rotate again before retiring');
    await tx.deleteFrom('root_keys').where('master', '!=', current.fingerprint).execute();
    await tx.deleteFrom('meta').where('name', '=', ROTATION_NOTE).execute();
    await countRootChange(tx);
  });
  await checkpointWholly(ledger);
};

/** Others that read the ledger keep its write-ahead log from being emptied; they never do so for long. */
const checkpointWholly = async ({ db }: Ledger): Promise<void> => {
  for (let attempt = 1; attempt <= CHECKPOINT_ATTEMPTS; attempt++) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return;
    await pause(CHECKPOINT_PAUSE_MS);
  }
  throw new RotationError(
    'The old master key is retired, but another process keeps its traces in the write-ahead log: retire again',
  );
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
