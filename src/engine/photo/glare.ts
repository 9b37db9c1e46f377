import type { RgbImage } from '../image.ts';

/** A pixel is burnt out when all its colours are at least this. */
const BURNT = 247;
/** Paper so bright that nothing can stand out of it. */
const BRIGHT_PAPER = 236;
/** A blob smaller than this share of the card hides nothing; a larger one is the light, not a lamp. */
const SMALLEST = 0.002;
const LARGEST = 0.35;
/** Share of the box around a blob that it fills: a letter or a line fills less. */
const COMPACT = 0.45;

/** Share of a card that lies in compact burnt-out blobs, 0..1; 0 when the paper itself is nearly burnt out. */
export function glareShare({ data, width, height }: RgbImage): number {
  const count = width * height;
  const darkest = new Uint8Array(count);
  for (let i = 0; i < count; i++)
    darkest[i] = Math.min(data[3 * i] as number, data[3 * i + 1] as number, data[3 * i + 2] as number);
  const paper = darkest.toSorted()[Math.floor(0.75 * count)] ?? 255;
  if (paper > BRIGHT_PAPER) return 0;
  const burnt = darkest.map((value) => (value >= BURNT ? 1 : 0));
  let glare = 0;
  for (let i = 0; i < count; i++) {
    if (burnt[i] !== 1) continue;
    const { size, boxSize } = takeBlob(burnt, width, i);
    if (size >= SMALLEST * count && size <= LARGEST * count && size >= COMPACT * boxSize) glare += size;
  }
  return glare / count;
}

/** Measures the blob that holds a pixel, and clears it. */
function takeBlob(burnt: Uint8Array, width: number, start: number): { size: number; boxSize: number } {
  const queue = [start];
  burnt[start] = 0;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let head = 0; head < queue.length; head++) {
    const at = queue[head] as number;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    for (const next of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
      if (burnt[next] !== 1) continue;
      burnt[next] = 0;
      queue.push(next);
    }
  }
  return { size: queue.length, boxSize: (right - left + 1) * (bottom - top + 1) };
}
