import type { CategoryTotals, Part, Snapshot } from './types.ts';

/** Adds up what a back-up holds, part by part. */
export class Tally {
  readonly names = new Set<string>();
  goneMeanwhile = 0;
  readonly #categories = new Map<string, CategoryTotals>();
  #newParts = 0;

  add({ name, kind, store, entries, sizeBytes }: Part, isNew: boolean): void {
    this.names.add(name);
    if (isNew) this.#newParts += 1;
    const before = this.#categories.get(kind);
    this.#categories.set(kind, {
      category: kind,
      entries: (before?.entries ?? 0) + entries,
      apart: (before?.apart ?? 0) + (store === 'apart' ? entries : 0),
      sizeBytes: (before?.sizeBytes ?? 0) + sizeBytes,
      newBytes: (before?.newBytes ?? 0) + (isNew ? sizeBytes : 0),
    });
  }

  totals(): Pick<
    Snapshot,
    'entries' | 'parts' | 'sizeBytes' | 'newParts' | 'newBytes' | 'goneMeanwhile' | 'categories'
  > {
    const categories = [...this.#categories.values()].sort((a, b) => a.category.localeCompare(b.category));
    const sum = (of: (one: CategoryTotals) => number): number =>
      categories.reduce((total, one) => total + of(one), 0);
    return {
      entries: sum(({ entries }) => entries),
      parts: this.names.size,
      sizeBytes: sum(({ sizeBytes }) => sizeBytes),
      newParts: this.#newParts,
      newBytes: sum(({ newBytes }) => newBytes),
      goneMeanwhile: this.goneMeanwhile,
      categories,
    };
  }
}
