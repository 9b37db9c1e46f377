import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFaceFinder, type FaceFinder } from '../../src/engine/face/finder.ts';
import { type Box, iou } from '../../src/engine/face/geometry.ts';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import { faceSelections, type Selection } from './face-selections.ts';
import { allPairs, embedImages, listImages, rateAbove, readPairs, thresholdAt } from './lfw.ts';

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

interface ScoredPair {
  readonly cosine: number;
  readonly same: boolean;
  readonly fold: string;
}

const percent = (part: number): number => Math.round(part * 10_000) / 100;

/** The threshold that separates the most pairs rightly. */
function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = pairs.toSorted((p, q) => q.cosine - p.cosine);
  let right = sorted.filter((p) => !p.same).length;
  let best = right;
  let threshold = 1;
  sorted.forEach((pair, i) => {
    right += pair.same ? 1 : -1;
    if (right <= best) return;
    best = right;
    threshold = (pair.cosine + (sorted[i + 1]?.cosine ?? pair.cosine)) / 2;
  });
  return threshold;
}

/** Mean accuracy over folds, each judged by the threshold that is best on the others. */
function crossValidated(pairs: readonly ScoredPair[]): number {
  const folds = [...new Set(pairs.map((p) => p.fold))];
  const accuracies = folds.map((fold) => {
    const threshold = bestThreshold(pairs.filter((p) => p.fold !== fold));
    const tested = pairs.filter((p) => p.fold === fold);
    return tested.filter((p) => p.cosine > threshold === p.same).length / tested.length;
  });
  return accuracies.reduce((sum, a) => sum + a, 0) / folds.length;
}

function acceptance(genuine: Float32Array, impostor: Float32Array): Partial<Row> {
  const rates = { tarAtFar1e3: 1e-3, tarAtFar1e4: 1e-4, tarAtFar1e5: 1e-5 };
  return Object.fromEntries(
    Object.entries(rates)
      .filter(([, far]) => far * impostor.length >= 1)
      .map(([name, far]) => [name, percent(rateAbove(genuine, thresholdAt(impostor, far)))]),
  );
}

/** Every n-th element, so that about `limit` remain and all folds stay in. */
const thin = <T>(values: readonly T[], limit = values.length): T[] =>
  values.filter((_, i) => i % Math.max(1, Math.ceil(values.length / limit)) === 0);

/** The protocol's pairs end to end; a face that is not found makes its pairs different. */
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
    return { cosine: p && q ? cosineSimilarity(p, q) : -1, same, fold };
  });
  const cosines = (same: boolean): Float32Array =>
    Float32Array.from(scored.filter((p) => p.same === same).map((p) => p.cosine)).sort();
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

interface MarkedImage {
  readonly file: string;
  readonly faces: readonly { left: number; top: number; width: number; height: number }[];
}

/** `multi.json`: photographs with several faces, each marked with a square over its inner part. */
async function detection(finder: FaceFinder, folder: string): Promise<Row> {
  const images = JSON.parse(await readFile(join(folder, 'multi.json'), 'utf8')) as MarkedImage[];
  let marked = 0;
  let found = 0;
  let falsePositives = 0;
  for (const { file, faces } of images) {
    const content = await readFile(join(folder, file));
    const result = await finder.find(content, { maxFaces: 120, minFaceSize: 34 });
    const boxes: Box[] = faces.map((face) => ({ ...face, x: face.left, y: face.top }));
    marked += boxes.length;
    found += boxes.filter((box) => result.faces.some((face) => iou(box, face) > 0.3)).length;
    falsePositives += result.faces.filter((face) => !boxes.some((box) => iou(box, face) > 0.3)).length;
  }
  return { set: 'several faces', images: images.length, recall: percent(found / marked), falsePositives };
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
