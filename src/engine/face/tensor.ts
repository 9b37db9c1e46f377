import type { Patch } from './resample.ts';

/** A patch as a network input: planes instead of interleaved pixels, each value (v - mean) / scale. */
export function planes(patch: Patch, mean: number, scale: number, order: 'rgb' | 'bgr'): Float32Array {
  const { data } = patch;
  const size = patch.width * patch.height;
  const tensor = new Float32Array(size * 3);
  const [first, third] = order === 'rgb' ? [0, 2 * size] : [2 * size, 0];
  for (let i = 0, at = 0; i < size; i++, at += 3) {
    tensor[first + i] = (data[at]! - mean) / scale;
    tensor[size + i] = (data[at + 1]! - mean) / scale;
    tensor[third + i] = (data[at + 2]! - mean) / scale;
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
