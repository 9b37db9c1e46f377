import { fit, type Fitted, hasRules } from './fit.ts';
import { flowOf } from './flow.ts';
import { frameOf, inPlace } from './frame.ts';
import { findLabels, type LabelFound } from './labels.ts';
import { withLandmark } from './landmark.ts';
import { type Candidate, candidatesAt, type LabelledPage } from './places.ts';
import { joinSpread } from './spread-labels.ts';
import { confidenceOf, type MatchableLine, type Strip, stripOf, toStrips } from './strip.ts';
import type { DocumentTemplate, FieldTemplate, Side, SideTemplate } from './types.ts';

/** ISO/IEC 7810 ID-1: 85.60 mm by 53.98 mm. */
const ID_1 = 85.6 / 53.98;

/** A value that was found on a page. */
export interface FieldMatch extends Fitted {
  readonly confidence: number;
  /** Where it stands. */
  readonly strips: Candidate;
}

export interface SideMatch {
  readonly template: DocumentTemplate;
  readonly side: Side;
  /** How many of the side's marks were found. */
  readonly marks: number;
  /** Names of the anchors and labels that were found. */
  readonly seen: readonly string[];
  readonly fields: Readonly<Record<string, FieldMatch>>;
  /** Texts where a value was looked for, that do not fit: to be read again. */
  readonly misfits: Readonly<Record<string, readonly Candidate[]>>;
}

export interface PageLines {
  readonly lines: readonly MatchableLine[];
  /** Middle direction of the lines, degrees clockwise. */
  readonly tilt: number;
}

/** The text of a value: a space between pieces and lines, none between ideographs, unless the field says otherwise. */
export function textOf(strips: Candidate, join: string | undefined): string {
  let text = '';
  let previous: Strip | undefined;
  for (const strip of strips) {
    const isNewLine = previous !== undefined && Math.abs(previous.middle - strip.middle) > 0.5 * strip.height;
    const isHan = /\p{Script=Han}$/u.test(text) && /^\p{Script=Han}/u.test(strip.text);
    text +=
      (previous === undefined ? '' : isNewLine && join !== undefined ? join : isHan ? '' : ' ') + strip.text;
    previous = strip;
  }
  return text;
}

/** What stands before the first character that was read with less confidence. */
function certainPart(strips: Candidate, least: number): Candidate {
  const part: Strip[] = [];
  for (const strip of strips) {
    const end = strip.glyphs.findIndex(({ confidence }) => confidence < least);
    if (end !== 0) part.push(end < 0 ? strip : stripOf(strip.glyphs.slice(0, end), strip));
    if (end >= 0) break;
  }
  return part;
}

/** How well a candidate fits: its check proved it, it keeps the field's rules, or there is none to keep. */
const quality = (fitted: Fitted | undefined): number => (fitted ? (fitted.checked ? 2 : 1) : 0);

function matchField(
  page: LabelledPage,
  name: string,
  field: FieldTemplate,
): { match?: FieldMatch; misfits: Candidate[] } {
  const misfits: Candidate[] = [];
  let best: FieldMatch | undefined;
  for (const place of field.places ?? [])
    for (const candidate of candidatesAt(page, name, place, field.lines ?? 1)) {
      const strips = field.endsBelow === undefined ? candidate : certainPart(candidate, field.endsBelow);
      const fitted = fit(field, textOf(strips, field.join));
      if (!fitted) {
        if (place.at !== 'line') misfits.push(strips);
      } else if (quality(fitted) > quality(best))
        best = { ...fitted, confidence: confidenceOf(strips), strips };
    }
  return best ? { match: best, misfits } : { misfits };
}

/** The names that the places of a field refer to. */
const landmarksOf = ({ places }: FieldTemplate): string[] =>
  (places ?? []).flatMap((place) => {
    if (place.at === 'zone' || place.at === 'upward') return [];
    return (place.at === 'line' ? [place.below, place.above] : [place.of]).filter(
      (name) => name !== undefined,
    );
  });

/** Values whose place on the card is known, and which need no label to be found. */
const valuesAsAnchors = (page: LabelledPage, layout: SideTemplate): LabelFound[] =>
  Object.entries(layout.fields).flatMap(([name, field]) => {
    const [place] = (field.places ?? []).filter(({ at }) => at === 'line');
    const position = field.valuePosition;
    if (!place || !position) return [];
    const [strip] = matchField(page, name, { ...field, places: [place] }).match?.strips ?? [];
    return strip ? [{ name: `value of ${name}`, strip, cost: 0, position }] : [];
  });

function matchSide(
  page: PageLines,
  template: DocumentTemplate,
  side: Side,
  layout: SideTemplate,
): SideMatch | null {
  const flow = flowOf(
    page.lines.map(({ quad }) => quad),
    page.tilt,
  );
  return matchStrips(toStrips(page.lines, flow), template, side, layout);
}

/** Matches lines that were straightened already, all of a page or a part of it. */
export function matchStrips(
  strips: readonly Strip[],
  template: DocumentTemplate,
  side: Side,
  layout: SideTemplate,
): SideMatch | null {
  const found = findLabels(joinSpread(strips, layout), layout);
  const frame = frameOf([...found.labels, ...valuesAsAnchors(found, layout)], template.proportions ?? ID_1);
  const labels = inPlace(found.labels, frame);
  const seen = new Set(labels.map(({ name }) => name));
  let labelled: LabelledPage = { values: found.values, labels, frame };
  const landmarks = new Set(Object.values(layout.fields).flatMap(landmarksOf));
  const fields: Record<string, FieldMatch> = {};
  const misfits: Record<string, readonly Candidate[]> = {};
  for (const [name, field] of Object.entries(layout.fields)) {
    if (field.besides !== undefined && !fields[field.besides]) continue;
    const result = matchField(labelled, name, field);
    if (result.match) fields[name] = result.match;
    if (result.match && landmarks.has(name) && !seen.has(name))
      labelled = withLandmark(labelled, name, result.match.strips);
    if (result.misfits.length && (!result.match || hasRules(field))) misfits[name] = result.misfits;
  }
  const isMarked = (name: string): boolean =>
    seen.has(name) ||
    fields[name]?.checked === true ||
    (fields[name] !== undefined && !layout.fields[name]?.labels);
  if (layout.never?.some(isMarked)) return null;
  const marks = layout.marks.filter(isMarked).length;
  return marks < layout.least ? null : { template, side, marks, seen: [...seen], fields, misfits };
}

/** Matches a page with the sides of a template; null when none fits. Pure. */
export function matchTemplate(page: PageLines, template: DocumentTemplate, only?: Side): SideMatch | null {
  const sides = (['front', 'back'] as const).filter((side) => only === undefined || side === only);
  const matches = sides.flatMap((side) => {
    const layout = template.sides[side];
    return (layout && matchSide(page, template, side, layout)) ?? [];
  });
  return bestMatch(matches);
}

/** More proven fields, more marks, more fields. */
export function bestMatch(matches: readonly SideMatch[]): SideMatch | null {
  const rank = ({ marks, fields }: SideMatch): number => {
    const found = Object.values(fields);
    return 3 * found.filter(({ checked }) => checked).length + 2 * marks + found.length;
  };
  return matches.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}
