import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaceFinder } from '../../src/engine/face/finder.ts';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import type { DetectedFace } from '../../src/engine/types.ts';
import { listImages, rateAbove, thresholdAt } from './lfw.ts';

/** One selection of all pairs of LFW: what part of the pairs of one person is not accepted. */
export interface Selection {
  readonly set: string;
  readonly genuinePairs: number;
  /** %, at the threshold of all pairs of different people, or of all such pairs, for a false acceptance rate of 1e-3 and 1e-4. */
  readonly fnmrAtFar1e3: number;
  readonly fnmrAtFar1e4: number;
}

/** Degrees of yaw between two pictures from which a pair counts as turned. */
const TURNED = 35;
/** Degrees of yaw in one picture from which a face counts as turned away. */
const TURNED_AWAY = 30;

interface Pair {
  readonly cosine: number;
  readonly turn: number;
  /** The larger yaw of the two, whichever way. */
  readonly away: number;
  /** The lower quality score of the two. */
  readonly score: number;
}

const percent = (part: number): number => Math.round(part * 10_000) / 100;

/** The face in the middle of each picture, embedded carefully. */
async function faces(finder: FaceFinder, folder: string): Promise<{ person: string; face: DetectedFace }[]> {
  const found: { person: string; face: DetectedFace }[] = [];
  for (const file of await listImages(folder)) {
    const image = await readFile(join(folder, file));
    const { faces, width, height } = await finder.find(image, {
      maxFaces: 5,
      minFaceSize: 34,
      embed: 'careful',
      quality: true,
    });
    const distance = (face: DetectedFace): number =>
      Math.hypot(face.x + (face.width - width) / 2, face.y + (face.height - height) / 2) - face.height / 2;
    const [face] = faces.toSorted((p, q) => distance(p) - distance(q));
    if (face) found.push({ person: file.split('/')[1] ?? '', face });
  }
  return found;
}

/**
 * Pairs of one person among all of LFW: all of them, those whose heads are turned differently, and those that are left
 * when the worst by quality score are dropped (an error-versus-reject curve; Grother and Tabassi, PAMI 29(4), 2007).
 */
export async function faceSelections(finder: FaceFinder, folder: string): Promise<Selection[]> {
  const all = await faces(finder, folder);
  const genuine: Pair[] = [];
  const impostor: number[] = [];
  const impostorAway: number[] = [];
  all.forEach((p, i) => {
    for (const q of all.slice(0, i)) {
      const cosine = cosineSimilarity(p.face.embedding!, q.face.embedding!);
      const away = Math.max(Math.abs(p.face.pose.yaw), Math.abs(q.face.pose.yaw));
      if (p.person === q.person)
        genuine.push({
          cosine,
          turn: Math.abs(p.face.pose.yaw - q.face.pose.yaw),
          away,
          score: Math.min(p.face.quality!.score, q.face.quality!.score),
        });
      else {
        impostor.push(cosine);
        if (away >= TURNED_AWAY) impostorAway.push(cosine);
      }
    }
  });
  const ascending = Float32Array.from(impostor).sort();
  const ascendingAway = Float32Array.from(impostorAway).sort();
  const missed = (pairs: readonly Pair[], far: number, strangers: Float32Array): number =>
    percent(
      1 -
        rateAbove(
          Float32Array.from(pairs, (p) => p.cosine),
          thresholdAt(strangers, far),
        ),
    );
  const selection = (set: string, pairs: readonly Pair[], strangers = ascending): Selection => ({
    set,
    genuinePairs: pairs.length,
    fnmrAtFar1e3: missed(pairs, 1e-3, strangers),
    fnmrAtFar1e4: missed(pairs, 1e-4, strangers),
  });
  const byScore = genuine.toSorted((p, q) => p.score - q.score);
  return [
    selection('LFW, pairs of one person', genuine),
    selection(
      `LFW, turned by ${TURNED} degrees between pictures`,
      genuine.filter((p) => p.turn >= TURNED),
    ),
    selection(
      `LFW, one turned by ${TURNED_AWAY} degrees, thresholds of such pairs`,
      genuine.filter((p) => p.away >= TURNED_AWAY),
      ascendingAway,
    ),
    ...[0.05, 0.1, 0.2].map((part) =>
      selection(`LFW, without the worst ${100 * part} %`, byScore.slice(Math.floor(part * byScore.length))),
    ),
  ];
}
