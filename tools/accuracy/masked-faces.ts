import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFaceFinder, type FaceFinder } from '../../src/engine/face/finder.ts';
import { iou } from '../../src/engine/face/geometry.ts';
import type { MaybeMasked } from '../../src/engine/face/mask-score.ts';
import type { RgbImage } from '../../src/engine/image.ts';
import type { DetectedFace } from '../../src/engine/types.ts';
import { anyMask, drawMask } from '../../test/material/masks.ts';
import { Random } from '../../test/material/random.ts';
import { listImages } from './lfw.ts';

/** One picture as it is, and with a mask drawn; undefined where the face is not found under it. */
export interface MaskSample {
  readonly person: string;
  readonly bare: MaybeMasked;
  readonly masked: MaybeMasked | undefined;
}

/** So many pictures of each person who has two or more. */
const PICTURES_EACH = 4;

async function picturesOfPairs(folder: string): Promise<string[]> {
  const byPerson = Map.groupBy(await listImages(folder), (file) => file.split('/')[1] ?? '');
  return [...byPerson.values()]
    .filter((files) => files.length > 1)
    .flatMap((files) => files.slice(0, PICTURES_EACH));
}

const faceOf = async (finder: FaceFinder, image: RgbImage): Promise<DetectedFace | undefined> =>
  (await finder.findIn(image, { maxFaces: 1, minFaceSize: 34, embed: 'careful', lowerFace: true })).faces[0];

const seen = ({ embedding, lowerFaceCovered }: DetectedFace): MaybeMasked => ({
  embedding: embedding!,
  lowerFaceCovered: lowerFaceCovered!,
});

const encode = (face: MaybeMasked | undefined) =>
  face && [face.lowerFaceCovered, Buffer.from(new Uint8Array(face.embedding.buffer)).toString('base64')];

const decode = (kept: readonly [boolean, string] | null | undefined): MaybeMasked | undefined =>
  kept
    ? {
        lowerFaceCovered: kept[0],
        embedding: new Float32Array(new Uint8Array(Buffer.from(kept[1], 'base64')).buffer),
      }
    : undefined;

type Kept = readonly [person: string, bare: [boolean, string], masked: [boolean, string] | null];

/**
 * The largest face of pictures of LFW below `folder`, bare and under a mask that chance draws, through the whole chain. Takes some minutes: with LETHE_EMBEDDINGS
 * set to a file outside of the project they are kept there and read from there, until somebody deletes it.
 */
export async function maskSamples(folder: string): Promise<readonly MaskSample[]> {
  const kept = process.env.LETHE_EMBEDDINGS;
  if (kept && existsSync(kept))
    return (JSON.parse(await readFile(kept, 'utf8')) as Kept[]).map(([person, bare, masked]) => ({
      person,
      bare: decode(bare)!,
      masked: decode(masked),
    }));
  const finder = await createFaceFinder();
  const random = new Random(19);
  const samples: MaskSample[] = [];
  for (const file of await picturesOfPairs(folder)) {
    const image = await finder.decode(await readFile(join(folder, file)), undefined);
    const bare = await faceOf(finder, image);
    if (!bare) continue;
    const found = await faceOf(finder, drawMask(image, bare.landmarks68, anyMask(random)));
    const masked = found && iou(found, bare) > 0.35 ? seen(found) : undefined;
    samples.push({ person: file.split('/')[1] ?? '', bare: seen(bare), masked });
  }
  if (kept) {
    const rows = samples.map(({ person, bare, masked }) => [person, encode(bare), encode(masked)]);
    await writeFile(kept, JSON.stringify(rows), { mode: 0o600 });
  }
  return samples;
}
