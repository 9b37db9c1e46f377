/** Fourier transform in place of a complex signal whose length is a power of two (Cooley and Tukey 1965, radix 2). */
export function transform(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [re[i], re[j]] = [re[j] as number, re[i] as number];
    [im[i], im[j]] = [im[j] as number, im[i] as number];
  }
  for (let length = 2; length <= n; length *= 2) {
    const half = length / 2;
    for (let k = 0; k < half; k++) {
      const [wr, wi] = [Math.cos((-2 * Math.PI * k) / length), Math.sin((-2 * Math.PI * k) / length)];
      for (let i = k; i < n; i += length) {
        const j = i + half;
        const xr = (re[j] as number) * wr - (im[j] as number) * wi;
        const xi = (re[j] as number) * wi + (im[j] as number) * wr;
        re[j] = (re[i] as number) - xr;
        im[j] = (im[i] as number) - xi;
        re[i] = (re[i] as number) + xr;
        im[i] = (im[i] as number) + xi;
      }
    }
  }
}

/**
 * Power spectrum of a square patch under a Hann window, `size` x `size` with frequency zero first in both directions.
 * `valueAt`: the patch, by column and row.
 */
export function powerSpectrum(size: number, valueAt: (x: number, y: number) => number): Float64Array {
  const re = new Float64Array(size * size);
  const im = new Float64Array(size * size);
  const hann = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  let mean = 0;
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) mean += valueAt(x, y) / (size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      re[y * size + x] = (valueAt(x, y) - mean) * (hann[x] as number) * (hann[y] as number);
  for (let y = 0; y < size; y++)
    transform(re.subarray(y * size, (y + 1) * size), im.subarray(y * size, (y + 1) * size));
  const [columnRe, columnIm] = [new Float64Array(size), new Float64Array(size)];
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) {
      columnRe[y] = re[y * size + x] as number;
      columnIm[y] = im[y * size + x] as number;
    }
    transform(columnRe, columnIm);
    for (let y = 0; y < size; y++)
      re[y * size + x] = (columnRe[y] as number) ** 2 + (columnIm[y] as number) ** 2;
  }
  return re;
}
