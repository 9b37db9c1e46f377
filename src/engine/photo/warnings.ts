import type { RgbImage } from '../image.ts';
import type { Quad } from '../types.ts';
import { colourfulness } from './colour.ts';
import { glareShare } from './glare.ts';
import { moireLevel } from './moire.ts';
import { straighten, straightSize } from './straighten.ts';

/** What is measured on a card: see `warningsOf` for what it means. */
export interface CardMeasures {
  /** How far colours depart from the card's usual one, of 255. */
  readonly colour: number;
  /** Share of the card that mirrors a lamp, 0..1. */
  readonly glare: number;
  /** How far the clearest regular pattern stands out of the fine detail, decibels. */
  readonly moire: number;
}

/** Size at which colours and glare are looked at: longer side, pixels. */
const SMALL_SIDE = 256;

/** Measures a card in a picture; without a quad, the whole picture is the card. */
export function measureCard(image: RgbImage, quad?: Quad): CardMeasures {
  const card = quad ?? wholeOf(image);
  const { width, height } = straightSize(card);
  const scale = Math.min(1, SMALL_SIDE / Math.max(width, height));
  const small = straighten(image, card, width * scale, height * scale);
  return { colour: colourfulness(small), glare: glareShare(small), moire: moireLevel(image, card) };
}

const wholeOf = ({ width, height }: RgbImage): Quad => [
  { x: 0, y: 0 },
  { x: width, y: 0 },
  { x: width, y: height },
  { x: 0, y: height },
];
