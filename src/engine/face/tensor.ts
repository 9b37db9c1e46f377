import type { Patch } from './resample.ts';

/** A patch as a network input: planes instead of interleaved pixels, each value (v - mean) / scale. */
export function planes(patch: Patch, mean: number, scale: number, order: 'rgb' | 'bgr'): Float32Array {
  const { data } = patch;
  const size = patch.width * patch.height;
  const tensor = new Float32Array(size * 3);
  for (let c = 0; c < 3; c++) {
    const channel = order === 'rgb' ? c : 2 - c;
    for (let i = 0; i < size; i++) tensor[c * size + i] = (data[i * 3 + channel]! - mean) / scale;
  }
  return tensor;
}

/** Luma of a patch (ITU-R BT.601 weights), 0..255, row by row. */
export function luma({ data, width, height }: Patch): Float32Array {
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * data[i * 3]! + 0.587 * data[i * 3 + 1]! + 0.114 * data[i * 3 + 2]!;
  return grey;
}
