import { hadamard } from './hadamard.ts';
import type { RandomStep } from './random-steps.ts';

/** Puts the values in the order of the step, with its signs. `spare` has the same length and holds anything. */
function gather(spare: Float64Array, values: Float64Array, step: RandomStep): void {
  spare.set(values);
  for (let i = 0; i < step.length; i++) {
    const from = step[i]!;
    values[i] = from < 0 ? -spare[~from]! : spare[from]!;
  }
}

/** Undoes `gather`. */
function scatter(spare: Float64Array, values: Float64Array, step: RandomStep): void {
  spare.set(values);
  for (let i = 0; i < step.length; i++) {
    const to = step[i]!;
    if (to < 0) values[~to] = -spare[i]!;
    else values[to] = spare[i]!;
  }
}

function multiply(values: Float64Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i]! *= factor;
}

/**
 * A random orthonormal matrix that is never written down: H S(r) .. H S(1), scaled, with the Hadamard matrix H and random
 * signed permutations S. Products like these serve as well as Gaussian matrices do, in n log n steps (Ailon and Chazelle,
 * "The fast Johnson-Lindenstrauss transform", SIAM J. Computing 39, 2009; Andoni et al., "Practical and optimal LSH for
 * angular distance", NIPS 2015; Yu et al., "Orthogonal random features", NIPS 2016).
 */
export class Rotation {
  readonly #steps: readonly RandomStep[];
  readonly #other: Float64Array;
  /** Each transform makes a vector longer by the square root of its length. */
  readonly #scale: number;

  constructor(steps: readonly RandomStep[], length: number) {
    this.#steps = steps;
    this.#other = new Float64Array(length);
    this.#scale = length ** (-steps.length / 2);
  }

  /** Leaves M x in `values`. */
  apply(values: Float64Array): void {
    for (const step of this.#steps) {
      gather(this.#other, values, step);
      hadamard(values);
    }
    multiply(values, this.#scale);
  }

  /** Leaves transposed M times y in `values`. */
  applyTransposed(values: Float64Array): void {
    for (const step of this.#steps.toReversed()) {
      hadamard(values);
      scatter(this.#other, values, step);
    }
    multiply(values, this.#scale);
  }
}
