import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeImage, type RgbImage } from '../../../src/engine/image.ts';
import { findCards } from '../../../src/engine/photo/find-cards.ts';
import { quadIou } from '../../../src/engine/photo/polygon.ts';
import type { Card } from '../../../src/engine/photo/types.ts';
import { drawIdDocument, drawReceipt } from '../../material/draw-document.ts';
import { levels, photograph, type PhotoOptions } from '../../material/photograph.ts';
import { Random } from '../../material/random.ts';

let card: Buffer;
let receipt: Buffer;
beforeAll(async () => {
  [card, receipt] = [(await drawIdDocument()).image, (await drawReceipt()).image];
});

const small = { width: 800, height: 600 } as const;

/** Finds what was photographed, and how well its place is met. */
async function find(
  drawing: Buffer,
  options: PhotoOptions,
  random: Random,
): Promise<{ cards: Card[]; iou: number }> {
  const photo = await photograph(drawing, { ...options, ...small }, random);
  const cards = await findCards(await decodeImage(photo.image));
  return { cards, iou: cards[0] ? quadIou(cards[0].quad, photo.corners) : 0 };
}

describe('one card or page', () => {
  test.each(['office', 'phone', 'bad'] as const)('is found in %s conditions', async (level) => {
    for (const seed of [1, 2, 3]) {
      const random = new Random(seed);
      const { cards, iou } = await find(card, { ...levels[level](random), rounded: true }, random);
      expect(cards).toHaveLength(1);
      expect(iou).toBeGreaterThan(0.97);
      const page = await find(receipt, levels[level](random), random);
      expect(page.iou).toBeGreaterThan(0.97);
    }
  });

  test('is found under a finger, with lamps in it', async () => {
    const { iou } = await find(card, { finger: 0.2, glares: 2, background: 'wood' }, new Random(4));
    expect(iou).toBeGreaterThan(0.97);
  });

  test('its corners begin at the top left of the picture, however it lies', async () => {
    for (const tilt of [-40, 5, 40]) {
      const photo = await photograph(card, { ...small, tilt }, new Random(5));
      const [found] = await findCards(await decodeImage(photo.image));
      found?.quad.forEach((point, i) => {
        const corner = photo.corners[i] ?? { x: NaN, y: NaN };
        expect(Math.hypot(point.x - corner.x, point.y - corner.y)).toBeLessThan(5);
      });
      expect(found).toBeDefined();
    }
  });

  test('tells which of its sides the picture cuts off', async () => {
    const cut = await find(card, { cut: 0.1 }, new Random(6));
    expect(cut.cards[0]?.cutSides).toEqual([3]);
    const whole = await find(card, {}, new Random(6));
    expect(whole.cards[0]?.cutSides).toEqual([]);
  });
});

test('several cards are found, the largest first', async () => {
  const table = { width: 1200, height: 800, channels: 3, background: '#4a5058' } as const;
  const laid = await Promise.all(
    [
      { width: 600, left: 40, top: 60, angle: 4 },
      { width: 420, left: 740, top: 90, angle: -8 },
      { width: 300, left: 780, top: 520, angle: 0 },
    ].map(async ({ width, left, top, angle }) => ({
      input: await sharp(card).resize(width).rotate(angle, { background: table.background }).toBuffer(),
      ...{ left, top },
    })),
  );
  const picture = await sharp({ create: table }).composite(laid).png().toBuffer();
  const cards = await findCards(await decodeImage(picture));
  const widths = cards.map(({ quad: [a, b] }) => Math.hypot(b.x - a.x, b.y - a.y));
  expect(widths).toHaveLength(3);
  [600, 420, 300].forEach((width, i) => expect(Math.abs((widths[i] ?? NaN) - width)).toBeLessThan(15));
});

describe('nothing is found', () => {
  const filled = (width: number, height: number, value: number): RgbImage => ({
    ...{ width, height, data: new Uint8Array(width * height * 3).fill(value) },
  });

  test.each([
    [1, 1],
    [9, 2000],
    [300, 200],
  ])('in an empty picture of %d x %d pixels', async (width, height) => {
    expect(await findCards(filled(width, height, 130))).toEqual([]);
  });

  test('where a card fills the whole picture', async () => {
    const cards = await findCards(await decodeImage(card));
    expect(cards.filter(({ quad: [a, , c] }) => c.x - a.x > 900 && c.y - a.y > 580)).toEqual([]);
  });
});
