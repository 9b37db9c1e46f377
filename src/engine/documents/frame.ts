import type { LabelFound } from './labels.ts';
import type { Zone } from './types.ts';

/** A part of the page, in its flow. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where the zones of a card lie on the page. */
export type Frame = (zone: Zone) => Area;

interface Axis {
  readonly scale: number;
  readonly offset: number;
  /** How far the anchors lie apart, share of the card. */
  readonly spread: number;
}

/** Anchors that cost more may be another text misread. */
const MOST_COST = 0.35;
/** A label further from its place, share of the card, is another text misread. */
const OUT_OF_PLACE = 0.09;
/** Anchors nearer to each other do not tell the scale. */
const LEAST_SPREAD = 0.15;

/** Least squares: where on the page each share of the card lies. */
function axisOf(points: readonly (readonly [number, number])[]): Axis {
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const [shares, places] = [points.map(([share]) => share), points.map(([, place]) => place)];
  const [share, place] = [mean(shares), mean(places)];
  const variance = shares.reduce((sum, s) => sum + (s - share) ** 2, 0);
  const covariance = points.reduce((sum, [s, p]) => sum + (s - share) * (p - place), 0);
  const scale = variance > 0 ? covariance / variance : 0;
  return { scale, offset: place - scale * share, spread: Math.max(...shares) - Math.min(...shares) };
}

/** The axis through the same middle with another scale. */
const rescaled = (points: readonly (readonly [number, number])[], scale: number): Axis => {
  const offset = points.reduce((sum, [share, place]) => sum + place - scale * share, 0) / points.length;
  return { scale, offset, spread: 1 };
};

/**
 * Places a card by the anchors that were found; undefined when they do not tell.
 * @param proportions width by height of the card
 */
export function frameOf(labels: readonly LabelFound[], proportions: number): Frame | undefined {
  const best = new Map<string, LabelFound>();
  for (const label of labels)
    if (label.position && label.cost < MOST_COST && label.cost < (best.get(label.name)?.cost ?? Infinity))
      best.set(label.name, label);
  const anchors = [...best.values()];
  if (anchors.length < 2) return undefined;
  const across = anchors.map(({ position, strip }) => [position?.[0] ?? 0, strip.left] as const);
  const down = anchors.map(({ position, strip }) => [position?.[1] ?? 0, strip.middle] as const);
  let [x, y] = [axisOf(across), axisOf(down)];
  if (Math.max(x.spread, y.spread) < LEAST_SPREAD) return undefined;
  if (x.spread < LEAST_SPREAD) x = rescaled(across, y.scale * proportions);
  if (y.spread < LEAST_SPREAD) y = rescaled(down, x.scale / proportions);
  if (x.scale <= 0 || y.scale <= 0) return undefined;
  return ([left, top, right, bottom]) => ({
    left: x.offset + x.scale * left,
    top: y.offset + y.scale * top,
    right: x.offset + x.scale * right,
    bottom: y.offset + y.scale * bottom,
  });
}

/** Without the labels that stand elsewhere on the card than they should. */
export function inPlace(labels: readonly LabelFound[], frame: Frame | undefined): readonly LabelFound[] {
  if (!frame) return labels;
  return labels.filter(({ position, strip, cost }) => {
    if (!position || cost < MOST_COST) return true;
    const [x, y] = position;
    const near = frame([x - OUT_OF_PLACE, y - OUT_OF_PLACE, x + OUT_OF_PLACE, y + OUT_OF_PLACE]);
    return (
      strip.left > near.left &&
      strip.left < near.right &&
      strip.middle > near.top &&
      strip.middle < near.bottom
    );
  });
}
