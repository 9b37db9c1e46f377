/** How many pairs have which closeness, in bins: bin i stands for the closeness `from + i * step`. */
export interface Tally {
  readonly from: number;
  readonly step: number;
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

export const emptyTally = (from: number, step: number, bins: number): Tally => ({
  from,
  step,
  genuine: new Float64Array(bins),
  impostor: new Float64Array(bins),
});

const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

export const pairsOf = (tally: Tally): { readonly genuine: number; readonly impostor: number } => ({
  genuine: total(tally.genuine),
  impostor: total(tally.impostor),
});

/** The part of the pairs that is at least as close. */
export function rateAt(tally: Tally, kind: 'genuine' | 'impostor', closeness: number): number {
  const counts = tally[kind];
  const bin = Math.max(0, Math.ceil((closeness - tally.from) / tally.step - 1e-9));
  return total(counts.subarray(bin)) / total(counts);
}

/**
 * The closeness that a part `far` of the impostors reaches; between two bins by the logarithm of the rate, as tails fall
 * about so.
 */
export function closenessAt(tally: Tally, far: number): number {
  const { impostor, from, step } = tally;
  const wanted = far * total(impostor);
  let above = 0;
  let bin = impostor.length - 1;
  while (bin > 0 && above + impostor[bin]! < wanted) above += impostor[bin--]!;
  const within = above + impostor[bin]!;
  const part = above === 0 ? 0 : Math.log(within / wanted) / Math.log(within / above);
  return from + step * (bin + part);
}

/** Interval of Wilson, JASA 22, 1927, which holds a rate in 95 of 100 cases where pairs are independent. */
export function wilson(rate: number, count: number): readonly [number, number] {
  const z = 1.96;
  const middle = rate + (z * z) / (2 * count);
  const spread = z * Math.sqrt((rate * (1 - rate)) / count + (z * z) / (4 * count * count));
  const scale = 1 + (z * z) / count;
  return [(middle - spread) / scale, (middle + spread) / scale];
}
