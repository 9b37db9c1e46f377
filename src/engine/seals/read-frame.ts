import type { RgbImage } from '../image.ts';
import { quadHeight, quadWidth, startAt } from '../text/geometry.ts';
import type { TextReader } from '../text/reader.ts';
import { LINE_HEIGHT } from '../text/recognise.ts';
import type { Quad } from '../types.ts';
import { cutPatch, type Patch, valueAt } from './patch.ts';
import { type Said, readPage, readStrip } from './read-text.ts';
import type { Plane, Seal } from './types.ts';

/** Longer side of a patch, pixels; shorter ones are enlarged to at least the second. */
const LONGEST = 960;
const LEAST = 200;
/** Wider frames hold lines; others may hold four characters. */
const SQUARE = 1.35;
const LEGIBLE = 0.6;
/** A frame is no thicker than this share of the shorter side; its rows are inked along so much of it. */
const THICKEST = 0.12;
const FRAMED = 0.5;
/** Share of a row or column between characters that may be inked. */
const SPECKS = 0.03;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Reads a seal or stamp in a straight frame. Undefined when nothing can be read in it. */
export async function readFrame(reader: TextReader, image: RgbImage, quad: Quad): Promise<Seal | undefined> {
  const scale = sizeOf(quad);
  const patch = cutPatch(
    image,
    quad,
    Math.round(quadWidth(quad) * scale),
    Math.round(quadHeight(quad) * scale),
  );
  const inside = insideOf(patch.ink);
  const ratio = patch.width / patch.height;
  if (Math.max(ratio, 1 / ratio) < SQUARE) {
    const four = await readFour(reader, patch, inside);
    if (four) return { shape: 'rectangle', quad: startAt(quad, four.quarters), ...four.said, others: [] };
  }
  const lines = await readPage(reader, cut(patch.ink, inside), false);
  const [body, ...others] = lines;
  return (
    body && {
      shape: 'rectangle',
      quad,
      body: body.text,
      confidence: body.confidence,
      others: others.map(({ text }) => text),
    }
  );
}

const sizeOf = (quad: Quad): number => {
  const [longer, shorter] = [
    Math.max(quadWidth(quad), quadHeight(quad)),
    Math.min(quadWidth(quad), quadHeight(quad)),
  ];
  return Math.min(LONGEST / longer, Math.max(1, LEAST / shorter));
};

/** How much of each row and column is inked within a box. */
function shares(plane: Plane, { left, top, right, bottom }: Box): { rows: number[]; columns: number[] } {
  const rows = new Array<number>(bottom - top).fill(0);
  const columns = new Array<number>(right - left).fill(0);
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++)
      if ((plane.data[y * plane.width + x] as number) > 0.45) {
        rows[y - top] = (rows[y - top] as number) + 1 / columns.length;
        columns[x - left] = (columns[x - left] as number) + 1 / (bottom - top);
      }
  return { rows, columns };
}

/** What is within the frame's four lines. */
function insideOf(plane: Plane): Box {
  const { width, height } = plane;
  const { rows, columns } = shares(plane, { left: 0, top: 0, right: width, bottom: height });
  const reach = Math.ceil(THICKEST * Math.min(width, height));
  const thickness = (values: readonly number[]): number => {
    let row = values.slice(0, reach / 2).findIndex((share) => share > FRAMED);
    while (row >= 0 && row < reach && (values[row] as number) > FRAMED / 2) row++;
    return row + 3;
  };
  return {
    left: thickness(columns),
    top: thickness(rows),
    right: width - thickness(columns.toReversed()),
    bottom: height - thickness(rows.toReversed()),
  };
}

function cut(plane: Plane, { left, top, right, bottom }: Box): Plane {
  const [width, height] = [right - left, bottom - top];
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++)
    data.set(plane.data.subarray((y + top) * plane.width + left, (y + top) * plane.width + right), y * width);
  return { data, width, height };
}

/** Reads two columns of two characters, the right one first, or two rows when the seal's own word ends the second. */
async function readFour(
  reader: TextReader,
  patch: Patch,
  inside: Box,
): Promise<{ quarters: number; said: { body: string; confidence: number } } | undefined> {
  const cells = fourCells(patch.ink, inside);
  if (!cells) return undefined;
  let best: { quarters: number; said: Said } | undefined;
  for (let quarters = 0; quarters < 4; quarters++) {
    const corners = [0, 1, 2, 3].map((i) => cells[(i + quarters) % 4] as Box);
    const said = await readStrip(reader, sideBySide(patch.ink, corners, quarters));
    if (said && [...said.text].length === 4 && said.confidence > (best?.said.confidence ?? LEGIBLE))
      best = { quarters, said };
    if (best && best.said.confidence > 0.9) break;
  }
  if (!best) return undefined;
  const [topLeft = '', topRight = '', bottomRight = '', bottomLeft = ''] = [...best.said.text];
  const inRows = /[印章]/u.test(bottomRight);
  const body = inRows
    ? topLeft + topRight + bottomLeft + bottomRight
    : topRight + bottomRight + topLeft + bottomLeft;
  return { quarters: best.quarters, said: { body, confidence: best.said.confidence } };
}

/** The boxes of four characters, clockwise from the top left, when empty rows and columns near the middle part them. */
function fourCells(plane: Plane, inside: Box): readonly [Box, Box, Box, Box] | undefined {
  const { rows, columns } = shares(plane, inside);
  const [down, across] = [middleGap(rows), middleGap(columns)];
  if (down === undefined || across === undefined) return undefined;
  const [x, y] = [inside.left + across, inside.top + down];
  const cells: Box[] = [
    { ...inside, right: x, bottom: y },
    { ...inside, left: x, bottom: y },
    { ...inside, left: x, top: y },
    { ...inside, right: x, top: y },
  ];
  const inked = cells.flatMap((cell) => inkIn(plane, cell) ?? []);
  return inked.length === 4 ? (inked as [Box, Box, Box, Box]) : undefined;
}

/** The middle of the widest run of nearly empty rows or columns about the middle. */
function middleGap(values: readonly number[]): number | undefined {
  let best: { from: number; to: number } | undefined;
  for (let i = Math.floor(0.3 * values.length); i < 0.7 * values.length; i++) {
    if ((values[i] as number) > SPECKS) continue;
    let end = i;
    while (end < values.length && (values[end] as number) <= SPECKS) end++;
    if (!best || end - i > best.to - best.from) best = { from: i, to: end };
    i = end;
  }
  return best && Math.round((best.from + best.to) / 2);
}

/** The box around the ink within a box. */
function inkIn(plane: Plane, box: Box): Box | undefined {
  const { rows, columns } = shares(plane, box);
  const first = (values: readonly number[]): number => values.findIndex((share) => share > SPECKS);
  const last = (values: readonly number[]): number => values.findLastIndex((share) => share > SPECKS);
  if (first(rows) < 0 || first(columns) < 0) return undefined;
  return {
    left: box.left + first(columns),
    right: box.left + last(columns) + 1,
    top: box.top + first(rows),
    bottom: box.top + last(rows) + 1,
  };
}

/** Characters side by side in one line, as large to each other as they were, each turned back by quarters. */
function sideBySide(plane: Plane, boxes: readonly Box[], quarters: number): Plane {
  const margin = 4;
  const width = boxes.length * LINE_HEIGHT;
  const data = new Float32Array(width * LINE_HEIGHT);
  const largest = Math.max(...boxes.map((box) => Math.max(box.right - box.left, box.bottom - box.top)));
  const scale = largest / (LINE_HEIGHT - 2 * margin);
  boxes.forEach((box, i) => {
    for (let y = 0; y < LINE_HEIGHT; y++)
      for (let x = 0; x < LINE_HEIGHT; x++) {
        const [u, v] = turnedBack(x + 0.5 - LINE_HEIGHT / 2, y + 0.5 - LINE_HEIGHT / 2, quarters);
        const [px, py] = [(box.left + box.right) / 2 + u * scale, (box.top + box.bottom) / 2 + v * scale];
        const isOwn = px >= box.left && px < box.right && py >= box.top && py < box.bottom;
        if (isOwn) data[y * width + i * LINE_HEIGHT + x] = valueAt(plane, px, py);
      }
  });
  return { data, width, height: LINE_HEIGHT };
}

/** A point around the middle before the page was turned clockwise. */
const turnedBack = (u: number, v: number, quarters: number): readonly [number, number] =>
  quarters === 0 ? [u, v] : quarters === 1 ? [-v, u] : quarters === 2 ? [-u, -v] : [v, -u];
