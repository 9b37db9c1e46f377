import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import manifest from '../../models/manifest.json' with { type: 'json' };

export type ModelName = keyof typeof manifest;

const require = createRequire(import.meta.url);

/** The folder of an installed package, whatever its `exports` say. */
const packageFolder = (name: string): string => {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      return dirname(require.resolve(join(folder, name, 'package.json')));
    } catch {
      // not in this node_modules; the next one up may hold it
    }
  }
  throw new Error(`package ${name} is not installed`);
};

/** Where a model's file lies on this machine. */
export const modelPath = (name: ModelName): string =>
  join(packageFolder(manifest[name].package), manifest[name].file);

/**
 * Reads a model's file and checks it against `models/manifest.json`.
 * @throws Error when the file is missing or its SHA-256 is not the manifest's.
 */
export async function readModel(name: ModelName): Promise<Uint8Array> {
  const content = await readFile(modelPath(name));
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== manifest[name].sha256)
    throw new Error(`model ${name}: SHA-256 is ${sha256}, the manifest says ${manifest[name].sha256}`);
  return content;
}
