import { hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { Transaction } from 'kysely';
import { chunks } from '../../storage/sql/entry-table.ts';
import type { BlindIndex } from './blind-index.ts';
import type { Ledger, LedgerTables } from '../ledger/ledger.ts';
import { VaultRefusal } from '../put/refusal.ts';
import { KEY_COLUMNS, keyRows, keysThere, unwrapKey, type KeyRow } from './key-rows.ts';
import type { RootKeys } from './root-keys.ts';
import { seal } from './seal.ts';

/** What one data key seals. Every part may be a reason to destroy it. */
export interface KeyScope {
  readonly owner: string;
  readonly category: string;
  /** When everything that it seals is due; null: not bounded in time. */
  readonly dropAt: number | null;
  /** Token of the subject with which it dies. */
  readonly subject: string | null;
  /** Parts keys of one scope by time where nothing bounds it. */
  readonly era: string | null;
}

export interface DataKey {
  readonly id: number;
  readonly key: KeyObject;
}

const KEY_BYTES = 32;
const KEYS_REMEMBERED = 20_000;

/**
 * The data keys of the ledger, wrapped by a root key. Destroying one makes all that it sealed
 * unreadable at once, wherever copies of it lie.
 */
export interface KeyStore {
  /**
   * The keys of the scopes, in their order; what is missing is made, in one commit.
   * @throws VaultRefusal `no-consent` when a scope's subject is closed; no key is made then
   */
  obtain(scopes: readonly KeyScope[]): Promise<readonly DataKey[]>;
  /** Keys by id; destroyed ones are not among them. */
  open(ids: readonly number[]): Promise<ReadonlyMap<number, KeyObject>>;
  /** Changes when a key may have been destroyed, by this process or another. */
  version(): string;
  exist(ids: readonly number[]): Promise<boolean>;
  /** Those that are there; none is opened. */
  still(ids: readonly number[]): Promise<ReadonlySet<number>>;
  /** Keys of an account, or of one subject of it. */
  of(owner: string, subject?: string): Promise<readonly { id: number; category: string }[]>;
  /** Keys that seal only what is due at `now`, without those of some accounts. */
  due(now: number, exceptOwners?: readonly string[]): Promise<readonly number[]>;
  /** A value that can be had only as long as the key is there. */
  salts(ids: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>>;
  /**
   * @param beside done in the same commit
   * @param settle whether what they were is overwritten at once: else whoever asks sees to it with `checkpoint`
   */
  destroy(
    ids: readonly number[],
    beside?: (tx: Transaction<LedgerTables>) => Promise<void>,
    settle?: boolean,
  ): Promise<void>;
  /** Those of the keys that die with a subject. */
  ofSubjects(ids: readonly number[]): Promise<readonly number[]>;
  /**
   * Closes a subject for good: its keys are destroyed, and none is ever made for it again.
   * @param subject its token
   * @param at instant, milliseconds since the epoch
   */
  closeSubject(owner: string, subject: string, at: number): Promise<void>;
  isClosed(owner: string, subject: string): Promise<boolean>;
  /** Forgets what it remembers of keys. */
  close(): void;
}

export const openKeyStore = (ledger: Ledger, roots: RootKeys, index: BlindIndex): KeyStore => {
  const { db } = ledger;
  const remembered = new Map<number, KeyObject>();
  const idsByScope = new Map<string, number>();
  let seenVersion = ledger.foreignVersion();
  let destroyed = 0;

  const forget = (ids: Iterable<number>): void => {
    for (const id of [...ids]) remembered.delete(id);
    idsByScope.clear();
  };
  /** Another process may have destroyed keys that are remembered here. */
  const refresh = (): void => {
    const version = ledger.foreignVersion();
    if (version === seenVersion && remembered.size < KEYS_REMEMBERED) return;
    seenVersion = version;
    forget(remembered.keys());
  };
  const remember = (row: KeyRow): DataKey => {
    const key = remembered.get(row.id) ?? unwrapKey(row, roots);
    remembered.set(row.id, key);
    idsByScope.set(row.scope, row.id);
    return { id: row.id, key };
  };

  const make = (scopes: readonly (readonly [string, KeyScope])[]): Promise<ReadonlyMap<string, DataKey>> =>
    ledger.transaction(async (tx) => {
      const keys = new Map<string, DataKey>();
      await refuseClosed(
        tx,
        scopes.map(([, scope]) => scope),
      );
      const generation = await newestGeneration(tx);
      // In this transaction no rotation goes on: what is known of the roots now stays true.
      if (!roots.hasGeneration(generation)) await roots.reload(tx);
      for (const chunk of chunks(scopes)) {
        const rows = chunk.map(([scope, { owner, category, subject, dropAt }]) => ({
          scope,
          owner,
          category,
          subject,
          drop_at: dropAt,
          generation,
          wrapped: seal(roots.wrapping(generation), randomBytes(KEY_BYTES), scope),
        }));
        // The id is left to the database.
        await tx
          .insertInto('data_keys')
          .values(rows as LedgerTables['data_keys'][])
          .onConflict((c) => c.doNothing())
          .execute();
        const made = chunk.map(([scope]) => scope);
        const found = await tx
          .selectFrom('data_keys')
          .select(KEY_COLUMNS)
          .where('scope', 'in', made)
          .execute();
        for (const row of found) keys.set(row.scope, remember(row));
      }
      return keys;
    });

  const store: KeyStore = {
    obtain: async (scopes) => {
      refresh();
      const tokens = scopes.map((scope) => [scopeToken(index, scope), scope] as const);
      const keyOf = (token: string): DataKey | undefined => {
        const id = idsByScope.get(token);
        const key = id === undefined ? undefined : remembered.get(id);
        return id === undefined || key === undefined ? undefined : { id, key };
      };
      const unknown = new Map(tokens.filter(([token]) => !keyOf(token)));
      const known = new Map(tokens.map(([token]) => [token, keyOf(token)] as const));
      const made = unknown.size > 0 ? await make([...unknown]) : known;
      return tokens.map(([token]) => {
        const found = made.get(token) ?? known.get(token);
        if (!found) throw new Error('A data key went while it was being made');
        return found;
      });
    },
    open: async (ids) => {
      refresh();
      for (const chunk of chunks([...new Set(ids)].filter((id) => !remembered.has(id))))
        (await keyRows(ledger, roots, chunk)).forEach(remember);
      return new Map(
        ids.flatMap((id) => {
          const key = remembered.get(id);
          return key ? [[id, key] as const] : [];
        }),
      );
    },
    version: () => `${ledger.foreignVersion()} ${destroyed}`,
    exist: async (ids) => {
      const wanted = new Set(ids);
      return (await store.still([...wanted])).size === wanted.size;
    },
    still: (ids) => keysThere(ledger, ids),
    of: (owner, subject) =>
      db
        .selectFrom('data_keys')
        .select(['id', 'category'])
        .where('owner', '=', owner)
        .$if(subject !== undefined, (q) => q.where('subject', '=', subject ?? null))
        .execute(),
    due: async (now, exceptOwners = []) => {
      const rows = await db
        .selectFrom('data_keys')
        .select('id')
        .where('drop_at', '<=', now)
        .where('owner', 'not in', exceptOwners)
        .execute();
      return rows.map(({ id }) => id);
    },
    salts: async (ids) => {
      const keys = await store.open(ids);
      const saltOf = (key: KeyObject) =>
        new Uint8Array(hkdfSync('sha256', key, '', 'lethe receipt salt 1', KEY_BYTES));
      return new Map([...keys].map(([id, key]) => [id, saltOf(key)] as const));
    },
    destroy: async (ids, beside, settle = true) => {
      if (ids.length === 0 && !beside) return;
      destroyed += 1;
      await ledger.transaction(async (tx) => {
        await beside?.(tx);
        for (const chunk of chunks(ids)) await tx.deleteFrom('data_keys').where('id', 'in', chunk).execute();
      });
      forget(ids);
      if (ids.length > 0 && settle) await ledger.checkpoint();
    },
    ofSubjects: async (ids) => {
      const found: number[] = [];
      for (const chunk of chunks(ids)) {
        const rows = await db
          .selectFrom('data_keys')
          .select('id')
          .where('id', 'in', chunk)
          .where('subject', 'is not', null)
          .execute();
        found.push(...rows.map(({ id }) => id));
      }
      return found;
    },
    closeSubject: async (owner, subject, at) => {
      destroyed += 1;
      await ledger.transaction(async (tx) => {
        await tx
          .insertInto('closed_subjects')
          .values({ owner, subject, at })
          .onConflict((c) => c.doNothing())
          .execute();
        await tx.deleteFrom('data_keys').where('owner', '=', owner).where('subject', '=', subject).execute();
      });
      forget(remembered.keys());
      await ledger.checkpoint();
    },
    isClosed: async (owner, subject) =>
      (await db
        .selectFrom('closed_subjects')
        .select('at')
        .where('owner', '=', owner)
        .where('subject', '=', subject)
        .executeTakeFirst()) !== undefined,
    close: () => forget(remembered.keys()),
  };
  return store;
};

/** What a scope's key lies under, and is bound to. */
export const scopeToken = (index: BlindIndex, { owner, category, dropAt, subject, era }: KeyScope): string =>
  index.token('key', owner, category, String(dropAt), subject ?? '', era ?? '');

const newestGeneration = async (tx: Transaction<LedgerTables>): Promise<number> => {
  const { newest } = await tx
    .selectFrom('root_keys')
    .select((e) => e.fn.max('generation').as('newest'))
    .where('use', '=', 'wrapping')
    .executeTakeFirstOrThrow();
  return newest;
};

/** @throws VaultRefusal */
const refuseClosed = async (tx: Transaction<LedgerTables>, scopes: readonly KeyScope[]): Promise<void> => {
  const withSubject = scopes.filter(({ subject }) => subject !== null);
  for (const chunk of chunks(withSubject)) {
    const closed = await tx
      .selectFrom('closed_subjects')
      .select(['owner', 'subject'])
      .where(
        'subject',
        'in',
        chunk.map(({ subject }) => subject ?? ''),
      )
      .execute();
    const refused = chunk.find((scope) =>
      closed.some(({ owner, subject }) => owner === scope.owner && subject === scope.subject),
    );
    if (refused) throw new VaultRefusal(refused.category, 'no-consent');
  }
};
