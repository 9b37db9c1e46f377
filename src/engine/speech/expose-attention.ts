/**
 * The packaged decoder computes cross-attention but does not give it out. Its graph is one `If` whose two branches
 * (first token; later tokens) hold the layers. This adds outputs to the branches, to the `If` and to the graph, by
 * appending fields to the serialised messages: Protocol Buffers allow a repeated field to continue anywhere, so the
 * weights are copied as bytes and never parsed. Field numbers are those of `onnx.proto`.
 */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_OUTPUT = 12;
const NODE_OUTPUT = 2;
const NODE_ATTRIBUTE = 5;
const ATTRIBUTE_GRAPH = 6;
const VALUE_NAME = 1;
const VALUE_TYPE = 2;
const TYPE_TENSOR = 1;
const TENSOR_ELEMENT = 1;
const FLOAT = 1;

const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/** Name of the decoder's extra output: attention of a layer, f32 [1, heads, tokens, encoder frames]. */
export const attentionOutput = (layer: number): string => `cross_attention.${layer}`;

const innerName = (layer: number): string => `/model/decoder/layers.${layer}/encoder_attn/Softmax_output_0`;

/** @returns the model with {@link attentionOutput} of each layer among its outputs */
export function exposeAttention(model: Uint8Array, layers: number): Uint8Array {
  const all = Array.from({ length: layers }, (_, layer) => layer);
  const editBranch = (branch: Uint8Array) =>
    Buffer.concat([branch, ...all.map((layer) => floatValue(GRAPH_OUTPUT, innerName(layer)))]);
  const editAttribute = (attribute: Uint8Array) => edit(attribute, ATTRIBUTE_GRAPH, editBranch);
  const editNode = (node: Uint8Array) =>
    Buffer.concat([
      edit(node, NODE_ATTRIBUTE, editAttribute),
      ...all.map((layer) => delimited(NODE_OUTPUT, Buffer.from(attentionOutput(layer)))),
    ]);
  const editGraph = (graph: Uint8Array) =>
    Buffer.concat([
      edit(graph, GRAPH_NODE, editNode),
      ...all.map((layer) => floatValue(GRAPH_OUTPUT, attentionOutput(layer))),
    ]);
  return edit(model, MODEL_GRAPH, editGraph);
}

/** Rewrites every occurrence of a length-delimited field. */
function edit(message: Uint8Array, field: number, change: (content: Uint8Array) => Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < message.length;) {
    const start = at;
    const tag = readVarint(message, at);
    const wire = tag.value & 7;
    at = tag.end;
    if (wire === VARINT) at = readVarint(message, at).end;
    else if (wire === FIXED64) at += 8;
    else if (wire === FIXED32) at += 4;
    else if (wire === LENGTH_DELIMITED) {
      const length = readVarint(message, at);
      at = length.end + length.value;
      if (tag.value >>> 3 === field) {
        parts.push(delimited(field, change(message.subarray(length.end, at))));
        continue;
      }
    } else throw new Error('the model file is not a serialised ONNX model');
    parts.push(message.subarray(start, at));
  }
  return Buffer.concat(parts);
}

function readVarint(message: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let end = start;
  for (let scale = 1; ; scale *= 128) {
    const byte = message[end++];
    if (byte === undefined) throw new Error('the model file is cut short');
    value += (byte & 127) * scale;
    if (byte < 128) return { value, end };
  }
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}

const delimited = (field: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([...varint(field * 8 + LENGTH_DELIMITED), ...varint(content.length)]), content]);

/** A ValueInfoProto: a float tensor of whatever shape. */
function floatValue(field: number, name: string): Buffer {
  const element = Buffer.from([TENSOR_ELEMENT * 8 + VARINT, FLOAT]);
  const type = delimited(VALUE_TYPE, delimited(TYPE_TENSOR, element));
  return delimited(field, Buffer.concat([delimited(VALUE_NAME, Buffer.from(name)), type]));
}
