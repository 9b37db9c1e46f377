import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFaceFinder, type FaceFinder } from '../../src/engine/face/finder.ts';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import { faceSelections, type Selection } from './face-selections.ts';
import { allPairs, embedImages, listImages, rateAbove, readPairs, thresholdAt } from './lfw.ts';
import { type Counts, countFound, readMarked } from './marked-faces.ts';
import { crossValidated, thin } from './verification.ts';

export interface Row {
  readonly set: string;
  readonly images: number;
  readonly pairs?: number;
  /** %, with the threshold of each fold taken from the other folds. */
  readonly accuracy?: number;
  /** True acceptance rate, %, at a false acceptance rate of 1e-3 (1e-4, 1e-5); absent where impostors are too few. */
  readonly tarAtFar1e3?: number;
  readonly tarAtFar1e4?: number;
  readonly tarAtFar1e5?: number;
  /** % of the marked faces that were found. */
  readonly recall?: number;
  /** Found faces that are not marked. */
  readonly falsePositives?: number;
  readonly facesPerSecond?: number;
}

const percent = (part: number): number => Math.round(part * 10_000) / 100;

function acceptance(genuine: Float32Array, impostor: Float32Array): Partial<Row> {
  const rates = { tarAtFar1e3: 1e-3, tarAtFar1e4: 1e-4, tarAtFar1e5: 1e-5 };
  return Object.fromEntries(
    Object.entries(rates)
      .filter(([, far]) => far * impostor.length >= 1)
      .map(([name, far]) => [name, percent(rateAbove(genuine, thresholdAt(impostor, far)))]),
  );
}

/** The protocol's pairs end to end; a pair that lacks a face is wrong. */
async function lfw(
  finder: FaceFinder,
  folder: string,
  embed: true | 'careful',
  limit?: number,
): Promise<Row[]> {
  const how = embed === 'careful' ? ', careful' : '';
  const pairs = thin(await readPairs(folder), limit);
  const files = limit === undefined ? await listImages(folder) : new Set(pairs.flatMap((p) => [p.a, p.b]));
  const start = performance.now();
  const embeddings = await embedImages(finder, folder, files, embed);
  const facesPerSecond = Math.round((10_000 * embeddings.size) / (performance.now() - start)) / 10;
  const scored = pairs.map(({ a, b, same, fold }) => {
    const [p, q] = [embeddings.get(a), embeddings.get(b)];
    return { closeness: p && q && cosineSimilarity(p, q), same, fold };
  });
  const cosines = (same: boolean): Float32Array =>
    Float32Array.from(scored.filter((p) => p.same === same).map((p) => p.closeness ?? -1)).sort();
  const every = allPairs(embeddings);
  return [
    {
      set: `LFW folds 1-5${how}`,
      images: embeddings.size,
      pairs: pairs.length,
      accuracy: percent(crossValidated(scored)),
      ...acceptance(cosines(true), cosines(false)),
      facesPerSecond,
    },
    {
      set: `LFW all pairs${how}`,
      images: embeddings.size,
      pairs: every.genuine.length + every.impostor.length,
      ...acceptance(every.genuine, every.impostor),
    },
  ];
}

/** Faces of photographs with several, each marked. */
async function detection(finder: FaceFinder, folder: string): Promise<Row> {
  const photographs = await readMarked(folder);
  const counts: Counts[] = [];
  for (const { file, marks } of photographs) {
    const content = await readFile(join(folder, file));
    counts.push(countFound(marks, (await finder.find(content, { maxFaces: 120, minFaceSize: 34 })).faces));
  }
  const sum = (name: keyof Counts): number => counts.reduce((total, count) => total + count[name], 0);
  return {
    set: 'several faces',
    images: photographs.length,
    recall: percent(sum('found') / sum('marked')),
    falsePositives: sum('invented'),
  };
}

/**
 * Measures faces on `<evalFolder>/face`: verification on LFW and detection on photographs with several faces.
 * `limit` is the number of LFW pairs; without it, every pair of the protocol and all pairs of all images count, and
 * selections of them by pose and quality follow.
 */
export async function faceAccuracy(
  evalFolder: string,
  options: { limit?: number } = {},
): Promise<(Row | Selection)[]> {
  const folder = join(evalFolder, 'face');
  const finder = await createFaceFinder();
  return [
    await detection(finder, folder),
    ...(await lfw(finder, folder, true, options.limit)),
    ...(await lfw(finder, folder, 'careful', options.limit)),
    ...(options.limit === undefined ? await faceSelections(finder, folder) : []),
  ];
}
