import { readConstant } from '../../src/engine/face/mesh/constants.ts';
import type { TfliteGraph, TfliteOperator } from '../../src/engine/face/mesh/tflite.ts';

/** Values with the channels last, batch left out: [height, width, channels]. */
interface Map3 {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float32Array;
}

const emptyMap = (height: number, width: number, channels: number): Map3 => ({
  ...{ height, width, channels },
  values: new Float32Array(height * width * channels),
});

/** Each axis: outputs, and where the first window begins, as TensorFlow defines `SAME` (0) and `VALID` (1) padding. */
function windows(size: number, window: number, stride: number, padding: number) {
  if (padding === 1) return { count: Math.floor((size - window) / stride) + 1, start: 0 };
  const count = Math.ceil(size / stride);
  return { count, start: -Math.floor(Math.max(0, (count - 1) * stride + window - size) / 2) };
}

interface Window {
  readonly rows: number;
  readonly columns: number;
  readonly strideX: number;
  readonly strideY: number;
  readonly padding: number;
}

/** Calls `visit` with each output place and each place of the input under its window. */
function slide(
  x: Map3,
  { rows, columns, strideX, strideY, padding }: Window,
  visit: (out: number, at: number, place: number) => void,
): { height: number; width: number } {
  const [down, along] = [
    windows(x.height, rows, strideY, padding),
    windows(x.width, columns, strideX, padding),
  ];
  for (let r = 0; r < down.count; r++)
    for (let c = 0; c < along.count; c++)
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) {
          const [row, column] = [down.start + r * strideY + i, along.start + c * strideX + j];
          if (row < 0 || column < 0 || row >= x.height || column >= x.width) continue;
          visit(r * along.count + c, row * x.width + column, i * columns + j);
        }
  return { height: down.count, width: along.count };
}

/** Runs operators one by one as TensorFlow Lite documents them: slow, and written apart from the converter. */
export class TfliteReference {
  readonly #graph: TfliteGraph;
  readonly #maps = new Map<number, Map3>();

  constructor(graph: TfliteGraph) {
    this.#graph = graph;
  }

  /** @param inputs by tensor, channels last @returns the values of a tensor, channels last */
  run(inputs: ReadonlyMap<number, Float32Array>, wanted: number): Float32Array {
    for (const [tensor, values] of inputs) {
      const [, height, width, channels] = this.#graph.tensors[tensor]!.shape as [
        number,
        number,
        number,
        number,
      ];
      this.#maps.set(tensor, { height, width, channels, values });
    }
    return this.#map(wanted).values;
  }

  #map(tensor: number): Map3 {
    const known = this.#maps.get(tensor);
    if (known) return known;
    const operator = this.#graph.operators.find(({ outputs }) => outputs.includes(tensor))!;
    const map = this.#compute(operator);
    this.#maps.set(tensor, map);
    return map;
  }

  #constant(tensor: number): Float32Array {
    const axes = this.#graph.tensors[tensor]!.shape.map((_, axis) => axis);
    return readConstant(this.#graph, tensor, axes).values;
  }

  #compute(operator: TfliteOperator): Map3 {
    const x = this.#map(operator.inputs[0]!);
    const second = operator.inputs[1] ?? -1;
    if (operator.code === 0) {
      const y = this.#map(second);
      return { ...x, values: x.values.map((value, i) => value + y.values[i]!) };
    }
    if (operator.code === 3) return this.#conv(operator, x, second);
    if (operator.code === 4) return this.#depthwise(operator, x, second);
    if (operator.code === 17) return this.#pool(operator, x);
    if (operator.code === 34) {
      const more = this.#constant(second)[7]!;
      const padded = emptyMap(x.height, x.width, x.channels + more);
      x.values.forEach((value, i) => {
        padded.values[Math.floor(i / x.channels) * padded.channels + (i % x.channels)] = value;
      });
      return padded;
    }
    if (operator.code !== 54) throw new Error(`operator ${operator.code}`);
    const slopes = this.#constant(second);
    return {
      ...x,
      values: x.values.map((value, i) => (value < 0 ? value * slopes[i % x.channels]! : value)),
    };
  }

  #window(operator: TfliteOperator, rows: number, columns: number): Window {
    const [padding, strideX, strideY] = [operator.option8(0), operator.option32(1), operator.option32(2)];
    return { rows, columns, strideX, strideY, padding };
  }

  #conv(operator: TfliteOperator, x: Map3, kernel: number): Map3 {
    const [outs, rows, columns] = this.#graph.tensors[kernel]!.shape as [number, number, number];
    const weights = this.#constant(kernel);
    const bias = this.#constant(operator.inputs[2]!);
    const [, height, width] = this.#graph.tensors[operator.outputs[0]!]!.shape as [number, number, number];
    const y = emptyMap(height, width, outs);
    y.values.forEach((_, i) => (y.values[i] = bias[i % outs]!));
    slide(x, this.#window(operator, rows, columns), (out, at, place) => {
      for (let o = 0; o < outs; o++) {
        let sum = 0;
        const kernelAt = (o * rows * columns + place) * x.channels;
        for (let c = 0; c < x.channels; c++) sum += weights[kernelAt + c]! * x.values[at * x.channels + c]!;
        y.values[out * outs + o]! += sum;
      }
    });
    return y;
  }

  #depthwise(operator: TfliteOperator, x: Map3, kernel: number): Map3 {
    const [, rows, columns] = this.#graph.tensors[kernel]!.shape as [number, number, number];
    const weights = this.#constant(kernel);
    const bias = this.#constant(operator.inputs[2]!);
    const [, height, width] = this.#graph.tensors[operator.outputs[0]!]!.shape as [number, number, number];
    const y = emptyMap(height, width, x.channels);
    y.values.forEach((_, i) => (y.values[i] = bias[i % x.channels]!));
    slide(x, this.#window(operator, rows, columns), (out, at, place) => {
      for (let c = 0; c < x.channels; c++)
        y.values[out * x.channels + c]! += weights[place * x.channels + c]! * x.values[at * x.channels + c]!;
    });
    return y;
  }

  #pool(operator: TfliteOperator, x: Map3): Map3 {
    const [, height, width] = this.#graph.tensors[operator.outputs[0]!]!.shape as [number, number, number];
    const y = emptyMap(height, width, x.channels);
    y.values.fill(-Infinity);
    slide(x, this.#window(operator, operator.option32(4), operator.option32(3)), (out, at) => {
      for (let c = 0; c < x.channels; c++) {
        const i = out * x.channels + c;
        y.values[i] = Math.max(y.values[i]!, x.values[at * x.channels + c]!);
      }
    });
    return y;
  }
}
