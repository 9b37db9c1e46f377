import sharp from 'sharp';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import { facePhotos } from '../../test/material/faces.ts';

const ROUNDS = 40;

const median = (values: readonly number[]): number =>
  values.toSorted((p, q) => p - q)[Math.floor(values.length / 2)]!;

/**
 * The whole chain (decode, detect, landmarks, align, embed) for the largest face of a 640x480 JPEG, on one thread:
 * faces per second from the median time, and that time.
 */
export async function benchFace(): Promise<{ name: string; value: number; unit: string }[]> {
  const { group } = await facePhotos();
  const photo = await sharp(group).resize(640, 480, { fit: 'cover' }).jpeg().toBuffer();
  const finder = await createFaceFinder();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await finder.find(photo, { maxFaces: 1, minFaceSize: 34, embed: true });
    times.push(performance.now() - start);
  }
  const ms = median(times.slice(ROUNDS / 4));
  return [
    { name: 'face: found and embedded, 640x480', value: 1000 / ms, unit: 'faces/s' },
    { name: 'face: the same, one call', value: ms, unit: 'ms' },
  ];
}
