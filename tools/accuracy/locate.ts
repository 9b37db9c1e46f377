/** Symmetric positive matrices, all rows in full. */
type Matrix = readonly Float64Array[];

/** Lower triangle of the Cholesky factor. */
function cholesky(matrix: Matrix): Matrix {
  const factor = matrix.map((row) => new Float64Array(row.length));
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      const [a, b] = [factor[i]!, factor[j]!];
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= a[k]! * b[k]!;
      a[j] = i === j ? Math.sqrt(sum) : sum / b[j]!;
    }
  return factor;
}

function solve(factor: Matrix, right: Float64Array): Float64Array {
  const x = right.slice();
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i]![k]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  for (let i = x.length - 1; i >= 0; i--) {
    x[i]! /= factor[i]![i]!;
    for (let k = 0; k < i; k++) x[k]! -= factor[i]![k]! * x[i]!;
  }
  return x;
}

/** Adds weight * v v^T. */
function addSquare(matrix: Matrix, v: Float32Array, weight: number): void {
  for (let i = 0; i < v.length; i++) {
    const row = matrix[i]!;
    const factor = weight * v[i]!;
    for (let j = 0; j < v.length; j++) row[j]! += factor * v[j]!;
  }
}

/** How faces lie among all embeddings, from faces of strangers: the inverse of their second moments. */
export type FacePrior = Matrix;

/** A little of every direction, as there are fewer strangers than faces. */
const SHRINKAGE = 0.1;

export function facePrior(strangers: readonly Float32Array[]): FacePrior {
  const length = strangers[0]!.length;
  const moments = Array.from({ length }, (_, i) => {
    const row = new Float64Array(length);
    row[i] = SHRINKAGE / length;
    return row;
  });
  for (const face of strangers) addSquare(moments, face, (1 - SHRINKAGE) / strangers.length);
  const factor = cholesky(moments);
  return Array.from({ length }, (_, i) =>
    solve(
      factor,
      Float64Array.from({ length }, (_, j) => (i === j ? 1 : 0)),
    ),
  );
}

/** @param cosines of a face with each of the references @returns the face, as well as they tell */
export type Locate = (cosines: Float64Array) => Float32Array;

/**
 * Finds an embedding by how close it is to known ones, as a place is found by its distances from known places: the mean
 * of a normal distribution, given linear measurements with noise (Bayesian linear regression, here with the covariance of
 * faces as what is known before).
 * @param noise standard deviation of the cosines
 */
export function locateBy(prior: FacePrior, references: readonly Float32Array[], noise: number): Locate {
  const weight = 1 / noise ** 2;
  const precision = prior.map((row) => row.slice());
  for (const reference of references) addSquare(precision, reference, weight);
  const factor = cholesky(precision);
  return (cosines) => {
    const right = new Float64Array(prior.length);
    references.forEach((reference, n) => {
      for (let i = 0; i < right.length; i++) right[i]! += weight * cosines[n]! * reference[i]!;
    });
    const place = solve(factor, right);
    const norm = Math.hypot(...place) || 1;
    return Float32Array.from(place, (v) => v / norm);
  };
}

/** Of the cosine that a distance of templates stands for: rounding makes it uncertain by this. */
export const TEMPLATE_NOISE = 0.035;

export const cosineOfDistance = (distance: number, bits: number): number =>
  Math.cos((Math.PI * distance) / bits);
