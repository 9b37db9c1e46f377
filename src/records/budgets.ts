import type { Transaction } from 'kysely';
import { HOUR_MS } from '../lib/clock.ts';
import { ask, listed } from '../storage/sql/entry-query.ts';
import type { LetheTables } from './schema.ts';
import type { Stores } from './stores.ts';
import type { Subject } from './types.ts';

/** What is spent, and of whom. */
export interface Spending {
  readonly appId: string;
  readonly subjects: readonly Subject[];
  readonly ms: number;
}

/**
 * Spends of the hour that each subject has: what was spent comes back steadily (Turner's leaky bucket as a meter). A row says, under a keyed
 * hash, when all will have come back; then it goes, with the next that is spent or that expires. A kill loses none, a power cut the last moments.
 * @param ms negative: it is given back
 * @returns false, and nothing is spent, where one of them has not so much left
 */
export const spend = (
  { lethe, index }: Pick<Stores, 'lethe' | 'index'>,
  { appId, subjects, ms }: Spending,
  now: number,
): Promise<boolean> => {
  const tokens = [...new Set(subjects.map((subject) => index.subject(appId, subject)))];
  return lethe.lazily(async (tx) => {
    await dropReturned(tx, now);
    const { text, values } = listed(tokens);
    const { rows } = await ask<{ token: string; free_at: number }>(tx, {
      text: `select token, free_at from budgets where token in ${text}`,
      values,
    });
    const owing = new Map(rows.map(({ token, free_at: freeAt }) => [token, freeAt]));
    const freeAt = tokens.map((token) => [token, (owing.get(token) ?? now) + ms] as const);
    if (ms > 0 && freeAt.some(([, at]) => at > now + HOUR_MS)) return false;
    await ask(tx, {
      text: 'insert or replace into budgets (token, free_at) select value ->> 0, value ->> 1 from json_each(?)',
      values: [JSON.stringify(freeAt.filter(([, at]) => at > now))],
    });
    const back = freeAt.flatMap(([token, at]) => (at > now ? [] : [token]));
    if (back.length > 0) {
      const gone = listed(back);
      await ask(tx, { text: `delete from budgets where token in ${gone.text}`, values: gone.values });
    }
    return true;
  });
};

const dropReturned = (tx: Transaction<LetheTables>, now: number): Promise<unknown> =>
  ask(tx, { text: 'delete from budgets where free_at <= ?', values: [now] });

/** What has come back, while nobody spends. */
export const expireSpent = ({ lethe }: Pick<Stores, 'lethe'>, now: number): Promise<unknown> =>
  lethe.lazily((tx) => dropReturned(tx, now));

/** Who goes owes nothing. */
export const forgetSpent = ({ lethe }: Pick<Stores, 'lethe'>, token: string): Promise<unknown> =>
  lethe.lazily((tx) => ask(tx, { text: 'delete from budgets where token = ?', values: [token] }));
