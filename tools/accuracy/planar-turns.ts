/** `node tools/accuracy/planar-turns.ts FOLDER [COUNT]`: which motions of a head a photograph that is turned before the camera passes for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import type { RgbImage } from '../../src/engine/image.ts';
import { measure, type FrameMeasure } from '../../src/engine/liveness/measures.ts';
import { missingMotion } from '../../src/engine/liveness/motions.ts';
import { median } from '../../src/engine/text/geometry.ts';
import { turnedPhotograph } from '../../test/material/turned-photograph.ts';

const [folder = '', count = '100'] = process.argv.slice(2);
/** Degrees that the photograph is turned to either side, in steps. */
const EXTREMES = [30, 45, 60];
const STEP = 15;
const OPTIONS = { maxFaces: 1, minFaceSize: 30 };
const AXES = ['upright', 'level'] as const;

const finder = await createFaceFinder();
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.jpe?g$/i.test(file))
  .sort();
const step = Math.max(1, Math.floor(files.length / Number(count)));
const photos = files.filter((_, i) => i % step === 0).slice(0, Number(count));

/** What is seen of a photograph as it swings about an axis, from one side to the other. */
async function swing(photo: RgbImage, axis: (typeof AXES)[number], extreme: number): Promise<FrameMeasure[]> {
  const frames: FrameMeasure[] = [];
  for (let degrees = -extreme; degrees <= extreme; degrees += STEP) {
    const turned = turnedPhotograph(photo, axis, degrees);
    const [face] = (await finder.findIn(turned, OPTIONS)).faces;
    if (face) frames.push(measure(face));
  }
  return frames;
}

const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
const decoded = await Promise.all(
  photos.map((file) => finder.decode(readFileSync(join(folder, file)), undefined)),
);
for (const axis of AXES)
  for (const extreme of EXTREMES) {
    const swings: FrameMeasure[][] = [];
    for (const photo of decoded) swings.push(await swing(photo, axis, extreme));
    const seen = swings.filter((frames) => frames.length > 1);
    const passing = (motion: 'nod' | 'shake'): number =>
      seen.filter((frames) => missingMotion(frames, [motion]) === null).length;
    const moved = (name: 'yaw' | 'pitch'): string =>
      median(seen.map((frames) => range(frames.map((frame) => frame[name])))).toFixed(1);
    console.log(
      `about the ${axis} axis by ${extreme} degrees to either side, ${seen.length} photographs: yaw swings by ${moved('yaw')}, ` +
        `pitch by ${moved('pitch')} (median); ${passing('shake')} pass for a shake, ${passing('nod')} for a nod`,
    );
  }
