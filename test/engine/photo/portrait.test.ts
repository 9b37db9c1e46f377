import sharp from 'sharp';
import { expect, test } from 'vitest';
import { createFaceFinder } from '../../../src/engine/face/finder.ts';
import { decodeImage } from '../../../src/engine/image.ts';
import { cutPortrait } from '../../../src/engine/photo/portrait.ts';
import { drawIdDocument } from '../../material/draw-document.ts';
import { facePhotos } from '../../material/faces.ts';

test('head and shoulders of the portrait on a card are cut out; where there is no face, nothing', async () => {
  const [finder, { personA }, { image }] = await Promise.all([
    createFaceFinder(),
    facePhotos(),
    drawIdDocument(),
  ]);
  expect(await cutPortrait(await decodeImage(image), finder)).toBeUndefined();
  const face = await sharp(personA[0]).resize(250, 310).toBuffer();
  const card = await sharp(image)
    .composite([{ input: face, left: 40, top: 120 }])
    .png()
    .toBuffer();
  const portrait = await cutPortrait(await decodeImage(card), finder);
  const { x, y, width, height } = portrait?.box ?? { x: 0, y: 0, width: 0, height: 0 };
  // Most of it inside the picture on the card, which is at 40, 120 and 250 x 310 large.
  expect(x).toBeGreaterThan(20);
  expect(y).toBeGreaterThan(90);
  expect(x + width).toBeLessThan(330);
  expect(y + height).toBeLessThan(470);
  expect(height).toBeGreaterThan(width);
  const cut = Buffer.from(portrait?.image ?? []);
  expect(await sharp(cut).metadata()).toMatchObject({ format: 'jpeg', width, height });
  expect((await finder.find(cut, { maxFaces: 2, minFaceSize: 34 })).faces).toHaveLength(1);
});
