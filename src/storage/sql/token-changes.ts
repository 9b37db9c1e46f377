import type { Kysely } from 'kysely';
import type { EntryTables } from './entry-schema.ts';
import { ask, listed } from './entry-query.ts';

/** An entry that came to be found by a token, or is not any more. */
export interface TokenChange {
  readonly kind: string;
  readonly token: string;
  readonly seq: number;
  readonly by: 1 | -1;
  readonly visibleUntil: number | null;
}

/** Told of every change within the transaction that it is part of. */
export interface TokenObserver {
  readonly isWatching: boolean;
  changed(changes: readonly TokenChange[]): void;
}

type Found = Pick<TokenChange, 'kind' | 'seq' | 'visibleUntil'>;

/** An entry is found by these tokens from now on. */
export const foundBy = (
  { kind, seq, visibleUntil }: Found,
  tokens: readonly string[],
): readonly TokenChange[] => [...new Set(tokens)].map((token) => ({ kind, seq, visibleUntil, token, by: 1 }));

/** Entries are not found any more by what finds them now. */
export const noLongerFound = async (
  db: Kysely<EntryTables>,
  ids: readonly string[],
): Promise<readonly TokenChange[]> => {
  const { text, values } = listed(ids);
  const { rows } = await ask<Found & { readonly token: string }>(db, {
    text: `select e.seq, e.kind, e.visible_until as visibleUntil, t.token
      from entries e cross join entry_tokens t on t.seq = e.seq where e.id in ${text}`,
    values,
  });
  return rows.map((row) => ({ ...row, by: -1 }));
};
