import type { RgbImage } from '../image.ts';
import type { TextReader } from '../text/reader.ts';
import { LINE_HEIGHT } from '../text/recognise.ts';
import type { Quad } from '../types.ts';
import { type Bands, findBands } from './bands.ts';
import { ellipseBox } from './ellipse.ts';
import { cutPatch, type Patch, valueAt } from './patch.ts';
import { type Said, readPage, readStrip } from './read-text.ts';
import { AROUND, type Band, inRing, placeIn, type Ring, ringOf, unroll } from './ring.ts';
import type { Ellipse, Plane, Seal } from './types.ts';

/** Flatter rings are ovals; the others circles, seen aslant. */
const ROUND = 0.87;
/** Half of the longer axis in the patch, pixels; and how much is seen around the ring. */
const RADIUS = 280;
const AROUND_RING = 1.05;
/** Columns are narrow in some seals: they are read wider, too. */
const STRETCHES = [1, 1.35] as const;
/** Less ink than this in the gap is no number; a number has at least so many digits. */
const LEAST_INK = 0.02;
const LEAST_DIGITS = 6;
const CERTAIN = 0.9;
const LEGIBLE = 0.6;
/** Share of the gap at each end that belongs to the name's last letters. */
const BESIDE = 0.07;
/** Steps for a place and a pixel: every pixel of a band is met. */
const FINE = 4;
/** Better readings are not looked for. */
const SURE = 0.98;

/** Reads a round or oval seal. Undefined when nothing can be read in it. */
export async function readRing(
  reader: TextReader,
  image: RgbImage,
  ellipse: Ellipse,
): Promise<Seal | undefined> {
  const isRound = ellipse.b / ellipse.a >= ROUND;
  const [a, b] = [RADIUS, isRound ? RADIUS : (RADIUS * ellipse.b) / ellipse.a];
  const [width, height] = [Math.round(2 * a * AROUND_RING), Math.round(2 * b * AROUND_RING)];
  const patch = cutPatch(image, ellipseBox(ellipse, AROUND_RING), width, height);
  const ring = ringOf(width / 2, height / 2, a, b);
  const bands = findBands(patch.ink, ring);
  const name = bands && (await readName(reader, patch, ring, bands.name));
  const turn = bands && name ? downwards(ring, bands.gap, isRound) : 0;
  const number = bands && name && (await readNumber(reader, patch, ring, bands));
  const read = [...(bands && name ? [bands.name] : []), ...(bands && number ? [bands.gap] : [])];
  const inner = upright(without(patch.ink, ring, read), ring, bands?.gap.top ?? 0.1 * b, turn);
  const lines = await readPage(reader, inner, name !== undefined);
  const said = [...(name ? [name] : []), ...lines, ...(number ? [number] : [])];
  const [body, ...others] = said;
  return (
    body && {
      shape: isRound ? 'round' : 'oval',
      quad: turned(ellipseBox(ellipse), turn),
      body: body.text,
      confidence: body.confidence,
      others: others.map(({ text }) => text),
    }
  );
}

async function readName(reader: TextReader, patch: Patch, ring: Ring, band: Band): Promise<Said | undefined> {
  let best: Said | undefined;
  for (const plane of [patch.ink, patch.dark, patch.red])
    for (const stretch of STRETCHES) {
      const said = await readStrip(reader, unroll(plane, ring, band, LINE_HEIGHT, { stretch }));
      if (said && said.confidence > (best?.confidence ?? 0)) best = said;
      if (best && best.confidence >= SURE) break;
    }
  return best && best.confidence >= LEGIBLE && [...best.text].length > 1 ? best : undefined;
}

/** What stands in the gap of the name, heads to the middle. */
async function readNumber(
  reader: TextReader,
  patch: Patch,
  ring: Ring,
  { gap }: Bands,
): Promise<Said | undefined> {
  const rows = numberRows(patch.ink, ring, gap);
  if (!rows) return undefined;
  const beside = BESIDE * (gap.to - gap.from);
  const band = { from: gap.from + beside, to: gap.to - beside, ...rows };
  let best: Said | undefined;
  for (const plane of [patch.ink, patch.dark, patch.red])
    for (const stretch of STRETCHES) {
      const strip = unroll(plane, ring, band, LINE_HEIGHT, { inwards: true, stretch });
      const said = await readStrip(reader, strip, '0123456789');
      if (said && said.confidence > (best?.confidence ?? 0)) best = said;
      if (best && best.confidence >= SURE) break;
    }
  return best && best.confidence >= CERTAIN && best.text.length >= LEAST_DIGITS ? best : undefined;
}

/** Depths between which there is ink in the gap. */
function numberRows(plane: Plane, ring: Ring, gap: Band): Pick<Band, 'top' | 'bottom'> | undefined {
  const shares: number[] = [];
  for (let depth = gap.top; depth < gap.bottom; depth++) {
    let sum = 0;
    for (let place = gap.from; place < gap.to; place++) sum += inRing(plane, ring, place, depth);
    shares.push(sum / (gap.to - gap.from));
  }
  const fullest = Math.max(...shares.slice(3));
  if (fullest < LEAST_INK) return undefined;
  const inked = shares.map((share) => share > 0.2 * fullest);
  let top = inked[0] ? inked.indexOf(false) : 0;
  top = inked.indexOf(true, Math.max(0, top));
  let bottom = top;
  while (bottom < inked.length && inked[bottom]) bottom++;
  const margin = 0.1 * (bottom - top);
  return top < 0 || bottom - top < 4
    ? undefined
    : { top: gap.top + top - margin, bottom: gap.top + bottom + margin };
}

/** By how much a seal is turned clockwise, radians: the gap of its name is below. Ovals stand on a long side, or on a short one. */
function downwards(ring: Ring, gap: Band, isRound: boolean): number {
  const middle = Math.floor((gap.from + gap.to) / 2) % AROUND;
  const [x, y] = [ring.nx[middle] as number, ring.ny[middle] as number];
  const turn = Math.atan2(y, x) - Math.PI / 2;
  return isRound ? turn : (Math.round(turn / (Math.PI / 2)) * Math.PI) / 2;
}

/** What is inside of the text, turned upright. */
function upright(plane: Plane, ring: Ring, depth: number, turn: number): Plane {
  const [a, b] = [ring.a - depth, ring.b - depth];
  const quarter = Math.abs(Math.sin(turn)) > 0.7 && ring.a !== ring.b;
  const [width, height] = (quarter ? [2 * b, 2 * a] : [2 * a, 2 * b]).map((side) =>
    Math.max(8, Math.round(side)),
  ) as [number, number];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const data = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const [u, v] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
      const [px, py] = [u * cos - v * sin, u * sin + v * cos];
      if ((px / a) ** 2 + (py / b) ** 2 < 1)
        data[i] = valueAt(plane, plane.width / 2 + px, plane.height / 2 + py);
    }
  return { data, width, height };
}

/** A plane without bands of its ring that were read. */
function without(plane: Plane, ring: Ring, bands: readonly Band[]): Plane {
  const data = Float32Array.from(plane.data);
  for (const { from, to, bottom } of bands)
    for (let place = FINE * from; place < FINE * to; place++)
      for (let depth = 0; depth < FINE * bottom + 2; depth++) {
        const { x, y } = placeIn(ring, place / FINE, depth / FINE);
        data[Math.floor(y) * plane.width + Math.floor(x)] = 0;
      }
  return { ...plane, data };
}

/** The box beginning at the corner that is at the top left after the seal was turned. */
function turned([a, b, c, d]: Quad, turn: number): Quad {
  const corners = [a, b, c, d] as const;
  const first = Math.round(turn / (Math.PI / 2));
  const at = (i: number) => corners[(((first + i) % 4) + 4) % 4] ?? a;
  return [at(0), at(1), at(2), at(3)];
}
