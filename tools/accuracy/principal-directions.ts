const dot = (p: Float64Array, q: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < p.length; i++) sum += p[i]! * q[i]!;
  return sum;
};

/** Makes vectors orthonormal in place, the first kept as it points (Gram and Schmidt, twice as rounding asks for). */
function orthonormalise(vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, i) => {
    for (let turn = 0; turn < 2; turn++)
      for (const known of vectors.slice(0, i)) {
        const along = dot(vector, known);
        for (let k = 0; k < vector.length; k++) vector[k]! -= along * known[k]!;
      }
    const length = Math.sqrt(dot(vector, vector)) || 1;
    for (let k = 0; k < vector.length; k++) vector[k]! /= length;
  });
}

/** The sum of v v^T. */
function moments(vectors: readonly Float32Array[], length: number): Float64Array[] {
  const matrix = Array.from({ length }, () => new Float64Array(length));
  for (const v of vectors)
    matrix.forEach((row, i) => {
      const factor = v[i]!;
      for (let j = 0; j < length; j++) row[j]! += factor * v[j]!;
    });
  return matrix;
}

const TURNS = 60;

/**
 * The orthonormal directions that hold the most of some vectors' squares, most first: eigenvectors of their second moments
 * by orthogonal iteration (Golub and Van Loan, Matrix Computations, 7.3).
 */
export function principalDirections(vectors: readonly Float32Array[], count: number): Float32Array[] {
  const length = vectors[0]!.length;
  const matrix = moments(vectors, length);
  let basis = Array.from({ length: count }, (_, i) =>
    Float64Array.from({ length }, (_, k) => Math.sin(1 + i * length + k * (i + 1))),
  );
  for (let turn = 0; turn < TURNS; turn++) {
    basis = basis.map((vector) => Float64Array.from(matrix, (row) => dot(row, vector)));
    orthonormalise(basis);
  }
  return basis.map((vector) => Float32Array.from(vector));
}
