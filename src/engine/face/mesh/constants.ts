import type { TfliteGraph } from './tflite.ts';

export interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** IEEE 754 binary16. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

type Reader = (view: DataView, at: number) => number;
const READERS: Readonly<Record<string, readonly [size: number, Reader]>> = {
  float32: [4, (view, at) => view.getFloat32(at, true)],
  float16: [2, (view, at) => halfToFloat(view.getUint16(at, true))],
  int32: [4, (view, at) => view.getInt32(at, true)],
};

/**
 * A constant of the graph, or what is dequantized from one, with its axes reordered: axis i of the result is axis
 * `axes[i]` of the stored one.
 * @throws Error when it is computed, or of another type
 */
export function readConstant(graph: TfliteGraph, index: number, axes: readonly number[]): Constant {
  const source = graph.operators.find(({ outputs }) => outputs.includes(index))?.inputs[0] ?? index;
  const { shape, type, data } = graph.tensors[source]!;
  const [size, read] = READERS[type] ?? [0, undefined];
  const count = shape.reduce((product, side) => product * side, 1);
  if (!read || data.length !== size * count)
    throw new Error('a constant is missing, or of a type that is not read');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const reordered = axes.map((axis) => shape[axis]!);
  const values = Float32Array.from({ length: count }, (_, place) => {
    let rest = place;
    let at = 0;
    for (let i = axes.length - 1; i >= 0; i--) {
      at += (rest % reordered[i]!) * strides[axes[i]!]!;
      rest = Math.floor(rest / reordered[i]!);
    }
    return read(view, size * at);
  });
  return { shape: reordered, values };
}
