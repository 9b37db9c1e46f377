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

/** Hashed off the main thread, so that several go at once and nothing waits for them. */
const sha256Of = async (content: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('hex');

/**
 * Reads a model's file and checks it against `models/manifest.json`.
 * @throws Error when the file is missing or its SHA-256 is not the manifest's.
 */
export async function readModel(name: ModelName): Promise<Uint8Array> {
  const content = await readFile(modelPath(name));
  const sha256 = await sha256Of(content);
  if (sha256 !== manifest[name].sha256)
    throw new Error(`model ${name}: SHA-256 is ${sha256}, the manifest says ${manifest[name].sha256}`);
  return content;
}

const modelNames = Object.keys(manifest) as ModelName[];

/**
 * Checks all models at once against the manifest.
 * @param onVerified called after each, with how many of how many are done
 * @throws Error that names every model that is missing or not the manifest's
 */
export async function verifyModels(
  onVerified: (name: ModelName, verified: number, total: number) => void = () => {},
): Promise<void> {
  let verified = 0;
  const checks = await Promise.allSettled(
    modelNames.map(async (name) => {
      await readModel(name);
      onVerified(name, ++verified, modelNames.length);
    }),
  );
  const problems = checks.flatMap((check) =>
    check.status === 'rejected' ? [(check.reason as Error).message] : [],
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
}
