import { codesOf, nearestPrefix } from './nearest-prefix.ts';
import type { SideTemplate } from './types.ts';
import { type Glyph, type Strip, stripOf } from './strip.ts';

/** A printed text of a template where it was found. */
export interface LabelFound {
  /** Name of the field or anchor. */
  readonly name: string;
  readonly strip: Strip;
  /** 0: letter by letter; grows with misread characters and doubtful limits. */
  readonly cost: number;
  readonly position?: readonly [number, number];
}

interface Label {
  readonly name: string;
  /** Its folded letters. */
  readonly pattern: readonly number[];
  /** How many characters may be misread, at the start of a line and elsewhere. */
  readonly tolerances: readonly [atStart: number, elsewhere: number];
  readonly position?: readonly [number, number];
}

interface Occurrence {
  readonly label: Label;
  readonly strip: number;
  readonly from: number;
  readonly to: number;
  readonly distance: number;
  readonly cost: number;
}

export interface PageLabels {
  readonly labels: readonly LabelFound[];
  /** What is left of the lines, cut where labels stood. */
  readonly values: readonly Strip[];
}

const LOOKALIKES: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', L: 'I', '|': 'I' };

/** Letters and digits in one spelling: no case, accents or width; what recognisers take for each other is one. */
const fold = (text: string): string[] =>
  [...text.normalize('NFKD').toUpperCase()]
    .filter((c) => /[\p{L}\p{N}|]/u.test(c))
    .map((c) => LOOKALIKES[c] ?? c);

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** How many characters may be misread. */
function tolerance(pattern: readonly string[], atStart: boolean): number {
  const { length } = pattern;
  if (pattern.some(isHan))
    return length > 3 ? Math.floor(length / 3) : length === 3 || (length === 2 && atStart) ? 1 : 0;
  return length < 4 ? 0 : Math.floor(length / 4);
}

const labelsBySide = new WeakMap<SideTemplate, readonly Label[]>();

/** The labels of a side; templates do not change, so each is prepared once. */
function labelsOf(side: SideTemplate): readonly Label[] {
  const known = labelsBySide.get(side) ?? preparedLabels(side);
  labelsBySide.set(side, known);
  return known;
}

const preparedLabels = (side: SideTemplate): Label[] => {
  const named = [
    ...Object.entries(side.fields).map(([name, field]) => ({
      name,
      texts: field.labels ?? [],
      ...at(field.position),
    })),
    ...Object.entries(side.anchors ?? {}).map(([name, anchor]) => ({
      name,
      texts: anchor.texts,
      ...at(anchor.position),
    })),
  ];
  return named.flatMap(({ texts, ...rest }) =>
    texts.map((text) => {
      const letters = fold(text);
      const tolerances = [tolerance(letters, true), tolerance(letters, false)] as const;
      return { ...rest, pattern: codesOf(letters), tolerances };
    }),
  );
};

const at = (position: readonly [number, number] | undefined) => (position ? { position } : {});

/** Ends a word: between Latin letters only a space or a sign does. */
const isJoined = (before: Glyph | undefined, after: Glyph | undefined): boolean =>
  !!before &&
  !!after &&
  !after.spaced &&
  /[\p{L}\p{N}]$/u.test(before.text) &&
  /^[\p{L}\p{N}]/u.test(after.text) &&
  !isHan(before.text) &&
  !isHan(after.text);

/** Every place of a strip where a label may stand. */
function occurrencesIn(strip: Strip, index: number, labels: readonly Label[]): Occurrence[] {
  const letters: number[] = [];
  const glyphOf: number[] = [];
  strip.glyphs.forEach((glyph, i) => {
    for (const letter of codesOf(fold(glyph.text))) {
      letters.push(letter);
      glyphOf.push(i);
    }
  });
  const found: Occurrence[] = [];
  for (let start = 0; start < letters.length; start++) {
    const from = glyphOf[start] as number;
    const joinedBefore = isJoined(strip.glyphs[from - 1], strip.glyphs[from]);
    for (const label of labels) {
      const most = label.tolerances[start === 0 ? 0 : 1];
      const nearest = nearestPrefix(letters, label.pattern, { start, most });
      if (!nearest || nearest.length === 0) continue;
      const { length, distance } = nearest;
      const to = (glyphOf[start + length - 1] as number) + 1;
      const joinedAfter = isJoined(strip.glyphs[to - 1], strip.glyphs[to]);
      if (joinedBefore && label.pattern.length < 8) continue;
      if (joinedAfter && start > 0 && label.pattern.length < 6) continue;
      const cost =
        distance / label.pattern.length +
        (joinedAfter ? 0.2 : 0) +
        (joinedBefore ? 0.2 : 0) +
        (start > 0 ? 0.02 : 0);
      found.push({ label, strip: index, from, to, distance, cost });
    }
  }
  return found;
}

const overlaps = (a: Occurrence, b: Occurrence): boolean =>
  a.strip === b.strip && a.from < b.to && b.from < a.to;

const weight = ({ label, distance, cost }: Occurrence): number =>
  label.pattern.length - 2 * distance - 4 * cost;

/** Finds the printed texts of a side, the longest first, and cuts them out of the lines. A text that is there letter by letter is not looked for elsewhere with errors. */
export function findLabels(strips: readonly Strip[], side: SideTemplate): PageLabels {
  const labels = labelsOf(side);
  const all = strips.flatMap((strip, i) => occurrencesIn(strip, i, labels));
  const best = new Map<string, number>();
  for (const { label, cost } of all) best.set(label.name, Math.min(cost, best.get(label.name) ?? Infinity));
  const taken: Occurrence[] = [];
  for (const each of all.toSorted((a, b) => weight(b) - weight(a))) {
    const isPoor = each.distance > 0 && each.cost > (best.get(each.label.name) ?? 0) + 0.1;
    if (!isPoor && !taken.some((other) => overlaps(each, other))) taken.push(each);
  }
  return {
    labels: taken.map(({ label, strip, from, to, cost }) => ({
      name: label.name,
      cost,
      ...at(label.position),
      strip: stripOf((strips[strip] as Strip).glyphs.slice(from, to), strips[strip] as Strip),
    })),
    values: strips.flatMap((strip, i) =>
      restOf(
        strip,
        taken.filter((each) => each.strip === i),
      ),
    ),
  };
}

/** What is left of a strip when labels are cut out; signs alone are nothing. */
function restOf(strip: Strip, cuts: readonly Occurrence[]): Strip[] {
  const rest: Glyph[][] = [[]];
  strip.glyphs.forEach((glyph, i) => {
    if (!cuts.some(({ from, to }) => i >= from && i < to)) rest.at(-1)?.push(glyph);
    else if (rest.at(-1)?.length) rest.push([]);
  });
  return rest
    .filter((glyphs) => glyphs.some((glyph) => /[\p{L}\p{N}*]/u.test(glyph.text)))
    .map((glyphs) => stripOf(glyphs, strip));
}
