/**
 * Walsh-Hadamard transform in place, without scaling: n log n additions, its own inverse but for the factor n
 * (Fino and Algazi, "Unified matrix treatment of the fast Walsh-Hadamard transform", IEEE Trans. Computers C-25, 1976).
 * @param values a power of two of them
 */
export function hadamard(values: Float64Array): void {
  const length = values.length;
  for (let half = 1; half < length; half *= 2)
    for (let block = 0; block < length; block += 2 * half)
      for (let i = block; i < block + half; i++) {
        const a = values[i]!;
        const b = values[i + half]!;
        values[i] = a + b;
        values[i + half] = a - b;
      }
}
