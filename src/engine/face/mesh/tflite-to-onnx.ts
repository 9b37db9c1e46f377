import onnxProto from 'onnx-proto';
import { readConstant } from './constants.ts';
import type { TfliteGraph, TfliteOperator } from './tflite.ts';

const { onnx } = onnxProto;
type Node = InstanceType<typeof onnx.NodeProto>;
type Tensor = InstanceType<typeof onnx.TensorProto>;
type Attribute = InstanceType<typeof onnx.AttributeProto>;

const FLOAT32 = 1;
const INT64 = 7;
const ATTRIBUTE = { int: 2, string: 3, ints: 7 } as const;
/** The last operator set and file format in which all that is used here is as it is written here. */
const OPSET = 13;
const IR_VERSION = 7;

/** A piece of a graph: tensors by their index, with the names that they get. */
export interface Piece {
  readonly inputs: Readonly<Record<string, number>>;
  readonly outputs: Readonly<Record<string, number>>;
}

/** How the axes of a constant go from TensorFlow's order to ONNX's. */
const TO_CHANNELS_FIRST = [0, 3, 1, 2];
/** A depthwise kernel is [1, height, width, channels]: channels come first, each with one input. */
const DEPTHWISE = [3, 0, 1, 2];
/** A slope for each channel is [1, 1, channels]. */
const SLOPES = [2, 0, 1];

const SAME = 0;
/** `ActivationFunctionType` of the schema: none. */
const NO_ACTIVATION = 0;

const ints = (name: string, values: readonly number[]): Attribute =>
  onnx.AttributeProto.create({ name, type: ATTRIBUTE.ints, ints: [...values] });
const int = (name: string, i: number): Attribute =>
  onnx.AttributeProto.create({ name, type: ATTRIBUTE.int, i });
const padding = (option: number): Attribute =>
  onnx.AttributeProto.create({
    name: 'auto_pad',
    type: ATTRIBUTE.string,
    s: new TextEncoder().encode(option === SAME ? 'SAME_UPPER' : 'VALID'),
  });

/** Numbers of fields in the options of operators. */
const CONV = { padding: 0, strideX: 1, strideY: 2, activation: 3 } as const;
const DEPTHWISE_CONV = { padding: 0, strideX: 1, strideY: 2, activation: 4 } as const;
const POOL = { padding: 0, strideX: 1, strideY: 2, width: 3, height: 4, activation: 5 } as const;

function requirePlain(operator: TfliteOperator, field: number): void {
  if (operator.option8(field) !== NO_ACTIVATION)
    throw new Error('an activation inside an operator is not converted');
}

class Converter {
  readonly nodes: Node[] = [];
  readonly constants = new Map<string, Tensor>();
  readonly #graph: TfliteGraph;
  readonly #names: ReadonlyMap<number, string>;

  constructor(graph: TfliteGraph, piece: Piece) {
    this.#graph = graph;
    this.#names = new Map(
      Object.entries({ ...piece.inputs, ...piece.outputs }).map(([name, index]) => [index, name]),
    );
  }

  name(index: number): string {
    return this.#names.get(index) ?? `t${index}`;
  }

  /** A constant as floats with its axes in another order. @returns its name */
  #weights(index: number, axes: readonly number[]): string {
    const name = `${this.name(index)}/${axes.join('')}`;
    const { shape, values } = readConstant(this.#graph, index, axes);
    this.#addConstant(name, shape, FLOAT32, values);
    return name;
  }

  #addConstant(
    name: string,
    dims: readonly number[],
    dataType: number,
    values: Float32Array | BigInt64Array,
  ) {
    const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.constants.set(name, onnx.TensorProto.create({ name, dims: [...dims], dataType, rawData }));
  }

  #add(operator: TfliteOperator, opType: string, input: string[], attribute: Attribute[] = []): void {
    const output = this.name(operator.outputs[0]!);
    this.nodes.push(onnx.NodeProto.create({ opType, name: output, input, output: [output], attribute }));
  }

  conv(operator: TfliteOperator): void {
    requirePlain(operator, CONV.activation);
    const [x, weights, bias] = operator.inputs as [number, number, number];
    this.#add(
      operator,
      'Conv',
      [this.name(x), this.#weights(weights, TO_CHANNELS_FIRST), this.#weights(bias, [0])],
      [
        padding(operator.option8(CONV.padding)),
        ints('strides', [operator.option32(CONV.strideY), operator.option32(CONV.strideX)]),
      ],
    );
  }

  depthwiseConv(operator: TfliteOperator): void {
    requirePlain(operator, DEPTHWISE_CONV.activation);
    const [x, weights, bias] = operator.inputs as [number, number, number];
    this.#add(
      operator,
      'Conv',
      [this.name(x), this.#weights(weights, DEPTHWISE), this.#weights(bias, [0])],
      [
        int('group', this.#graph.tensors[x]!.shape[3]!),
        padding(operator.option8(DEPTHWISE_CONV.padding)),
        ints('strides', [
          operator.option32(DEPTHWISE_CONV.strideY),
          operator.option32(DEPTHWISE_CONV.strideX),
        ]),
      ],
    );
  }

  maxPool(operator: TfliteOperator): void {
    requirePlain(operator, POOL.activation);
    this.#add(
      operator,
      'MaxPool',
      [this.name(operator.inputs[0]!)],
      [
        padding(operator.option8(POOL.padding)),
        ints('strides', [operator.option32(POOL.strideY), operator.option32(POOL.strideX)]),
        ints('kernel_shape', [operator.option32(POOL.height), operator.option32(POOL.width)]),
      ],
    );
  }

  add(operator: TfliteOperator): void {
    requirePlain(operator, 0);
    this.#add(
      operator,
      'Add',
      operator.inputs.map((index) => this.name(index)),
    );
  }

  prelu(operator: TfliteOperator): void {
    const [x, slopes] = operator.inputs as [number, number];
    this.#add(operator, 'PRelu', [this.name(x), this.#weights(slopes, SLOPES)]);
  }

  /** Zeros around each axis: [before, after] of each in TensorFlow, all befores and then all afters in ONNX. */
  pad(operator: TfliteOperator): void {
    const [x, amounts] = operator.inputs as [number, number];
    const { values } = readConstant(this.#graph, amounts, [0, 1]);
    const side = (which: 0 | 1) => TO_CHANNELS_FIRST.map((axis) => BigInt(values[2 * axis + which]!));
    const name = `${this.name(amounts)}/pads`;
    this.#addConstant(name, [8], INT64, BigInt64Array.from([...side(0), ...side(1)]));
    this.#add(operator, 'Pad', [this.name(x), name]);
  }
}

/** `BuiltinOperator` of the schema. Constants of 16 bits are read where they are used. */
const CONVERSIONS: Readonly<Record<number, (converter: Converter, operator: TfliteOperator) => void>> = {
  0: (converter, operator) => converter.add(operator),
  3: (converter, operator) => converter.conv(operator),
  4: (converter, operator) => converter.depthwiseConv(operator),
  17: (converter, operator) => converter.maxPool(operator),
  34: (converter, operator) => converter.pad(operator),
  54: (converter, operator) => converter.prelu(operator),
};
const DEQUANTIZE = 6;

/** The operators that lead from a piece's inputs to its outputs, in the order in which they are computed. */
function operatorsOf(graph: TfliteGraph, { inputs, outputs }: Piece): TfliteOperator[] {
  const given = new Set(Object.values(inputs));
  const wanted = new Set(Object.values(outputs));
  return graph.operators
    .toReversed()
    .filter((operator) => {
      if (operator.code === DEQUANTIZE) return false;
      if (!operator.outputs.some((index) => wanted.has(index) && !given.has(index))) return false;
      operator.inputs.forEach((index) => wanted.add(index));
      return true;
    })
    .reverse();
}

/**
 * A piece of a TensorFlow Lite graph as an ONNX model. Tensors of four axes go in and out with channels first
 * ([batch, channels, height, width]); TensorFlow has them last.
 * @throws Error for an operator or an option that is not converted
 */
export function tfliteToOnnx(graph: TfliteGraph, piece: Piece): Uint8Array {
  const converter = new Converter(graph, piece);
  for (const operator of operatorsOf(graph, piece)) {
    const convert = CONVERSIONS[operator.code];
    if (!convert) throw new Error(`operator ${operator.code} is not converted`);
    convert(converter, operator);
  }
  const valueInfo = ([name, index]: [string, number]) => {
    const { shape } = graph.tensors[index]!;
    const dim = TO_CHANNELS_FIRST.map((axis) => ({ dimValue: shape[axis]! }));
    return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: FLOAT32, shape: { dim } } } });
  };
  return onnx.ModelProto.encode(
    onnx.ModelProto.create({
      irVersion: IR_VERSION,
      opsetImport: [{ domain: '', version: OPSET }],
      graph: onnx.GraphProto.create({
        name: 'converted',
        node: converter.nodes,
        initializer: [...converter.constants.values()],
        input: Object.entries(piece.inputs).map(valueInfo),
        output: Object.entries(piece.outputs).map(valueInfo),
      }),
    }),
  ).finish();
}
