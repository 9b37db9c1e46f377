import { createSession, Tensor } from '../onnx.ts';
import { type ModelName, readModel } from '../models.ts';

/** One network with one input and named outputs. Input and output shapes are fixed. */
export interface Network {
  run(input: Float32Array, shape: readonly number[]): Promise<Record<string, Float32Array>>;
}

/**
 * Loads a packaged model (checked by SHA-256), `rewrite` applied to it, for one CPU thread.
 * The weights hold thousands of denormal numbers, on which the CPU is up to eight times slower: they count as zero.
 */
export async function openNetwork(
  model: ModelName,
  rewrite = (content: Uint8Array): Uint8Array => content,
): Promise<Network> {
  const session = await createSession(rewrite(await readModel(model)), { set_denormal_as_zero: '1' });
  const [inputName] = session.inputNames;
  if (inputName === undefined) throw new Error(`model ${model} has no input`);
  return {
    async run(input, shape) {
      const outputs = await session.run({ [inputName]: new Tensor('float32', input, shape) });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]),
      );
    },
  };
}

/** The named output of a network. */
export function output(outputs: Record<string, Float32Array>, name: string): Float32Array {
  const data = outputs[name];
  if (data === undefined) throw new Error(`the network has no output ${name}`);
  return data;
}
