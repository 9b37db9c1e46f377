import { createSession, Tensor } from '../onnx.ts';
import { type ModelName, readModel } from '../models.ts';
import { foldGraph } from './fold-graph.ts';

/** A network with one input and one output. */
export interface Network {
  run(
    input: Float32Array,
    shape: readonly number[],
  ): Promise<{ data: Float32Array; shape: readonly number[] }>;
}

/** Loads a packaged model, checked by SHA-256 and folded, for one CPU thread. */
export async function openNetwork(model: ModelName): Promise<Network> {
  const session = await createSession(foldGraph(await readModel(model)));
  const [inputName] = session.inputNames;
  const [outputName] = session.outputNames;
  if (inputName === undefined || outputName === undefined)
    throw new Error(`model ${model} lacks an input or output`);
  return {
    async run(input, shape) {
      const result = await session.run({ [inputName]: new Tensor('float32', input, shape) });
      const output = result[outputName];
      if (!output) throw new Error(`model ${model} gave no ${outputName}`);
      return { data: output.data as Float32Array, shape: output.dims };
    },
  };
}
