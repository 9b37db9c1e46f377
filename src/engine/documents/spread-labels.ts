import { type Strip, stripOf } from './strip.ts';
import type { SideTemplate } from './types.ts';

/** Letters of a label stand at most so many heights apart. */
const REACH = 6;

const solid = (text: string): string => text.replace(/\s/g, '');

/** Labels of two to four ideographs: forms set them as wide as the longest of a column. */
const spreadable = (side: SideTemplate): string[] =>
  [
    ...Object.values(side.fields).flatMap(({ labels }) => labels ?? []),
    ...Object.values(side.anchors ?? {}).flatMap(({ texts }) => texts),
  ].filter((text) => /^\p{Script=Han}{2,4}$/u.test(text));

/** Joins the letters of labels that are set so far apart that each was found as a line of its own. */
export function joinSpread(strips: readonly Strip[], side: SideTemplate): readonly Strip[] {
  const labels = spreadable(side);
  const beginnings = new Set(
    labels.flatMap((label) => [...label].slice(0, -1).map((_, i) => label.slice(0, i + 1))),
  );
  let joined = strips;
  for (const strip of strips) {
    if (!beginnings.has(solid(strip.text)) || !joined.includes(strip)) continue;
    joined = joinFrom(strip, joined, labels);
  }
  return joined;
}

function joinFrom(first: Strip, strips: readonly Strip[], labels: readonly string[]): readonly Strip[] {
  const begun = solid(first.text);
  const next = nextInRow(first, strips);
  if (!next) return strips;
  const rest = solid(next.text);
  const goesOn = labels.some(
    (label) =>
      label.startsWith(begun) &&
      label !== begun &&
      (rest.startsWith(label.slice(begun.length)) || label.slice(begun.length).startsWith(rest)),
  );
  if (!goesOn) return strips;
  const whole = stripOf([...first.glyphs, ...next.glyphs], first);
  const others = strips.flatMap((strip) => (strip === first ? [whole] : strip === next ? [] : [strip]));
  return labels.some((label) => solid(whole.text).startsWith(label))
    ? others
    : joinFrom(whole, others, labels);
}

const nextInRow = (first: Strip, strips: readonly Strip[]): Strip | undefined =>
  strips
    .filter(
      (strip) =>
        strip !== first &&
        Math.abs(strip.middle - first.middle) < 0.5 * Math.max(strip.height, first.height) &&
        strip.left >= first.right - 0.3 * first.height &&
        strip.left - first.right < REACH * first.height,
    )
    .toSorted((a, b) => a.left - b.left)[0];
