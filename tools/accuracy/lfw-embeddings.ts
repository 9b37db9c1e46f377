import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import { embedImages, listImages } from './lfw.ts';

/** A face of LFW. */
export interface Sample {
  readonly person: string;
  readonly file: string;
  readonly embedding: Float32Array;
}

const encode = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');

const decode = (text: string): Float32Array =>
  new Float32Array(new Uint8Array(Buffer.from(text, 'base64')).buffer);

/**
 * Every face of LFW below `folder`, by the whole chain, as carefully as actions embed faces. Takes a minute or three: with LETHE_EMBEDDINGS set to a file
 * outside of the project they are kept there and read from there, until somebody deletes it.
 */
export async function lfwSamples(folder: string): Promise<readonly Sample[]> {
  const kept = process.env.LETHE_EMBEDDINGS;
  const sample = ([file, embedding]: readonly [string, Float32Array]): Sample => ({
    person: file.split('/')[1] ?? '',
    file,
    embedding,
  });
  if (kept && existsSync(kept)) {
    const texts = JSON.parse(await readFile(kept, 'utf8')) as Record<string, string>;
    return Object.entries(texts).map(([file, text]) => sample([file, decode(text)]));
  }
  const embeddings = await embedImages(await createFaceFinder(), folder, await listImages(folder), 'careful');
  if (kept) {
    const texts = Object.fromEntries([...embeddings].map(([file, vector]) => [file, encode(vector)]));
    await writeFile(kept, JSON.stringify(texts), { mode: 0o600 });
  }
  return [...embeddings].map(sample);
}

/** The samples in two halves that share no person. */
export function halves(samples: readonly Sample[]): readonly [readonly Sample[], readonly Sample[]] {
  const people = [...new Set(samples.map((s) => s.person))];
  const first = new Set(people.filter((_, i) => i % 2 === 0));
  return [samples.filter((s) => first.has(s.person)), samples.filter((s) => !first.has(s.person))];
}
