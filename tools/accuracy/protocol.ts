/** A pair of the protocol with how close its two faces were. */
export interface JudgedPair {
  readonly closeness: number;
  readonly same: boolean;
  readonly fold: string;
}

/** The threshold with the most pairs on the right side. */
function bestThreshold(pairs: readonly JudgedPair[]): number {
  const sorted = pairs.toSorted((p, q) => q.closeness - p.closeness);
  let right = sorted.filter((p) => !p.same).length;
  let [best, threshold] = [right, Infinity];
  sorted.forEach((pair, i) => {
    right += pair.same ? 1 : -1;
    const next = sorted[i + 1]?.closeness ?? -Infinity;
    if (right <= best || next === pair.closeness) return;
    best = right;
    threshold = (pair.closeness + Math.max(next, pair.closeness - 1)) / 2;
  });
  return threshold;
}

/** Mean accuracy over the folds, each judged by the threshold that is best on the others. */
export function protocolAccuracy(pairs: readonly JudgedPair[]): number {
  const folds = [...new Set(pairs.map((p) => p.fold))];
  const accuracies = folds.map((fold) => {
    const threshold = bestThreshold(pairs.filter((p) => p.fold !== fold));
    const tried = pairs.filter((p) => p.fold === fold);
    return tried.filter((p) => p.closeness > threshold === p.same).length / tried.length;
  });
  return accuracies.reduce((sum, a) => sum + a, 0) / folds.length;
}
