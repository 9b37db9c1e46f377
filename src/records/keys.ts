import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { constantTimeEqual } from '../lib/bytes.ts';
import { chunks } from '../storage/sql/entry-table.ts';
import type { BlindIndex } from './blind-index.ts';
import type { Ledger, LedgerTables } from './ledger.ts';
import { MasterKeyError, type DerivedKeys } from './master-key.ts';
import { seal, unseal } from './seal.ts';

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
 * The data keys of the ledger, wrapped by the master key. Destroying one makes all that it sealed
 * unreadable at once, wherever copies of it lie.
 */
export interface KeyStore {
  /** The keys of the scopes, in their order; what is missing is made, in one commit. */
  obtain(scopes: readonly KeyScope[]): Promise<readonly DataKey[]>;
  /** Keys by id; destroyed ones are not among them. */
  open(ids: readonly number[]): Promise<ReadonlyMap<number, KeyObject>>;
  /** Changes when a key may have been destroyed, by this process or another. */
  version(): string;
  exist(ids: readonly number[]): Promise<boolean>;
  /** Keys of an account, or of one subject of it. */
  of(owner: string, subject?: string): Promise<readonly { id: number; category: string }[]>;
  /** Keys that seal only what is due at `now`. */
  due(now: number): Promise<readonly number[]>;
  /** A value that can be had only as long as the key is there. */
  salts(ids: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>>;
  destroy(ids: readonly number[]): Promise<void>;
  /** Small facts that the other databases are checked against. */
  note(name: string, value: string, replaces: (old: string | null) => boolean): Promise<void>;
  noted(name: string): Promise<string | null>;
  /** Forgets what it remembers of keys. */
  close(): void;
}

/** @throws MasterKeyError when the ledger was made with another master key */
export const openKeyStore = async (
  ledger: Ledger,
  derived: DerivedKeys,
  index: BlindIndex,
): Promise<KeyStore> => {
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
  const remember = (row: { id: number; scope: string; wrapped: Uint8Array }): DataKey => {
    const key = remembered.get(row.id) ?? createSecretKey(unseal(derived.wrapping, row.wrapped, row.scope));
    remembered.set(row.id, key);
    idsByScope.set(row.scope, row.id);
    return { id: row.id, key };
  };
  const scopeToken = ({ owner, category, dropAt, subject, era }: KeyScope): string =>
    index.token('key', owner, category, String(dropAt), subject ?? '', era ?? '');

  const make = (scopes: readonly (readonly [string, KeyScope])[]): Promise<ReadonlyMap<string, DataKey>> =>
    ledger.transaction(async (tx) => {
      const keys = new Map<string, DataKey>();
      for (const chunk of chunks(scopes)) {
        const rows = chunk.map(([scope, { owner, category, subject, dropAt }]) => ({
          scope,
          owner,
          category,
          subject,
          drop_at: dropAt,
          wrapped: seal(derived.wrapping, randomBytes(KEY_BYTES), scope),
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
          .select(['id', 'scope', 'wrapped'])
          .where('scope', 'in', made)
          .execute();
        for (const row of found) keys.set(row.scope, remember(row));
      }
      return keys;
    });

  const store: KeyStore = {
    obtain: async (scopes) => {
      refresh();
      const tokens = scopes.map((scope) => [scopeToken(scope), scope] as const);
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
      for (const chunk of chunks([...new Set(ids)].filter((id) => !remembered.has(id)))) {
        const rows = await db
          .selectFrom('data_keys')
          .select(['id', 'scope', 'wrapped'])
          .where('id', 'in', chunk)
          .execute();
        rows.forEach(remember);
      }
      return new Map(
        ids.flatMap((id) => {
          const key = remembered.get(id);
          return key ? [[id, key] as const] : [];
        }),
      );
    },
    version: () => `${ledger.foreignVersion()} ${destroyed}`,
    exist: async (ids) => {
      const wanted = [...new Set(ids)];
      let found = 0;
      for (const chunk of chunks(wanted))
        found += (await db.selectFrom('data_keys').select('id').where('id', 'in', chunk).execute()).length;
      return found === wanted.length;
    },
    of: (owner, subject) =>
      db
        .selectFrom('data_keys')
        .select(['id', 'category'])
        .where('owner', '=', owner)
        .$if(subject !== undefined, (q) => q.where('subject', '=', subject ?? null))
        .execute(),
    due: async (now) => {
      const rows = await db.selectFrom('data_keys').select('id').where('drop_at', '<=', now).execute();
      return rows.map(({ id }) => id);
    },
    salts: async (ids) => {
      const keys = await store.open(ids);
      const saltOf = (key: KeyObject) =>
        new Uint8Array(hkdfSync('sha256', key, '', 'lethe receipt salt 1', KEY_BYTES));
      return new Map([...keys].map(([id, key]) => [id, saltOf(key)] as const));
    },
    destroy: async (ids) => {
      if (ids.length === 0) return;
      destroyed += 1;
      await ledger.transaction(async (tx) => {
        for (const chunk of chunks(ids)) await tx.deleteFrom('data_keys').where('id', 'in', chunk).execute();
      });
      forget(ids);
      await ledger.checkpoint();
    },
    note: (name, value, replaces) =>
      ledger.transaction(async (tx) => {
        const old = await tx.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst();
        if (!replaces(old?.value ?? null)) return;
        await tx
          .insertInto('meta')
          .values({ name, value })
          .onConflict((c) => c.doUpdateSet({ value }))
          .execute();
      }),
    noted: async (name) =>
      (await db.selectFrom('meta').select('value').where('name', '=', name).executeTakeFirst())?.value ??
      null,
    close: () => forget(remembered.keys()),
  };
  await checkMasterKey(store, derived);
  return store;
};

const checkMasterKey = async (store: KeyStore, derived: DerivedKeys): Promise<void> => {
  const expected = createHmac('sha256', derived.check).update('lethe key store').digest();
  await store.note('master key check', expected.toString('hex'), (old) => old === null);
  const found = Buffer.from((await store.noted('master key check')) ?? '', 'hex');
  if (constantTimeEqual(found, expected)) return;
  throw new MasterKeyError('The master key is not the one that these stores were made with');
};
