import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodeImage } from '../../../src/engine/image.ts';
import { isGreyCopy } from '../../../src/engine/photo/warnings.ts';
import { drawIdDocument } from '../../material/draw-document.ts';
import { facePhotos } from '../../material/faces.ts';
import { photograph } from '../../material/photograph.ts';
import { Random } from '../../material/random.ts';

test('a copier leaves no colour in a card, whatever lies around it and however warm the light is', async () => {
  const { image } = await drawIdDocument();
  for (const photocopied of [true, false]) {
    const options = { width: 800, height: 600, background: 'wood', noise: 6, quality: 70 } as const;
    const { image: photo, corners } = await photograph(image, { ...options, photocopied }, new Random(8));
    const warm = await sharp(photo).linear([1, 0.94, 0.82], [0, 0, 0]).jpeg().toBuffer();
    for (const each of [photo, warm]) expect(isGreyCopy(await decodeImage(each), corners)).toBe(photocopied);
  }
});

test('photographs of people are no copies; without colour they are', async () => {
  const { personA, personB, group } = await facePhotos();
  for (const photo of [...personA, personB, group]) {
    expect(isGreyCopy(await decodeImage(photo))).toBe(false);
    expect(isGreyCopy(await decodeImage(await sharp(photo).greyscale().jpeg().toBuffer()))).toBe(true);
  }
});
