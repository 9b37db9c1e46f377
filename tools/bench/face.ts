import sharp from 'sharp';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import { facePhotos } from '../../test/material/faces.ts';

const ROUNDS = 40;

const median = (values: readonly number[]): number =>
  values.toSorted((p, q) => p - q)[Math.floor(values.length / 2)]!;

/**
 * The whole chain (decode, detect, landmarks, align, embed) for the largest face of a 640x480 JPEG, on one thread:
 * faces per second from the median time, that time, and the processor time of the process, which other work on the machine
 * lengthens less.
 */
export async function benchFace(): Promise<{ name: string; value: number; unit: string }[]> {
  const { group } = await facePhotos();
  const photo = await sharp(group).resize(640, 480, { fit: 'cover' }).jpeg().toBuffer();
  const finder = await createFaceFinder();
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await finder.find(photo, { maxFaces: 1, minFaceSize: 34, embed: true });
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - start);
    cpu.push((user + system) / 1000);
  }
  const ms = median(times.slice(ROUNDS / 4));
  return [
    { name: 'face: found and embedded, 640x480', value: 1000 / ms, unit: 'faces/s' },
    { name: 'face: the same, one call', value: ms, unit: 'ms' },
    { name: 'face: the same, processor time', value: median(cpu.slice(ROUNDS / 4)), unit: 'ms' },
  ];
}
