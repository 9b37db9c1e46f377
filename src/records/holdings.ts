import { category, categoryIds } from '../policy/catalogue.ts';
import type { EntrySummary } from '../storage/entries.ts';
import type { Stores } from './stores.ts';
import type { Holding } from './types.ts';

/** What is held at `now`, for every category that may be stored, in the order of the catalogue. */
export const holdingsAt = async (
  stores: Stores,
  now: number,
  appId?: string,
): Promise<readonly Holding[]> => {
  const summaries = await Promise.all(stores.all.map(({ entries }) => entries.summarise(now, appId)));
  const byKind = new Map(summaries.flat().map((summary) => [summary.kind, summary]));
  return categoryIds
    .filter((id) => category(id).medium !== 'none')
    .map((id) => ({ category: id, ...holdingOf(byKind.get(id)) }));
};

const holdingOf = (summary: EntrySummary | undefined): Omit<Holding, 'category'> => ({
  count: (summary?.count ?? 0) - (summary?.hidden ?? 0),
  restricted: summary?.hidden ?? 0,
  sizeBytes: summary?.sizeBytes ?? 0,
  oldest: summary?.oldest ?? null,
  newest: summary?.newest ?? null,
  nextDeadline: summary?.nextRemoveAt ?? null,
  keptLate: summary?.late ?? 0,
});
