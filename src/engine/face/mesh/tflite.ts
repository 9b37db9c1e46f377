/**
 * Reads what the converter needs of a TensorFlow Lite model. The file is a FlatBuffer, whose tables begin with an offset to
 * a list of where their fields lie; the numbers of the fields are those of TensorFlow's published `schema.fbs`.
 */

export interface TfliteTensor {
  readonly shape: readonly number[];
  readonly type: 'float32' | 'float16' | 'int32' | 'other';
  /** Its content; empty where it is computed. */
  readonly data: Uint8Array;
}

export interface TfliteOperator {
  /** `BuiltinOperator` of the schema. */
  readonly code: number;
  /** Indices of tensors; -1 where an optional one is absent. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** Fields of its options by their number, of 8 or 32 bits; an absent one is 0. */
  readonly option8: (field: number) => number;
  readonly option32: (field: number) => number;
}

export interface TfliteGraph {
  readonly tensors: readonly TfliteTensor[];
  /** In the order in which they are computed. */
  readonly operators: readonly TfliteOperator[];
}

const IDENTIFIER = 'TFL3';
const TYPES: Readonly<Record<number, TfliteTensor['type']>> = { 0: 'float32', 1: 'float16', 2: 'int32' };

const MODEL = { codes: 1, subgraphs: 2, buffers: 4 } as const;
const CODE = { small: 0, large: 3 } as const;
const SUBGRAPH = { tensors: 0, operators: 3 } as const;
const TENSOR = { shape: 0, type: 1, buffer: 2 } as const;
const OPERATOR = { code: 0, inputs: 1, outputs: 2, options: 4 } as const;

/** Tables, vectors and numbers of a FlatBuffer; a table is known by where it begins. */
class FlatBuffer {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  root(): number {
    return this.#follow(0);
  }

  uint8(table: number, field: number): number {
    const at = this.#field(table, field);
    return at === undefined ? 0 : this.#view.getUint8(at);
  }

  int32(table: number, field: number): number {
    const at = this.#field(table, field);
    return at === undefined ? 0 : this.#view.getInt32(at, true);
  }

  table(parent: number, field: number): number | undefined {
    const at = this.#field(parent, field);
    return at === undefined ? undefined : this.#follow(at);
  }

  tables(parent: number, field: number): number[] {
    return this.#each(parent, field, (at) => this.#follow(at));
  }

  int32s(table: number, field: number): number[] {
    return this.#each(table, field, (at) => this.#view.getInt32(at, true));
  }

  bytes(table: number, field: number): Uint8Array {
    const { start, length } = this.#vector(table, field);
    return this.#bytes.subarray(start, start + length);
  }

  #each<T>(table: number, field: number, read: (at: number) => T): T[] {
    const { start, length } = this.#vector(table, field);
    return Array.from({ length }, (_, i) => read(start + 4 * i));
  }

  #vector(table: number, field: number): { start: number; length: number } {
    const at = this.table(table, field);
    return at === undefined
      ? { start: 0, length: 0 }
      : { start: at + 4, length: this.#view.getUint32(at, true) };
  }

  #follow(at: number): number {
    return at + this.#view.getUint32(at, true);
  }

  #field(table: number, field: number): number | undefined {
    const places = table - this.#view.getInt32(table, true);
    const entry = 4 + 2 * field;
    if (entry >= this.#view.getUint16(places, true)) return undefined;
    const offset = this.#view.getUint16(places + entry, true);
    return offset === 0 ? undefined : table + offset;
  }
}

/** The first graph of a model. @throws Error when the bytes are not such a model */
export function readTflite(model: Uint8Array): TfliteGraph {
  if (String.fromCharCode(...model.subarray(4, 8)) !== IDENTIFIER)
    throw new Error('this is not a TensorFlow Lite model');
  const file = new FlatBuffer(model);
  const root = file.root();
  const [graph] = file.tables(root, MODEL.subgraphs);
  if (graph === undefined) throw new Error('the model has no graph');
  // Codes above 127 came later, in a field of their own.
  const codes = file
    .tables(root, MODEL.codes)
    .map((code) => Math.max(file.uint8(code, CODE.small), file.int32(code, CODE.large)));
  const buffers = file.tables(root, MODEL.buffers);
  const tensors = file.tables(graph, SUBGRAPH.tensors).map((tensor) => ({
    shape: file.int32s(tensor, TENSOR.shape),
    type: TYPES[file.uint8(tensor, TENSOR.type)] ?? 'other',
    data: file.bytes(buffers[file.int32(tensor, TENSOR.buffer)]!, 0),
  }));
  const operators = file.tables(graph, SUBGRAPH.operators).map((operator) => {
    const options = file.table(operator, OPERATOR.options);
    return {
      code: codes[file.int32(operator, OPERATOR.code)]!,
      inputs: file.int32s(operator, OPERATOR.inputs),
      outputs: file.int32s(operator, OPERATOR.outputs),
      option8: (field: number) => (options === undefined ? 0 : file.uint8(options, field)),
      option32: (field: number) => (options === undefined ? 0 : file.int32(options, field)),
    };
  });
  return { tensors, operators };
}
