import { mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import llamaTokenizer from 'llama-tokenizer-js';
import { modelPath } from '../../src/engine/models.ts';

/** Outputs of the network; those beyond the vocabulary are never text. */
const OUTPUTS = 32_768;

/** Tokens as sherpa-onnx has them for Moonshine: Base64 of the text, a tab, the number. */
export const tokensText = (): string =>
  Array.from({ length: OUTPUTS }, (_, id) => {
    const text = llamaTokenizer.vocabById[id] ?? `<unused ${id}>`;
    return `${Buffer.from(text).toString('base64')}\t${id}\n`;
  }).join('');

/** A folder as a deployment may have one: the packaged Moonshine, in the files of a model that is brought. */
export async function moonshineFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-model-'));
  await symlink(modelPath('speech-encoder'), join(folder, 'encoder_model.onnx'));
  await symlink(modelPath('speech-decoder'), join(folder, 'decoder_model_merged.onnx'));
  await writeFile(join(folder, 'tokens.txt'), tokensText());
  return folder;
}
