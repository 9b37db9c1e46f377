/** The grey level that separates a histogram best: greatest variance between its two sides (Otsu 1979). */
export function otsuThreshold(histogram: Uint32Array, total: number): number {
  const sum = histogram.reduce((s, n, value) => s + n * value, 0);
  let [below, sumBelow, best, threshold] = [0, 0, -1, 127];
  for (const [value, n] of histogram.entries()) {
    below += n;
    sumBelow += n * value;
    if (below === 0 || below === total) continue;
    const difference = sumBelow / below - (sum - sumBelow) / (total - below);
    const variance = below * (total - below) * difference * difference;
    if (variance > best) [best, threshold] = [variance, value];
  }
  return threshold;
}
