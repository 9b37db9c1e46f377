import type { Transaction } from 'kysely';
import { ask } from '../../storage/sql/entry-query.ts';
import type { LetheTables } from '../schema.ts';
import type { PutDraft } from './draft.ts';
import { VaultRefusal } from './refusal.ts';

/** How much more there may be, while the puts of one commit are judged one after the other. */
export interface Room {
  refusalOf(put: PutDraft): VaultRefusal | null;
  /** A put is written. */
  take(put: PutDraft): void;
}

/** Within the transaction that they are written in: nobody else puts anything meanwhile. */
export const roomIn = async (tx: Transaction<LetheTables>, group: readonly PutDraft[]): Promise<Room> => {
  const bounding = group.flatMap(({ drafts }) => drafts.flatMap(({ atMost }) => atMost?.tokens ?? []));
  const tallies = new Map<string, number>();
  for (const token of new Set(bounding)) tallies.set(token, await tallyOf(tx, token));
  return {
    refusalOf: ({ drafts }) => {
      for (const { category, atMost } of drafts) {
        if (!atMost) continue;
        const { tokens, count } = atMost;
        const there = tokens.reduce((sum, token) => sum + (tallies.get(token) ?? 0), 0);
        const coming = drafts.filter((one) => one.tokens.some((token) => tokens.includes(token)));
        if (there + coming.length > count) return new VaultRefusal(category, 'full');
      }
      return null;
    },
    take: ({ drafts }) => {
      for (const token of drafts.flatMap(({ tokens }) => [...new Set(tokens)])) {
        const tally = tallies.get(token);
        if (tally !== undefined) tallies.set(token, tally + 1);
      }
    },
  };
};

/** The first time they are counted, in their index alone; from then on the database keeps the number. Of none nothing is kept. */
const tallyOf = async (tx: Transaction<LetheTables>, token: string): Promise<number> => {
  const known = await ask<{ count: number }>(tx, {
    text: 'select count from tallies where token = ?',
    values: [token],
  });
  if (known.rows[0]) return known.rows[0].count;
  const counted = await ask<{ count: number }>(tx, {
    text: `insert into tallies (token, count)
      select ?, count(*) from entry_tokens where token = ? having count(*) > 0 returning count`,
    values: [token, token],
  });
  return counted.rows[0]?.count ?? 0;
};
