import { createSession, Tensor } from '../../../src/engine/onnx.ts';
import { expect, test } from 'vitest';
import { openNetwork, output } from '../../../src/engine/face/session.ts';
import { splitPRelu } from '../../../src/engine/face/split-prelu.ts';
import { readModel } from '../../../src/engine/models.ts';

test('the rewritten embedding network answers as the packaged one', async () => {
  const shape = [1, 3, 112, 112];
  const input = Float32Array.from(
    { length: 3 * 112 * 112 },
    (_, i) => Math.sin(i * 0.37) * Math.cos(i * 0.011),
  );
  const packaged = await createSession(await readModel('face-embedding'));
  const expected = (await packaged.run({ [packaged.inputNames[0]!]: new Tensor('float32', input, shape) }))[
    'output'
  ]!;
  const network = await openNetwork('face-embedding', splitPRelu);
  const actual = output(await network.run(input, shape), 'output');
  actual.forEach((value, i) => expect(value).toBeCloseTo((expected.data as Float32Array)[i]!, 4));
});
