import type { PartRange } from './types.ts';

/** How many parts ranges name together. */
export const partCountOf = (ranges: readonly PartRange[]): number =>
  ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** The part at a place, from 0; undefined: there are not so many. */
export const partAt = (ranges: readonly PartRange[], place: number): number | undefined => {
  let left = place;
  for (const [first, last] of ranges) {
    if (left <= last - first) return first + left;
    left -= last - first + 1;
  }
  return undefined;
};

/** The same parts in rising order, each once. */
export const mergedRanges = (ranges: readonly PartRange[]): readonly PartRange[] => {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
};
