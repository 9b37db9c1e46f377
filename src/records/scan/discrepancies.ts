import { category, categoryIds } from '../../policy/catalogue.ts';
import { chunks } from '../../storage/sql/entry-table.ts';
import { entriesOf, type Stores } from '../stores.ts';
import type { Discrepancy } from './types.ts';

const NAMES_PER_STEP = 100;
const ALL = Number.MAX_SAFE_INTEGER;

/** Holds what the stores have against what their indices say. Empty when everything agrees. */
export const discrepanciesOf = async (stores: Stores, now: number): Promise<readonly Discrepancy[]> => {
  const found: Discrepancy[] = [];
  const note = (what: string, count: number): void => {
    if (count > 0) found.push({ what, count });
  };
  for (const { name, entries } of stores.all) {
    note(`${name}: entries past their deadline`, await entries.count({ dueAt: now }));
    const used = await entries.usedKeys();
    const living = await livingOf(stores, used);
    const dead = used.filter((id) => !living.has(id));
    note(
      `${name}: entries whose key is destroyed`,
      dead.length === 0 ? 0 : await entries.count({ keyIds: dead }),
    );
  }
  const { orphans, missing } = await objectsAgainstIndex(stores);
  note('objects: files without an entry', orphans);
  note('objects: entries without a file', missing);
  const intents = await stores.ledger.db.selectFrom('disposals').select('id').execute();
  note('ledger: removals that are not completed', intents.length);
  return found;
};

const livingOf = async ({ ledger }: Stores, ids: readonly number[]): Promise<ReadonlySet<number>> => {
  const living = new Set<number>();
  for (const chunk of chunks(ids)) {
    const rows = await ledger.db.selectFrom('data_keys').select('id').where('id', 'in', chunk).execute();
    for (const { id } of rows) living.add(id);
  }
  return living;
};

const objectsAgainstIndex = async (stores: Stores): Promise<{ orphans: number; missing: number }> => {
  const table = entriesOf(stores.lethe.db);
  const kinds = categoryIds.filter((id) => category(id).medium === 'objects');
  const indexed = new Set((await table.heads({ kinds }, ALL)).map(({ id }) => id));
  const pending = await stores.lethe.db.selectFrom('pending_objects').select('id').execute();
  const beingWritten = new Set(pending.map(({ id }) => id));
  let orphans = 0;
  let seen = 0;
  for await (const name of stores.objects.names()) {
    if (indexed.delete(name)) seen += 1;
    else if (!beingWritten.has(name)) orphans += 1;
    if (seen % NAMES_PER_STEP === 0) await stores.pause();
  }
  return { orphans, missing: indexed.size };
};
