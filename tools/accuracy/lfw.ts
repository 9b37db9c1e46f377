import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceFinder } from '../../src/engine/face/finder.ts';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import type { DetectedFace, FaceResult } from '../../src/engine/types.ts';

/** One pair of the View 2 protocol of "Labeled Faces in the Wild" (Huang et al., 2007). Paths below the face folder. */
export interface LfwPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  readonly fold: string;
}

/** `pairs.tsv`: a, b, same (1 or 0), fold. */
export async function readPairs(folder: string): Promise<LfwPair[]> {
  const [, ...lines] = (await readFile(join(folder, 'pairs.tsv'), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const [a = '', b = '', same, fold = ''] = line.split('\t');
    return { a, b, same: same === '1', fold };
  });
}

/** Every image below `lfw/`, as `lfw/<person>/<file>`, sorted. */
export async function listImages(folder: string): Promise<string[]> {
  const files = await readdir(join(folder, 'lfw'), { recursive: true });
  return files
    .filter((file) => file.endsWith('.jpg'))
    .map((file) => `lfw/${file}`)
    .sort();
}

/** LFW's subject is the face in the middle of the picture, by its protocol; a large one is preferred. */
function subject({ width, height, faces }: FaceResult): DetectedFace | undefined {
  const distance = (face: DetectedFace): number =>
    Math.hypot(face.x + (face.width - width) / 2, face.y + (face.height - height) / 2) - face.height / 2;
  return faces.toSorted((p, q) => distance(p) - distance(q))[0];
}

/** The subject's embedding in each image that shows one; `careful` ones are what actions compare. */
export async function embedImages(
  finder: FaceFinder,
  folder: string,
  files: Iterable<string>,
  embed: true | 'careful' = true,
): Promise<Map<string, Float32Array>> {
  const embeddings = new Map<string, Float32Array>();
  for (const file of files) {
    const image = await readFile(join(folder, file));
    const face = subject(await finder.find(image, { maxFaces: 5, minFaceSize: 34, embed }));
    if (face?.embedding) embeddings.set(file, face.embedding);
  }
  return embeddings;
}

const personOf = (file: string): string => file.split('/')[1] ?? '';

/** How close all pairs of the images are, by cosine if not said otherwise: of one person (genuine) and of two (impostor), each ascending. */
export function allPairs(
  embeddings: ReadonlyMap<string, Float32Array>,
  closeness: (p: Float32Array, q: Float32Array) => number = cosineSimilarity,
): { genuine: Float32Array; impostor: Float32Array } {
  const entries = [...embeddings].map(([file, embedding]) => ({ person: personOf(file), embedding }));
  const total = (entries.length * (entries.length - 1)) / 2;
  const genuine = new Float32Array(total);
  const impostor = new Float32Array(total);
  let g = 0;
  let i = 0;
  entries.forEach((p, index) => {
    for (const q of entries.slice(0, index)) {
      const value = closeness(p.embedding, q.embedding);
      if (p.person === q.person) genuine[g++] = value;
      else impostor[i++] = value;
    }
  });
  return { genuine: genuine.slice(0, g).sort(), impostor: impostor.slice(0, i).sort() };
}

/** The smallest threshold that at most a part `far` of the impostors (ascending) exceeds. */
export function thresholdAt(impostor: Float32Array, far: number): number {
  return impostor[impostor.length - 1 - Math.floor(far * impostor.length)]!;
}

/** The part of the values that exceeds the threshold. */
export function rateAbove(values: Float32Array, threshold: number): number {
  return values.reduce((count, value) => count + (value > threshold ? 1 : 0), 0) / values.length;
}
