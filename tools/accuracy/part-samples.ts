import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartName } from '../../src/engine/face/completeness.ts';
import { detectFaces, type Detectors } from '../../src/engine/face/detect.ts';
import { openDetector } from '../../src/engine/face/detector.ts';
import { findLandmarks, fivePoints } from '../../src/engine/face/landmarks.ts';
import { partFeatures } from '../../src/engine/face/part-features.ts';
import { type Network, openNetwork } from '../../src/engine/face/session.ts';
import { decodeImage, type RgbImage } from '../../src/engine/image.ts';
import { type Kind, occlude, partPoints, type Random } from './occlusions.ts';
import { listImages } from './lfw.ts';

/** What a face looks like, and how much of each part is covered, 0..1. */
export interface PartSample {
  readonly kind: Kind | 'clear';
  readonly features: Float32Array;
  readonly covered: Readonly<Record<PartName, number>>;
}

const PEOPLE_IN = 5;
const CLEAR = { eyebrow: 0, eye: 0, nose: 0, cheek: 0, mouth: 0, chin: 0 };

/** Numbers 0..1 that repeat from run to run. */
export function repeatable(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Images of LFW for training, and of other people for trying: at most so many of each. */
export async function splitImages(
  folder: string,
  training: number,
  trying: number,
): Promise<{ training: string[]; trying: string[] }> {
  const files = await listImages(folder);
  const people = [...new Set(files.map((file) => file.split('/')[1]!))];
  const group = new Map(people.map((person, i) => [person, i % PEOPLE_IN]));
  const of = (groups: readonly number[], limit: number): string[] =>
    files.filter((file) => groups.includes(group.get(file.split('/')[1]!)!)).slice(0, limit);
  const first = of([0, 1], files.length);
  return { training: first.filter((_, i) => i % 2 === 0).slice(0, training), trying: of([4], trying) };
}

/** The part of the pictures that get a light of their own. */
const LIT = 0.5;

/** The picture in coloured light that changes from one side to the other: each channel by up to a half. */
function inOtherLight(image: RgbImage, random: Random): RgbImage {
  if (random() > LIT) return image;
  const data = Uint8Array.from(image.data);
  const gains = [0, 1, 2].map(() => [0.6 + random() * 0.8, 0.6 + random() * 0.8] as const);
  for (let i = 0; i < data.length; i++) {
    const across = (Math.floor(i / 3) % image.width) / image.width;
    const [left, right] = gains[i % 3]!;
    data[i] = Math.min(255, data[i]! * (left + (right - left) * across));
  }
  return { ...image, data };
}

async function largest(detectors: Detectors, image: RgbImage) {
  const glance = await detectFaces(detectors, image, { minFaceSize: 34, glance: true }, []).next();
  return glance.value?.toSorted((p, q) => q.height - p.height)[0];
}

/** Each image as it is and under each kind of occlusion, landmarks found anew. */
export async function partSamples(
  folder: string,
  files: readonly string[],
  kinds: readonly Kind[],
  random: Random,
): Promise<PartSample[]> {
  const [look, glance] = await Promise.all([openDetector(320, 240), openDetector(160, 120)]);
  const network: Network = await openNetwork('face-landmarks');
  const samples: PartSample[] = [];
  let other: RgbImage | undefined;
  for (const file of files) {
    const image = inOtherLight(await decodeImage(await readFile(join(folder, file))), random);
    const face = await largest({ look, glance }, image);
    if (!face) continue;
    const landmarks = await findLandmarks(network, image, face);
    samples.push({ kind: 'clear', features: partFeatures(image, fivePoints(landmarks)), covered: CLEAR });
    for (const kind of kinds) {
      const occluded = occlude(image, landmarks, kind, random, other ?? image);
      const seen = fivePoints(await findLandmarks(network, occluded.image, face));
      const covered = Object.fromEntries(
        Object.entries(partPoints(landmarks)).map(([part, sides]) => [
          part,
          Math.max(...sides.map((side) => side.filter(occluded.covers).length / side.length)),
        ]),
      ) as Record<PartName, number>;
      samples.push({ kind, features: partFeatures(occluded.image, seen), covered });
    }
    other = image;
  }
  return samples;
}
