import { beforeAll, describe, expect, it } from 'vitest';
import { halfToFloat } from '../../../../src/engine/face/mesh/constants.ts';
import { LOOKS, packagedMesh, WHOLE } from '../../../../src/engine/face/mesh/mesh-network.ts';
import { readTflite, type TfliteGraph } from '../../../../src/engine/face/mesh/tflite.ts';
import { tfliteToOnnx, type Piece } from '../../../../src/engine/face/mesh/tflite-to-onnx.ts';
import { openNetworkOf, output } from '../../../../src/engine/face/session.ts';
import { splitPRelu } from '../../../../src/engine/face/split-prelu.ts';
import { random } from '../../../support/random.ts';
import { TfliteReference } from '../../../support/tflite-reference.ts';

let graph: TfliteGraph;
beforeAll(async () => {
  graph = await packagedMesh();
});

/** [height, width, channels] as [channels, height, width]. */
function channelsFirst(values: Float32Array, channels: number): Float32Array {
  const cells = values.length / channels;
  return values.map((_, i) => values[(i % cells) * channels + Math.floor(i / cells)]!);
}

const difference = (p: Float32Array, q: Float32Array): number =>
  p.reduce((most, value, i) => Math.max(most, Math.abs(value - q[i]!)), 0);

/** Random values for the inputs of a piece, through the converted network and through the reference. */
async function bothWays(piece: Piece, names: readonly string[]) {
  const next = random(7);
  const inputs = Object.entries(piece.inputs).map(([name, tensor]) => {
    const [, height, width, channels] = graph.tensors[tensor]!.shape as [number, number, number, number];
    return { name, tensor, channels, values: Float32Array.from({ length: height * width * channels }, next) };
  });
  const [, height, width, channels] = graph.tensors[inputs[0]!.tensor]!.shape as [
    number,
    number,
    number,
    number,
  ];
  const network = await openNetworkOf(splitPRelu(tfliteToOnnx(graph, piece)));
  const found = await network.runNamed(
    Object.fromEntries(inputs.map((input) => [input.name, channelsFirst(input.values, input.channels)])),
    [1, channels, height, width],
  );
  const reference = new TfliteReference(graph);
  const given = new Map(inputs.map(({ tensor, values }) => [tensor, values]));
  return names.map((name) => {
    const tensor = piece.outputs[name]!;
    const expected = channelsFirst(reference.run(given, tensor), graph.tensors[tensor]!.shape[3]!);
    return { name, actual: output(found, name), expected };
  });
}

describe('a network converted to ONNX', () => {
  it('gives what its operators say, one after the other: the whole face', async () => {
    for (const { actual, expected } of await bothWays(WHOLE, ['mesh', 'features'])) {
      expect(expected.some((value) => Math.abs(value) > 1)).toBe(true);
      expect(difference(actual, expected)).toBeLessThan(2e-3);
    }
  });

  it('and the looks at its parts', async () => {
    for (const { actual, expected } of await bothWays(LOOKS, ['lipsPoints', 'leftIris', 'rightEyePoints'])) {
      expect(expected.some((value) => Math.abs(value) > 1)).toBe(true);
      expect(difference(actual, expected)).toBeLessThan(2e-3);
    }
  });

  it('is refused where an operator is not converted', () => {
    // Behind the looks come operators of MediaPipe's own.
    expect(() => tfliteToOnnx(graph, { inputs: { image: 0 }, outputs: { lips: 720 } })).toThrow(
      'not converted',
    );
  });
});

describe('a model file', () => {
  it('is known by its identifier', () => {
    expect(() => readTflite(new Uint8Array(64))).toThrow('not a TensorFlow Lite model');
  });

  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x3555, 0.333251953125],
    [0x0001, 2 ** -24],
    [0x8000, -0],
    [0x7c00, Infinity],
    [0x7e00, NaN],
  ])('has numbers of 16 bits: %s', (bits, value) => {
    expect(halfToFloat(bits)).toBe(value);
  });
});
