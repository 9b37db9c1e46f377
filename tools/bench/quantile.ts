/** The value below which that share of them lies; NaN of none. @param share 0..1, 1 excluded */
export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** The upper one of two middles. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
