import { expect, test } from 'vitest';
import type { RgbImage } from '../../../../src/engine/image.ts';
import { openTesseract } from '../../../../src/engine/text/scripts/tesseract-line.ts';
import { tesseractCore } from '../../../../src/engine/text/scripts/tesseract-core.ts';

const flat = (width: number, height: number, grey: number): RgbImage => ({
  data: new Uint8Array(width * height * 3).fill(grey),
  width,
  height,
});

test.each([
  [8, 64, 255],
  [8, 64, 0],
  [4000, 64, 128],
])(
  'a line of %i x %i pixels without letters is read with less confidence than text is',
  async (width, height, grey) => {
    const recogniser = await openTesseract('french-letters');
    const { confidence } = await recogniser.recognise(flat(width, height, grey));
    expect(confidence).toBeLessThan(0.5);
  },
);

test('noise is read without failing', async () => {
  const recogniser = await openTesseract('spanish-letters');
  let state = 7;
  for (const width of [40, 160, 900]) {
    const line = flat(width, 64, 255);
    for (let i = 0; i < line.data.length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      line.data[i] = state >>> 24;
    }
    const { confidence } = await recogniser.recognise(line);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
  }
});

test('the picture does not stay in the memory of the library', async () => {
  const recogniser = await openTesseract('french-letters');
  await recogniser.recognise(flat(100, 64, 255));
  const { FS } = await tesseractCore();
  expect(() => FS.unlink('/input')).toThrow();
});

test('data that is broken is refused', async () => {
  await expect(openTesseract('korean-alphabet')).rejects.toThrow();
});
