import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { BROUGHT_KINDS, broughtKinds, type BroughtKind } from './kinds.ts';
import { BroughtModelError, type BroughtFile, type BroughtModel } from './types.ts';

/** In each model's folder: what it is, and the hashes of its files. */
const DESCRIPTION = 'model.yaml';

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const fileName = z.string().regex(/^[\w][\w.-]{0,254}$/);

const description = z.strictObject({
  kind: z.enum(BROUGHT_KINDS),
  language: z.string().max(16).default(''),
  serves: z.array(z.string().min(1).max(32)).min(1).max(32),
  licence: z.string().min(1).max(200),
  files: z.record(
    z.string(),
    z.strictObject({
      file: fileName,
      sizeBytes: z.int().min(1),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

const rolesOf = (kind: BroughtKind): readonly string[] => Object.keys(broughtKinds[kind].files);

/**
 * The models of a folder, one in each folder of it, by name; none when there is no such folder. Their files are there and
 * of the right size; what is in them is checked by whoever loads them, and by `verifyBrought`.
 * @throws BroughtModelError
 */
export function readBrought(folder: string): readonly BroughtModel[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
    .map(({ name }) => name);
  return names.sort().map((name) => readOne(resolve(folder, name), name));
}

function readOne(folder: string, name: string): BroughtModel {
  let read: z.output<typeof description>;
  try {
    read = description.parse(parse(readFileSync(join(folder, DESCRIPTION), 'utf8')));
  } catch {
    throw new BroughtModelError(`model ${name}: its ${DESCRIPTION} is missing or not as it should be`);
  }
  const missing = rolesOf(read.kind).filter((role) => !read.files[role]);
  if (missing.length > 0) throw new BroughtModelError(`model ${name}: no file for ${missing.join(', ')}`);
  for (const { file, sizeBytes } of Object.values(read.files))
    if (statSync(join(folder, file), { throwIfNoEntry: false })?.size !== sizeBytes)
      throw new BroughtModelError(`model ${name}: ${file} is not the file that was added`);
  return { name, folder, ...read };
}

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

/** @throws BroughtModelError that names the first file that is not the one that was added */
export async function verifyBrought({ name, folder, files }: BroughtModel): Promise<void> {
  for (const { file, sha256 } of Object.values(files)) {
    const found = await sha256Of(join(folder, file)).catch(() => 'missing');
    if (found !== sha256)
      throw new BroughtModelError(`model ${name}: ${file} is ${found}, it was added as ${sha256}`);
  }
}

/** What is known of a model that is to be added. */
export interface NewBrought extends Pick<BroughtModel, 'name' | 'kind' | 'language' | 'serves' | 'licence'> {
  /** Where its files lie now. */
  readonly from: string;
  /** Files by role, where their names do not tell which is which. */
  readonly chosen: Readonly<Record<string, string>>;
}

/** The file of a role: the one that was chosen, or the only one whose name fits; of two, the one of small integers. */
function fileOf(role: string, names: readonly string[], { kind, chosen }: NewBrought): string {
  const given = chosen[role];
  if (given !== undefined) return given;
  const fitting = names.filter((name) => broughtKinds[kind].files[role]?.test(name));
  const [only, ...others] = fitting.length > 1 ? fitting.filter((name) => name.includes('int8')) : fitting;
  if (only !== undefined && others.length === 0) return only;
  throw new BroughtModelError(
    `${only === undefined ? 'no file' : 'several files'} for ${role}: say which by ${role}=FILE`,
  );
}

/**
 * Copies a model into the folder of models, with a description that holds the hashes of its files. It is there whole or
 * not at all.
 * @param tryIt throws when the model cannot be loaded; it is not added then
 * @throws BroughtModelError
 */
export async function addBrought(
  models: string,
  model: NewBrought,
  tryIt: (model: BroughtModel) => Promise<void>,
): Promise<BroughtModel> {
  const { name, kind, language, serves, licence, from } = model;
  if (!NAME.test(name)) throw new BroughtModelError('a name is small letters, digits, dots and dashes');
  const target = join(models, name);
  if (existsSync(target)) throw new BroughtModelError(`there is a model ${name} already`);
  const names = await readdir(from).catch(() => {
    throw new BroughtModelError('the folder of the model cannot be read');
  });
  const chosen = rolesOf(kind).map((role) => [role, fileOf(role, names, model)] as const);
  const half = join(models, `.${name}.adding`);
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  try {
    const files: Record<string, BroughtFile> = {};
    for (const [role, file] of chosen) files[role] = await copied(from, half, file);
    const described = { kind, language, serves: [...serves], licence, files };
    await writeFile(join(half, DESCRIPTION), stringify(described));
    await tryIt({ name, folder: half, ...described });
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
  return readOne(resolve(target), name);
}

async function copied(from: string, to: string, file: string): Promise<BroughtFile> {
  if (!fileName.safeParse(file).success)
    throw new BroughtModelError('a file of a model is named by letters, digits, dots and dashes');
  const target = join(to, file);
  await copyFile(join(from, file), target).catch(() => {
    throw new BroughtModelError(`${file} cannot be copied`);
  });
  return { file, sizeBytes: (await stat(target)).size, sha256: await sha256Of(target) };
}
