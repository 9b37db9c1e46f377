import sharp from 'sharp';
import { expect, test } from 'vitest';
import { findPupil } from '../../../src/engine/face/pupils.ts';
import { decodeImage } from '../../../src/engine/image.ts';
import type { Point } from '../../../src/engine/types.ts';

/** An eye 80 pixels wide at (100, 60) that looks `right` pixels to the right, leaning by `degrees`. */
async function drawEye(right: number, degrees: number, opening: number) {
  const iris = 100 + right;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120"><rect width="200" height="120" fill="#c99a80"/>
    <g transform="rotate(${degrees} 100 60)"><clipPath id="e"><ellipse cx="100" cy="60" rx="40" ry="${opening}"/></clipPath>
    <ellipse cx="100" cy="60" rx="40" ry="${opening}" fill="#eee"/>
    <g clip-path="url(#e)"><circle cx="${iris}" cy="60" r="16" fill="#5a4030"/><circle cx="${iris}" cy="60" r="7" fill="#111"/>
    <circle cx="${iris + 4}" cy="55" r="3" fill="#fff"/></g></g></svg>`;
  const turn = (x: number, y: number): Point => {
    const angle = (degrees * Math.PI) / 180;
    return {
      x: 100 + (x - 100) * Math.cos(angle) - (y - 60) * Math.sin(angle),
      y: 60 + (x - 100) * Math.sin(angle) + (y - 60) * Math.cos(angle),
    };
  };
  const lid = opening * 0.87;
  const eye = [
    turn(60, 60),
    turn(80, 60 - lid),
    turn(120, 60 - lid),
    turn(140, 60),
    turn(120, 60 + lid),
    turn(80, 60 + lid),
  ];
  return {
    image: await decodeImage(await sharp(Buffer.from(svg)).png().toBuffer()),
    eye,
    pupil: turn(iris, 60),
  };
}

test.each([
  [0, 0, 18],
  [12, 0, 18],
  [-14, 0, 18],
  [8, 25, 18],
  [-8, -40, 20],
  [5, 10, 12],
])(
  'the pupil of an eye that looks %d pixels aside, leans by %d degrees and opens by %d',
  async (right, degrees, opening) => {
    const { image, eye, pupil } = await drawEye(right, degrees, opening);
    const found = findPupil(image, eye);
    expect(Math.hypot(found.x - pupil.x, found.y - pupil.y)).toBeLessThan(4);
  },
);

test('a closed eye gives its middle', async () => {
  const { image, eye } = await drawEye(10, 0, 3);
  const { x, y } = findPupil(image, eye);
  expect(x).toBeCloseTo(100);
  expect(y).toBeCloseTo(60);
});
