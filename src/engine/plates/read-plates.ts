import type { RgbImage } from '../image.ts';
import { overlap } from '../photo/polygon.ts';
import { cropQuad, pointIn, widthAt } from '../text/crop.ts';
import { quadHeight, quadWidth } from '../text/geometry.ts';
import type { OpenPage, TextReader } from '../text/reader.ts';
import { LINE_HEIGHT } from '../text/recognise.ts';
import type { Quad } from '../types.ts';
import { type Candidate, findCandidates } from './candidates.ts';
import { plateColour } from './colour.ts';
import { type Decoded, decode } from './decode.ts';
import { LIGHT_TEXT, PATTERNS } from './patterns.ts';
import type { Plate, PlateColour, PlatesResult } from './types.ts';

/** Plates read with less are none. */
const LEGIBLE = 0.6;
/** What fits its pattern less, by log probability, is another text: one character too many costs about 9. */
const LEAST_SCORE = -8;
/** Better readings are not looked for. */
const SURE = 0.97;
/** How the box of a text is changed when it was not read well: beyond its left and right end, in heights; and leaning, in heights. */
const CHANGES: readonly { readonly left: number; readonly right: number; readonly lean: number }[] = [
  { left: 0, right: 0, lean: 0 },
  { left: 0.15, right: 0.15, lean: 0 },
  { left: 0.6, right: 0.1, lean: 0 },
  { left: 0.1, right: 0.6, lean: 0 },
  { left: 0.1, right: 0.1, lean: 0.18 },
  { left: 0.1, right: 0.1, lean: -0.18 },
];
/** How much above and below the text is read, share of its height. */
const MARGIN = 0.05;
/** Share of the smaller of two boxes that lies in the other when they are one plate. */
const SAME = 0.5;

/** Finds licence plates of mainland China and reads them with the characters that each place of their numbers can have. @throws EngineError */
export async function readPlates(reader: TextReader, bytes: Uint8Array): Promise<PlatesResult> {
  const page = await reader.open(bytes, { mode: 'accurate' });
  const plates: Plate[] = [];
  for (const candidate of findCandidates(page.lines)) {
    const plate = await readPlate(page, candidate);
    if (plate) plates.push(plate);
  }
  plates.sort((p, q) => q.confidence - p.confidence);
  const apart = plates.filter((plate, i) =>
    plates.slice(0, i).every(({ quad }) => overlap(quad, plate.quad) < SAME),
  );
  return {
    width: page.fullWidth,
    height: page.fullHeight,
    hasText: page.lines.length > 0,
    plates: apart.map((plate) => ({ ...plate, quad: page.toInput(plate.quad) })),
    steps: page.steps,
  };
}

async function readPlate(page: OpenPage, candidate: Candidate): Promise<Plate | undefined> {
  const colour = plateColour(cropQuad(page.image, candidate.rows.at(-1) ?? candidate.quad, 128, 40));
  if (!colour) return undefined;
  let best: Decoded | undefined;
  for (const change of CHANGES) {
    const strip = stripOf(
      page.image,
      candidate.rows.map((row) => changed(row, change)),
    );
    const read = await decodeBest(page, strip, colour);
    if (read && read.score > (best?.score ?? -Infinity)) best = read;
    if (best && best.confidence >= SURE && best.score > LEAST_SCORE / 8) break;
  }
  if (!best || best.confidence < LEGIBLE || best.score < LEAST_SCORE) return undefined;
  return { number: best.text, confidence: best.confidence, colour, quad: candidate.quad };
}

/** Reads light letters as dark ones, too: most print is dark. */
async function decodeBest(
  page: OpenPage,
  strip: RgbImage,
  colour: PlateColour,
): Promise<Decoded | undefined> {
  let best: Decoded | undefined;
  for (const picture of LIGHT_TEXT.has(colour) ? [strip, inverted(strip)] : [strip]) {
    const scores = await page.score(picture);
    for (const pattern of PATTERNS[colour]) {
      const read = decode(scores, pattern);
      if (read && read.score > (best?.score ?? -Infinity)) best = read;
    }
  }
  return best;
}

const inverted = ({ data, width, height }: RgbImage): RgbImage => ({
  data: data.map((value) => 255 - value),
  width,
  height,
});

function changed(quad: Quad, { left, right, lean }: (typeof CHANGES)[number]): Quad {
  const height = quadHeight(quad) / Math.max(1, quadWidth(quad));
  const at = (u: number, v: number) => pointIn(quad, u, v);
  const [l, r, shift] = [-left * height, 1 + right * height, (lean * height) / 2];
  return [
    at(l + shift, -MARGIN),
    at(r + shift, -MARGIN),
    at(r - shift, 1 + MARGIN),
    at(l - shift, 1 + MARGIN),
  ];
}

/** The rows of a plate as one line. */
function stripOf(image: RgbImage, rows: readonly Quad[]): RgbImage {
  const crops = rows.map((row) => cropQuad(image, row, Math.max(8, widthAt(row, LINE_HEIGHT)), LINE_HEIGHT));
  const [first] = crops;
  if (first && crops.length === 1) return first;
  const width = crops.reduce((sum, crop) => sum + crop.width, 0);
  const data = new Uint8Array(width * LINE_HEIGHT * 3);
  let left = 0;
  for (const crop of crops) {
    for (let y = 0; y < LINE_HEIGHT; y++)
      data.set(crop.data.subarray(y * crop.width * 3, (y + 1) * crop.width * 3), (y * width + left) * 3);
    left += crop.width;
  }
  return { data, width, height: LINE_HEIGHT };
}
