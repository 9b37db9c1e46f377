/** A pair of pictures and how close their faces are; undefined where a face was not found. */
export interface ScoredPair {
  readonly closeness: number | undefined;
  readonly same: boolean;
  readonly fold: string;
}

type Compared = ScoredPair & { readonly closeness: number };

/** The threshold that separates the most pairs rightly. */
function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = pairs
    .filter((pair): pair is Compared => pair.closeness !== undefined)
    .sort((p, q) => q.closeness - p.closeness);
  let right = sorted.filter((p) => !p.same).length;
  let best = right;
  let threshold = Infinity;
  sorted.forEach((pair, i) => {
    right += pair.same ? 1 : -1;
    if (right <= best) return;
    best = right;
    threshold = (pair.closeness + (sorted[i + 1]?.closeness ?? pair.closeness)) / 2;
  });
  return threshold;
}

/**
 * Mean accuracy over folds (0 to 1), each judged by the threshold that is best on the others; a pair that lacks a face is
 * wrong.
 */
export function crossValidated(pairs: readonly ScoredPair[]): number {
  const folds = [...new Set(pairs.map((p) => p.fold))];
  const accuracies = folds.map((fold) => {
    const threshold = bestThreshold(pairs.filter((p) => p.fold !== fold));
    const tested = pairs.filter((p) => p.fold === fold);
    const isRight = ({ closeness, same }: ScoredPair): boolean =>
      closeness !== undefined && closeness > threshold === same;
    return tested.filter(isRight).length / tested.length;
  });
  return accuracies.reduce((sum, a) => sum + a, 0) / folds.length;
}

/** Every n-th element, so that about `limit` remain and all folds stay in. */
export const thin = <T>(values: readonly T[], limit = values.length): T[] =>
  values.filter((_, i) => i % Math.max(1, Math.ceil(values.length / limit)) === 0);
