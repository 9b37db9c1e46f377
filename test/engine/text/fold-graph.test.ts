import { createSession, Tensor } from '../../../src/engine/onnx.ts';
import { describe, expect, test } from 'vitest';
import { type ModelName, readModel } from '../../../src/engine/models.ts';
import { foldGraph } from '../../../src/engine/text/fold-graph.ts';

const networks: [ModelName, number[]][] = [
  ['text-detection', [1, 3, 160, 192]],
  ['text-recognition', [1, 3, 48, 200]],
  ['text-orientation', [2, 3, 48, 192]],
];

async function outputOf(model: Uint8Array, shape: number[]): Promise<Float32Array> {
  const session = await createSession(model);
  const length = shape.reduce((product, side) => product * side);
  const input = Float32Array.from({ length }, (_, i) => Math.sin(i * 0.37) + 0.5 * Math.cos(i * 0.0113));
  const outputs = await session.run({
    [session.inputNames[0] as string]: new Tensor('float32', input, shape),
  });
  await session.release();
  return outputs[session.outputNames[0] as string]?.data as Float32Array;
}

describe('foldGraph', () => {
  test.each(networks)('%s computes the same when folded', async (name, shape) => {
    const model = await readModel(name);
    const [original, folded] = [await outputOf(model, shape), await outputOf(foldGraph(model), shape)];
    expect(folded.length).toBe(original.length);
    const worst = original.reduce((max, value, i) => Math.max(max, Math.abs(value - (folded[i] ?? NaN))), 0);
    expect(worst).toBeLessThan(1e-4);
  });

  test('refuses what is not a network', () => {
    expect(() => foldGraph(new Uint8Array(0))).toThrow('no graph');
  });
});
