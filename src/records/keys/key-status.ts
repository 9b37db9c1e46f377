import { sql } from 'kysely';
import { differencesSql } from '../ledger/ledger-mirror.ts';
import type { Ledger, LedgerTables } from '../ledger/ledger.ts';
import type { Master } from './master-key.ts';
import { newestGeneration, rotationOf, type Rotation } from './rotate.ts';

export interface KeyStatus {
  readonly master: {
    /** Of the key in use. */
    readonly fingerprint: string;
    /** `file`: beside the data folder; `given`: by the environment. */
    readonly from: 'file' | 'given';
    /** Of all keys that open the ledger: two during a rotation. */
    readonly valid: readonly string[];
  };
  readonly rotation: (Rotation & { readonly remaining: number }) | null;
  /** Of the key that wraps data keys. `madeAt`: milliseconds since the epoch. */
  readonly generations: readonly {
    readonly generation: number;
    readonly madeAt: number;
    readonly ageMs: number;
    readonly dataKeys: number;
  }[];
  readonly dataKeys: number;
  /** Keys that die with a subject. */
  readonly subjectKeys: number;
  readonly closedSubjects: number;
  /** The next day whose keys are destroyed. */
  readonly nextDue: { readonly at: number; readonly keys: number } | null;
  /** `differences`: rows that are not the same in both; 0 as long as it is in step. */
  readonly mirror: { readonly file: string; readonly differences: number } | null;
}

interface StatusQuestion {
  readonly master: Master;
  readonly from: KeyStatus['master']['from'];
  readonly mirrorFile: string | null;
  readonly now: number;
}

export const countRows = async (db: Ledger['db'], table: keyof LedgerTables): Promise<number> => {
  const { count } = await db
    .selectFrom(table)
    .select((e) => e.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
};

export const keyStatusOf = async (
  ledger: Ledger,
  { master, from, mirrorFile, now }: StatusQuestion,
): Promise<KeyStatus> => {
  const { db } = ledger;
  const rootRows = await db
    .selectFrom('root_keys')
    .select(['use', 'generation', 'master', 'made_at'])
    .execute();
  const counts = await db
    .selectFrom('data_keys')
    .select((e) => [
      'generation',
      e.fn.countAll<number>().as('keys'),
      e.fn.count<number>('subject').as('subjects'),
    ])
    .groupBy('generation')
    .execute();
  const newest = await newestGeneration(db);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const wrapping = rootRows.filter((row) => row.use === 'wrapping' && row.master === master.fingerprint);
  const rotation = await rotationOf(db);
  const due = await db
    .selectFrom('data_keys')
    .select((e) => ['drop_at', e.fn.countAll<number>().as('keys')])
    .where('drop_at', 'is not', null)
    .groupBy('drop_at')
    .orderBy('drop_at')
    .limit(1)
    .executeTakeFirst();
  return {
    master: {
      fingerprint: master.fingerprint,
      from,
      valid: [...new Set(rootRows.map((row) => row.master))].sort(),
    },
    rotation: rotation && {
      ...rotation,
      remaining: sum(counts.filter(({ generation }) => generation < newest).map(({ keys }) => keys)),
    },
    generations: wrapping
      .map(({ generation, made_at: madeAt }) => ({
        generation,
        madeAt,
        ageMs: now - madeAt,
        dataKeys: counts.find((row) => row.generation === generation)?.keys ?? 0,
      }))
      .sort((a, b) => a.generation - b.generation),
    dataKeys: sum(counts.map(({ keys }) => keys)),
    subjectKeys: sum(counts.map(({ subjects }) => subjects)),
    closedSubjects: await countRows(db, 'closed_subjects'),
    nextDue: due ? { at: due.drop_at ?? 0, keys: due.keys } : null,
    mirror: mirrorFile === null ? null : { file: mirrorFile, differences: await differencesOf(ledger) },
  };
};

const differencesOf = async ({ db }: Ledger): Promise<number> => {
  const tables = await db.introspection.getTables();
  const query = differencesSql(tables.map(({ name }) => name).filter((name) => !name.startsWith('sqlite_')));
  const { rows } = await sql.raw<{ n: number }>(query).execute(db);
  return rows[0]?.n ?? 0;
};
