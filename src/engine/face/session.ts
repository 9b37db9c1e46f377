import { createSession, Tensor } from '../onnx.ts';
import { type ModelName, readModel } from '../models.ts';

/** One network with named outputs. Input and output shapes are fixed. */
export interface Network {
  /** For a network with one input. */
  run(input: Float32Array, shape: readonly number[]): Promise<Record<string, Float32Array>>;
  /** For one with several inputs of one shape. */
  runNamed(
    inputs: Readonly<Record<string, Float32Array>>,
    shape: readonly number[],
  ): Promise<Record<string, Float32Array>>;
}

/**
 * Loads a packaged model (checked by SHA-256), `rewrite` applied to it, for one CPU thread.
 * The weights hold thousands of denormal numbers, on which the CPU is up to eight times slower: they count as zero.
 */
export async function openNetwork(
  model: ModelName,
  rewrite = (content: Uint8Array): Uint8Array => content,
): Promise<Network> {
  return openNetworkOf(rewrite(await readModel(model)));
}

/** The same for a network in ONNX format. */
export async function openNetworkOf(model: Uint8Array): Promise<Network> {
  const session = await createSession(model, { set_denormal_as_zero: '1' });
  const [inputName] = session.inputNames;
  if (inputName === undefined) throw new Error('a network has no input');
  const runNamed: Network['runNamed'] = async (inputs, shape) => {
    const tensors = Object.entries(inputs).map(([name, input]) => [
      name,
      new Tensor('float32', input, shape),
    ]);
    const outputs = await session.run(Object.fromEntries(tensors) as Record<string, Tensor>);
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, tensor.data as Float32Array]),
    );
  };
  return { runNamed, run: (input, shape) => runNamed({ [inputName]: input }, shape) };
}

/** The named output of a network. */
export function output(outputs: Record<string, Float32Array>, name: string): Float32Array {
  const data = outputs[name];
  if (data === undefined) throw new Error(`the network has no output ${name}`);
  return data;
}
