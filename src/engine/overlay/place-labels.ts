export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlap = (p: Rect, q: Rect): number =>
  Math.max(0, Math.min(p.x + p.width, q.x + q.width) - Math.max(p.x, q.x)) *
  Math.max(0, Math.min(p.y + p.height, q.y + q.height) - Math.max(p.y, q.y));

const clamp = (value: number, most: number): number => Math.max(0, Math.min(value, most));

/** Above the box, below it, beside it, or in it. */
const placesAt = (box: Rect, { width, height }: Pick<Rect, 'width' | 'height'>): readonly Rect[] =>
  [
    { x: box.x, y: box.y - height },
    { x: box.x, y: box.y + box.height },
    { x: box.x + box.width - width, y: box.y - height },
    { x: box.x + box.width - width, y: box.y + box.height },
    { x: box.x + box.width, y: box.y },
    { x: box.x - width, y: box.y },
    { x: box.x, y: box.y },
  ].map((place) => ({ ...place, width, height }));

/**
 * Where labels of boxes go: each at the first place around its box where it is whole and covers neither a box nor
 * another label, or else where it covers least.
 * @param area width and height of what is drawn on
 */
export function placeLabels(
  marks: readonly { readonly box: Rect; readonly size: Pick<Rect, 'width' | 'height'> }[],
  area: Pick<Rect, 'width' | 'height'>,
): readonly Rect[] {
  const placed: Rect[] = [];
  for (const { box, size } of marks) {
    const places = placesAt(box, size).map((place) => ({
      ...place,
      x: clamp(place.x, area.width - size.width),
      y: clamp(place.y, area.height - size.height),
    }));
    const covered = (place: Rect): number =>
      placed.reduce((sum, label) => sum + 4 * overlap(place, label), 0) +
      marks.reduce((sum, other) => sum + overlap(place, other.box), 0);
    // A pixel more or less is no reason to go elsewhere.
    placed.push(places.reduce((best, place) => (covered(place) + 1 < covered(best) ? place : best)));
  }
  return placed;
}
