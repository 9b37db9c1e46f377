import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp, { type Region } from 'sharp';

/**
 * Photographs that the development package `@vladmandic/face-api` ships with its demo. The package is under the MIT
 * licence and states nothing further about the pictures. They are read in tests, and never copied into the project.
 */
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
);

export interface FacePhotos {
  /** One woman in two different photographs. */
  readonly personA: [Buffer, Buffer];
  /** Another woman. */
  readonly personB: Buffer;
  /** A photograph, 1920x1537, of several people; person B stands on the left. */
  readonly group: Buffer;
  readonly groupFaces: number;
}

const photo = (name: string): Promise<Buffer> => readFile(join(folder, name));

const cut = async (name: string, region: Region): Promise<Buffer> =>
  sharp(await photo(name))
    .extract(region)
    .jpeg({ quality: 92 })
    .toBuffer();

/** JPEG photographs of faces: about 480 pixels square, and a group. */
export async function facePhotos(): Promise<FacePhotos> {
  const [first, second, personB, group] = await Promise.all([
    cut('sample1.jpg', { left: 1340, top: 100, width: 480, height: 480 }),
    cut('sample3.jpg', { left: 950, top: 100, width: 480, height: 480 }),
    cut('sample6.jpg', { left: 120, top: 380, width: 480, height: 480 }),
    photo('sample6.jpg'),
  ]);
  return { personA: [first, second], personB, group, groupFaces: 4 };
}

/** A JPEG photograph, 1920x1367, of three people, with a knee at about (980, 916) that the detector takes for a face. */
export const photoWithKnee = (): Promise<Buffer> => photo('sample2.jpg');
