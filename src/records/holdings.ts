import { category, categoryIds } from '../policy/catalogue.ts';
import type { EntrySummary } from '../storage/entries.ts';
import type { Stores } from './stores.ts';
import type { Holding } from './holding-types.ts';

/** What is held at `now`, for every category that may be stored, in the order of the catalogue. */
export const holdingsAt = async (
  stores: Stores,
  now: number,
  appId?: string,
): Promise<readonly Holding[]> => {
  const apart = new Map((await stores.apart.entries.summarise(now, appId)).map((s) => [s.kind, s]));
  const others = stores.all.filter((store) => store !== stores.apart);
  const summaries = await Promise.all(others.map(({ entries }) => entries.summarise(now, appId)));
  const byKind = new Map(summaries.flat().map((summary) => [summary.kind, summary]));
  return categoryIds
    .filter((id) => category(id).medium !== 'none')
    .map((id) => ({ category: id, ...holdingOf(byKind.get(id), apart.get(id)) }));
};

const holdingOf = (
  here: EntrySummary | undefined,
  apart: EntrySummary | undefined,
): Omit<Holding, 'category'> => ({
  count: here?.count ?? 0,
  restricted: apart?.count ?? 0,
  sizeBytes: (here?.sizeBytes ?? 0) + (apart?.sizeBytes ?? 0),
  oldest: least(here?.oldest, apart?.oldest),
  newest: greatest(here?.newest, apart?.newest),
  nextDeadline: least(here?.nextRemoveAt, apart?.nextRemoveAt),
  keptLate: (here?.late ?? 0) + (apart?.late ?? 0),
});

type Instants = readonly (number | null | undefined)[];

const among = (list: Instants): readonly number[] => list.flatMap((value) => value ?? []);
const least = (...list: Instants): number | null => {
  const given = among(list);
  return given.length === 0 ? null : Math.min(...given);
};
const greatest = (...list: Instants): number | null => {
  const given = among(list);
  return given.length === 0 ? null : Math.max(...given);
};
