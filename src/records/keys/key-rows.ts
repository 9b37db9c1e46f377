import { createSecretKey, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Ledger } from '../ledger/ledger.ts';
import type { RootKeys } from './root-keys.ts';
import { unseal } from './seal.ts';

/** A data key as it lies in the ledger. */
export interface KeyRow {
  readonly id: number;
  readonly scope: string;
  readonly wrapped: Uint8Array;
  readonly generation: number;
}

export const KEY_COLUMNS = ['id', 'scope', 'wrapped', 'generation'] as const;

/** No rotation is so quick that more of them end while one row is read. */
const ROTATIONS_OUTRUN = 3;

/** Rows whose generation is known: a rotation may pass between reading a row and opening it. */
export const keyRows = async (
  { db }: Pick<Ledger, 'db'>,
  roots: RootKeys,
  ids: readonly number[],
): Promise<readonly KeyRow[]> => {
  const wanted = JSON.stringify(ids);
  for (let attempt = 1; ; attempt++) {
    // One text for any number of ids, which is prepared once.
    const { rows } = await sql<KeyRow>`select id, scope, wrapped, generation from data_keys
      where id in (select value from json_each(${wanted}))`.execute(db);
    if (attempt > ROTATIONS_OUTRUN || rows.every((row) => roots.hasGeneration(row.generation))) return rows;
    await roots.reload();
  }
};

/** Those of the keys that are there. */
export const keysThere = async (
  { db }: Pick<Ledger, 'db'>,
  ids: readonly number[],
): Promise<ReadonlySet<number>> => {
  const { rows } = await sql<{ readonly id: number }>`select id from data_keys
    where id in (select value from json_each(${JSON.stringify(ids)}))`.execute(db);
  return new Set(rows.map(({ id }) => id));
};

export const unwrapKey = ({ generation, wrapped, scope }: KeyRow, roots: RootKeys): KeyObject =>
  createSecretKey(unseal(roots.wrapping(generation), wrapped, scope));

/** Keys for one reading of very many records, of which nothing is remembered; destroyed ones are not among them. */
export const keysInPassing = async (
  { ledger, roots }: { readonly ledger: Pick<Ledger, 'db'>; readonly roots: RootKeys },
  ids: readonly number[],
): Promise<ReadonlyMap<number, KeyObject>> => {
  const keys = new Map<number, KeyObject>();
  for (const row of await keyRows(ledger, roots, ids)) keys.set(row.id, unwrapKey(row, roots));
  return keys;
};
