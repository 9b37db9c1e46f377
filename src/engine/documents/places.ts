import type { Area, Frame } from './frame.ts';
import type { LabelFound, PageLabels } from './labels.ts';
import { divideAtGaps, divideAtSpaces, type Strip, stripOf } from './strip.ts';
import type { Place } from './types.ts';
import { upwardLine } from './upward.ts';

/** A page whose printed texts were found. */
export interface LabelledPage extends PageLabels {
  readonly frame?: Frame | undefined;
}

/** Texts that may be one value: strips in reading order. */
export type Candidate = readonly Strip[];

/** Middles that differ by less than this share of the greater height are in one row. */
const SAME_ROW = 0.55;
/** A value further from what stands left of it, in heights, is none of its label's. */
const REACH = 12;
/** Distance of the middles of two lines of one value, in heights of the text. */
const NEXT_LINE = 2.3;
/** Distance of the middles of a label and the value below it, in heights of the greater. */
const BELOW_LABEL = 2.8;
/** A value ends at most so many heights right of the label that it stands above. */
const OVERHANG = 6;
/** A line of a value begins at most so many heights beside the line above it. */
const INDENT = 2;
/** Pieces of one text on a line stand at most so many heights apart. */
const WORD_GAP = 1.6;

const isSameRow = (a: Strip, b: Strip): boolean =>
  Math.abs(a.middle - b.middle) < SAME_ROW * Math.max(a.height, b.height);

const byLeft = (a: Strip, b: Strip): number => a.left - b.left;

/** Where the next label of the row begins. */
const rightBound = (page: LabelledPage, label: Strip): number =>
  Math.min(
    Infinity,
    ...page.labels
      .map(({ strip }) => strip)
      .filter(
        (other) =>
          isSameRow(other, label) &&
          other.left > label.left + 0.5 * label.height &&
          other.left >= label.right - 0.5 * label.height,
      )
      .map(({ left }) => left),
  );

function inRow(page: LabelledPage, label: Strip): Strip[] {
  const bound = rightBound(page, label);
  const row = page.values
    .filter(
      (value) =>
        isSameRow(value, label) && value.left >= label.right - 0.5 * label.height && value.left < bound,
    )
    .sort(byLeft);
  const reached: Strip[] = [];
  let end = label.right;
  for (const value of row) {
    if (value.left - end > REACH * Math.max(label.height, value.height)) break;
    reached.push(value);
    end = value.right;
  }
  return reached;
}

/** Tokens of the values in one row that stand in a column. */
const inColumn = (row: readonly Strip[], left: number, right: number): Strip[] =>
  row.flatMap((strip) => {
    const tokens = divideAtSpaces(strip).filter((token) => {
      const middle = (token.left + token.right) / 2;
      return middle >= left && middle < right && token.left >= left - 2 * token.height && token.left < right;
    });
    return tokens.length
      ? [
          stripOf(
            tokens.flatMap((token) => token.glyphs),
            strip,
          ),
        ]
      : [];
  });

/** The first row of values whose middle lies between `from` and `to`, within a column; the last, when `from` is below. */
function nextRow(page: LabelledPage, left: number, right: number, from: number, to: number): Strip[] {
  const [top, bottom] = [Math.min(from, to), Math.max(from, to)];
  const inside = (strip: Strip): boolean => strip.middle > top && strip.middle < bottom;
  const pieces = inColumn(page.values.filter(inside), left, right);
  const first = pieces.toSorted((a, b) => (a.middle - b.middle) * (to - from))[0];
  return first ? pieces.filter((piece) => isSameRow(piece, first)).sort(byLeft) : [];
}

/** Whether a label of another field stands in a column between two heights of the page, in the row at `to` too. */
const isLabelBetween = (page: LabelledPage, name: string, area: Area): boolean =>
  page.labels.some(
    ({ name: other, strip }) =>
      other !== name &&
      strip.middle > area.top &&
      strip.middle < area.bottom &&
      strip.left < area.right &&
      strip.right > area.left,
  );

/** Whether a value stands right beside the label of another field: nothing between them in their row. */
const hasLabel = (page: LabelledPage, name: string, value: Strip): boolean =>
  page.labels.some(
    ({ name: other, strip }) =>
      other !== name &&
      isSameRow(strip, value) &&
      strip.right <= value.left + 0.5 * value.height &&
      !page.values.some(
        (between) =>
          isSameRow(between, value) &&
          between.left >= strip.right - 0.5 * strip.height &&
          between.left < value.left - 1,
      ),
  );

/** Goes on with the lines below a value's first. */
function withFurtherLines(
  page: LabelledPage,
  name: string,
  first: readonly Strip[],
  left: number,
  right: number,
  lines: number,
): Strip[] {
  const value = [...first];
  let row: readonly Strip[] = first;
  const start = first[0];
  if (!start) return [];
  for (let line = 1; line < lines; line++) {
    const [above] = row;
    if (!above) break;
    const next = nextRow(
      page,
      left,
      right,
      above.middle + 0.5 * above.height,
      above.middle + NEXT_LINE * above.height,
    );
    const [head] = next;
    if (!head || Math.abs(head.left - start.left) > INDENT * start.height) break;
    if (head.height > 1.7 * start.height || start.height > 1.7 * head.height) break;
    if (hasLabel(page, name, head)) break;
    const bottom = head.middle + 0.4 * head.height;
    const end = Math.min(right, Math.max(...next.map((strip) => strip.right)));
    if (isLabelBetween(page, name, { left, right: end, top: above.middle + 0.4 * above.height, bottom }))
      break;
    value.push(...next);
    row = next;
  }
  return value;
}

/** Whether a value has the label of another field left of it in the same column: it is that one's. */
const standsRightOfLabel = (page: LabelledPage, name: string, value: Strip, left: number): boolean =>
  page.labels.some(
    (other) =>
      other.name !== name &&
      isSameRow(other.strip, value) &&
      other.strip.left >= left &&
      other.strip.right <= value.left + 0.5 * value.height,
  );

/** Where the column beside a label begins: at the labels of that name that stand right of it. */
const columnBeside = (page: LabelledPage, label: Strip, names: readonly string[]): number =>
  Math.min(
    Infinity,
    ...page.labels
      .filter(({ name, strip }) => names.includes(name) && strip.left > label.right + INDENT * label.height)
      .map(({ strip }) => strip.left - 0.5 * strip.height),
  );

function rightOf(
  page: LabelledPage,
  { name, strip }: LabelFound,
  lines: number,
  leftOf: readonly string[],
): Candidate[] {
  const column = columnBeside(page, strip, leftOf);
  const first = inRow(page, strip).filter((value) => value.left < column);
  const [head] = first;
  if (!head) return [];
  const left = Math.min(head.left - INDENT * head.height, strip.right);
  const bound = Math.min(column, rightBound(page, strip));
  return [withFurtherLines(page, name, first, left, bound, lines)];
}

function below(page: LabelledPage, { name, strip }: LabelFound, lines: number): Candidate[] {
  const left = strip.left - 1.2 * strip.height;
  const right = rightBound(page, strip);
  const first = nextRow(
    page,
    left,
    right,
    strip.middle + 0.4 * strip.height,
    strip.middle + 6 * strip.height,
  );
  const [head] = first;
  if (!head || head.middle - strip.middle > BELOW_LABEL * Math.max(head.height, strip.height)) return [];
  if (standsRightOfLabel(page, name, head, left)) return [];
  const area = { left, right: Math.max(head.right, strip.right), top: strip.middle + 0.4 * strip.height };
  if (isLabelBetween(page, name, { ...area, bottom: head.middle - 0.4 * head.height })) return [];
  return [withFurtherLines(page, name, first, left, right, lines)];
}

function above(page: LabelledPage, { name, strip }: LabelFound): Candidate[] {
  const left = strip.left - 1.2 * strip.height;
  const right = Math.min(rightBound(page, strip), strip.right + OVERHANG * strip.height);
  const { middle, height } = strip;
  const row = nextRow(page, left, right, middle - 0.4 * height, middle - 6 * height);
  const [head] = row;
  if (!head || middle - head.middle > BELOW_LABEL * Math.max(head.height, height)) return [];
  const area = { left, right: Math.max(head.right, strip.right), bottom: middle - 0.4 * height };
  return isLabelBetween(page, name, { ...area, top: head.middle + 0.4 * head.height }) ? [] : [row];
}

const isInside = (area: Area, strip: Strip): boolean => {
  const middle = (strip.left + strip.right) / 2;
  return middle > area.left && middle < area.right && strip.middle > area.top && strip.middle < area.bottom;
};

const anchorsOf = (page: LabelledPage, name: string | undefined): Strip[] =>
  name === undefined ? [] : page.labels.filter((label) => label.name === name).map(({ strip }) => strip);

/** Each line alone, whole and in parts, then neighbours in a row together. */
function anyLine(page: LabelledPage, place: Extract<Place, { at: 'line' }>): Candidate[] {
  const [above, under] = [anchorsOf(page, place.below), anchorsOf(page, place.above)];
  if ((place.below !== undefined && above.length === 0) || (place.above !== undefined && under.length === 0))
    return [];
  const top = Math.max(-Infinity, ...above.map((strip) => strip.middle + 0.3 * strip.height));
  const bottom = Math.min(Infinity, ...under.map((strip) => strip.middle - 0.3 * strip.height));
  const area = place.zone && page.frame?.(place.zone);
  const lines = page.values
    .filter((strip) => strip.middle > top && strip.middle < bottom && (!area || isInside(area, strip)))
    .toSorted((a, b) => a.middle - b.middle || a.left - b.left);
  const parts = lines.flatMap((line) => {
    const pieces = divideAtGaps(line);
    return pieces.length > 1 ? pieces : [];
  });
  const tokens = lines.flatMap((line) => {
    const pieces = divideAtSpaces(line);
    return pieces.length > 1 ? pieces : [];
  });
  const joined = lines.flatMap((line) => {
    const next = lines
      .filter(
        (other) => other !== line && isSameRow(other, line) && other.left >= line.right - 0.3 * line.height,
      )
      .sort(byLeft)[0];
    return next && next.left - line.right < WORD_GAP * line.height ? [[line, next]] : [];
  });
  return [
    ...lines.map((line) => [line]),
    ...parts.map((part) => [part]),
    ...joined,
    ...tokens.map((token) => [token]),
  ];
}

/** Rows of what stands in a zone. */
function inZone(page: LabelledPage, area: Area | undefined, lines: number): Candidate[] {
  if (!area) return [];
  const inside = page.values
    .flatMap((strip) => {
      if (strip.middle < area.top || strip.middle > area.bottom) return [];
      const glyphs = strip.glyphs.filter(
        ({ left, right }) => (left + right) / 2 > area.left && (left + right) / 2 < area.right,
      );
      return glyphs.length ? [stripOf(glyphs, strip)] : [];
    })
    .toSorted((a, b) => a.middle - b.middle);
  const rows: Strip[][] = [];
  for (const strip of inside) {
    const row = rows.at(-1);
    if (row?.[0] && isSameRow(row[0], strip)) row.push(strip);
    else rows.push([strip]);
  }
  const value = rows.slice(0, lines).flatMap((row) => row.sort(byLeft));
  return value.length ? [value] : [];
}

/** What may be the value of a field in one of its places, likeliest first. */
export function candidatesAt(page: LabelledPage, name: string, place: Place, lines: number): Candidate[] {
  if (place.at === 'line') return anyLine(page, place);
  const area = 'zone' in place && place.zone ? page.frame?.(place.zone) : undefined;
  if (place.at === 'zone') return inZone(page, area, lines);
  if (place.at === 'upward') {
    const line = area && upwardLine(area, [...page.values, ...page.labels.map(({ strip }) => strip)]);
    return line ? [[line]] : [];
  }
  const of = place.of ?? name;
  const labels = page.labels.filter((label) => label.name === of).toSorted((a, b) => a.cost - b.cost);
  return labels.flatMap((label) => {
    if (place.at === 'above') return above(page, label);
    return place.at === 'right' ? rightOf(page, label, lines, place.leftOf ?? []) : below(page, label, lines);
  });
}
