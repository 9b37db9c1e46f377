import { expect, test } from 'vitest';
import { faceQuality } from '../../../src/engine/face/quality.ts';
import { warp } from '../../../src/engine/face/warp.ts';
import { decodeImage } from '../../../src/engine/image.ts';
import sharp, { type Sharp } from 'sharp';
import { facePhotos } from '../../material/faces.ts';

const qualityOf = async (image: Sharp) => {
  const decoded = await decodeImage(await image.resize(112, 112).png().toBuffer());
  return faceQuality(warp(decoded, [1, 0, 0, 0, 1, 0], 112, 112), 3);
};

test('blur lowers sharpness, gain raises brightness, both stay within 0..100', async () => {
  const { personB } = await facePhotos();
  const plain = await qualityOf(sharp(personB));
  const blurred = await qualityOf(sharp(personB).blur(12));
  const dark = await qualityOf(sharp(personB).linear(0.4, 0));
  const white = await qualityOf(sharp(personB).linear(0, 255));
  expect(plain.sharpness).toBeGreaterThan(40);
  expect(blurred.sharpness).toBeLessThan(plain.sharpness / 3);
  expect(dark.brightness).toBeLessThan(0.6 * plain.brightness);
  expect(white).toMatchObject({ sharpness: 0, brightness: 100 });
});
