import type { Rotation } from './rotation.ts';

/** Steps after the first; more of them gain nothing that was measured. */
const STEPS = 5;
/** How far on its right side a value should be, in root mean squares of all values. */
const MARGIN = 0.5;
/** Length of a step, as a part of the mean over the rotations of what each asks for. */
const RATE = 2;

function normalise(values: Float64Array): void {
  let squares = 0;
  for (const v of values) squares += v * v;
  const norm = Math.sqrt(squares) || 1;
  for (let i = 0; i < values.length; i++) values[i]! /= norm;
}

/**
 * The vector of length one that most likely has these signs under rotations: from the sum of what each sign speaks for,
 * in steps towards a vector that has all of them with a margin (after Jacques et al., "Robust 1-bit compressive sensing
 * via binary stable embeddings of sparse vectors", IEEE Trans. Information Theory 59, 2013, without sparsity).
 * @param signs 1 or -1, as many for each rotation as the vector has values
 */
export function estimateEmbedding(rotations: readonly Rotation[], signs: Float64Array): Float32Array {
  const length = signs.length / rotations.length;
  const estimate = new Float64Array(length);
  const values = new Float64Array(length);
  const step = new Float64Array(length);
  const margin = MARGIN / Math.sqrt(length);

  for (let s = 0; s <= STEPS; s++) {
    step.fill(0);
    for (const [b, rotation] of rotations.entries()) {
      values.set(estimate);
      rotation.apply(values);
      for (let i = 0; i < length; i++) {
        const sign = signs[b * length + i]!;
        values[i] = s === 0 ? sign : sign * Math.max(0, margin - sign * values[i]!);
      }
      rotation.applyTransposed(values);
      for (let i = 0; i < length; i++) step[i]! += values[i]!;
    }
    for (let i = 0; i < length; i++) estimate[i]! += (RATE / rotations.length) * step[i]!;
    normalise(estimate);
  }
  return Float32Array.from(estimate);
}
