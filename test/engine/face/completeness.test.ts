import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { createFaceFinder, type FaceFinder } from '../../../src/engine/face/finder.ts';
import { bounds } from '../../../src/engine/face/geometry.ts';
import type { DetectedFace, FaceCompleteness } from '../../../src/engine/types.ts';
import { facePhotos } from '../../material/faces.ts';

/** From where down the API's documentation calls a part covered. */
const COVERED_BELOW = { eyebrow: 80, eye: 80, nose: 60, cheek: 70, mouth: 50, chin: 70 } as const;

let finder: FaceFinder;
let photos: Buffer[];
beforeAll(async () => {
  const { personA, personB } = await facePhotos();
  photos = [personA[0], personB];
  finder = await createFaceFinder();
});

const look = async (photo: Buffer): Promise<DetectedFace> =>
  (await finder.find(photo, { maxFaces: 1, minFaceSize: 34, quality: true })).faces[0]!;

/** Shapes drawn over a photograph of 480 pixels. */
const draw = (photo: Buffer, shapes: string): Promise<Buffer> =>
  sharp(photo)
    .composite([
      {
        input: Buffer.from(
          `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480">${shapes}</svg>`,
        ),
      },
    ])
    .png()
    .toBuffer();

const ellipse = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}"/>`;

function glasses({ landmarks5, width }: DetectedFace): string {
  const [left, right] = landmarks5;
  return [left!, right!].map(({ x, y }) => ellipse(x, y, width * 0.19, width * 0.12, '#151518')).join('');
}

function mask({ landmarks68 }: DetectedFace): string {
  const { x, width } = bounds(landmarks68.slice(2, 15));
  const [top, bottom] = [landmarks68[29]!.y, landmarks68[8]!.y + 4];
  return `<rect x="${x}" y="${top}" width="${width}" height="${bottom - top}" rx="${width / 5}" fill="#9fc4d8"/>`;
}

const covered = (completeness: FaceCompleteness): (keyof FaceCompleteness)[] =>
  (Object.keys(COVERED_BELOW) as (keyof FaceCompleteness)[]).filter(
    (part) => completeness[part]! < COVERED_BELOW[part],
  );

test('nothing of a clear face is covered', async () => {
  for (const photo of photos) {
    const { quality } = await look(photo);
    expect(covered(quality!.completeness!)).toEqual([]);
    expect(quality!.score).toBeGreaterThan(60);
  }
});

test('dark glasses cover the eyes, and neither mouth nor chin', async () => {
  for (const photo of photos) {
    const clear = await look(photo);
    const { quality } = await look(await draw(photo, glasses(clear)));
    expect(covered(quality!.completeness!)).toContain('eye');
    expect(covered(quality!.completeness!)).not.toContain('mouth');
    expect(covered(quality!.completeness!)).not.toContain('chin');
    expect(quality!.score).toBeLessThan(clear.quality!.score);
  }
});

test('a mask covers the mouth and the chin, and not the eyes', async () => {
  for (const photo of photos) {
    const clear = await look(photo);
    const { quality } = await look(await draw(photo, mask(clear)));
    expect(covered(quality!.completeness!)).toEqual(expect.arrayContaining(['mouth', 'chin']));
    expect(covered(quality!.completeness!)).not.toContain('eye');
    expect(quality!.score).toBeLessThan(clear.quality!.score);
  }
});
