import type { RgbImage, ScaledImage } from '../image.ts';
import {
  type Point,
  type Quad,
  type Step,
  type TextLine,
  type TextOptions,
  type TextResult,
} from '../types.ts';
import { cropQuad, pointIn, widthAt } from './crop.ts';
import { addMissing, detectText } from './detect.ts';
import { median, quadAngle, quadHeight, quadWidth, startAt } from './geometry.ts';
import { decodeForReading, fitScale } from './input.ts';
import { type Network, openNetwork } from './network.ts';
import { readingOrder } from './order.ts';
import { facing, pageQuarters, type Quarters, upsideDown } from './orientation.ts';
import { type Character, LINE_HEIGHT, meanConfidence, readAlphabet, recogniseLine } from './recognise.ts';
import { findInk, gapsBetween, isMachineReadable, spacesFromInk } from './spaces.ts';
import { turnBack, turnUpright } from './turn.ts';
import { characterBoxes } from './words.ts';

export interface TextReader {
  /** @throws EngineError */
  read(image: Uint8Array, options: TextOptions): Promise<TextResult>;
}

interface Networks {
  readonly detection: Network;
  readonly orientation: Network;
  readonly recognition: Network;
  readonly alphabet: readonly string[];
}

/** A straightened line and what it says. */
interface Reading {
  readonly crop: RgbImage;
  readonly characters: readonly Character[];
  readonly confidence: number;
}

/** A page turned upright, and the text found on it, each quad beginning at its top left corner. */
interface Page {
  readonly image: RgbImage;
  /** By how many right angles it was turned, clockwise, in the input. */
  readonly quarters: Quarters;
  readonly quads: readonly Quad[];
}

/** Longest side that the detector is given. */
const DETECTOR_SIDE = 960;
/** Small images are enlarged for it, so that small print is found; by no more than this. */
const MAX_ENLARGEMENT = 4;
/** `accurate` looks again, enlarged by this, for small or faint text; a larger image alone would lose large letters. */
const CLOSER_LOOK = 1.5;
/** Lines lower than this, pixels of the image, are small print. */
const SMALL_PRINT = 18;
/** Small print read with less mean confidence gets a second try, stretched sideways by this, when it has so many characters. */
const DOUBTFUL = 0.9;
const STRETCH = 1.25;
const MIN_STRETCHED = 4;
/** Share of a line's height that is read above and below its box: measured, 0 and 0.06 are worse. */
const MARGIN = 0.03;
/** Lines read with less mean confidence are not text. */
const MIN_CONFIDENCE = 0.5;
/** Wider straightened lines are squeezed. */
const MAX_LINE_WIDTH = 3200;

/** Loads the networks: about a second, 300 MB. One call at a time. */
export async function createTextReader(): Promise<TextReader> {
  const [detection, orientation, recognition, alphabet] = await Promise.all([
    openNetwork('text-detection'),
    openNetwork('text-orientation'),
    openNetwork('text-recognition'),
    readAlphabet(),
  ]);
  const networks = { detection, orientation, recognition, alphabet };
  return { read: (image, options) => readText(networks, image, options) };
}

async function readText(networks: Networks, bytes: Uint8Array, options: TextOptions): Promise<TextResult> {
  const steps: Step[] = [];
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    steps.push({ name, ms: Math.round(performance.now() - start) });
    return result;
  };
  const scaled = await timed('decode', decodeForReading(bytes, options));
  const boxes = await timed('detect', detect(networks, scaled.image, options.mode));
  const page = await timed('orient', standUpright(networks, scaled.image, boxes, options.mode));
  const lines = await timed('recognise', recognise(networks, page, options.words ?? false));
  const tilt = medianTilt(lines);
  const toInput = inputCoordinates(scaled, page);
  return {
    ...(scaled.pdfPages === undefined ? {} : { pdfPages: scaled.pdfPages }),
    width: scaled.fullWidth,
    height: scaled.fullHeight,
    angle: (Math.round((page.quarters * 90 + tilt + 360) * 10) % 3600) / 10,
    lines: readingOrder(lines, tilt).map((line) => ({
      ...line,
      quad: toInput(line.quad),
      ...(line.words && { words: line.words.map((word) => ({ ...word, quad: toInput(word.quad) })) }),
    })),
    steps,
  };
}

async function detect(networks: Networks, image: RgbImage, mode: TextOptions['mode']): Promise<Quad[]> {
  const scale = Math.min(MAX_ENLARGEMENT, fitScale(image.width, image.height, DETECTOR_SIDE));
  let boxes = await detectText(networks.detection, image, scale);
  if (mode === 'accurate')
    boxes = addMissing(boxes, await detectText(networks.detection, image, scale * CLOSER_LOOK));
  return boxes.map(({ quad }) => quad);
}

/** Turns a page upright. The detector overlooks small lines that run up or down, so it looks again. */
async function standUpright(
  networks: Networks,
  image: RgbImage,
  found: readonly Quad[],
  mode: TextOptions['mode'],
): Promise<Page> {
  const legibility = async (quad: Quad): Promise<number> =>
    (await readQuad(networks, image, quad)).confidence;
  const quarters = await pageQuarters(networks.orientation, image, found, legibility);
  if (quarters === 0) return { image, quarters, quads: found.map((quad) => facing(quad, 0)) };
  const upright = await turnUpright(image, quarters);
  const quads = await detect(networks, upright, mode);
  return { image: upright, quarters, quads: quads.map((quad) => facing(quad, 0)) };
}

async function recognise(networks: Networks, page: Page, words: boolean): Promise<TextLine[]> {
  const { image, quads } = page;
  const usual = median(quads.map((quad) => Math.min(quadWidth(quad), quadHeight(quad))));
  const lines: TextLine[] = [];
  for (const found of quads) {
    const quad = await readingQuad(networks, image, found, usual);
    const { crop, characters, confidence } = await readQuad(networks, image, quad);
    if (confidence < MIN_CONFIDENCE) continue;
    const line = { quad, confidence, ...withSpaces(characters, crop, quad, words) };
    if (line.text) lines.push(line);
  }
  return lines;
}

/** Straightens and recognises one line. Small print that is doubtful is read again, stretched: its letters stand closer than the network's columns. */
async function readQuad(networks: Networks, image: RgbImage, quad: Quad): Promise<Reading> {
  const isSmall = quadHeight(quad) < SMALL_PRINT;
  const place = isSmall ? quad : withMargin(quad);
  const first = await readStretched(networks, image, place, 1);
  if (!isSmall || first.confidence >= DOUBTFUL || first.characters.length < MIN_STRETCHED) return first;
  const second = await readStretched(networks, image, place, STRETCH);
  return second.confidence > first.confidence ? second : first;
}

async function readStretched(
  networks: Networks,
  image: RgbImage,
  quad: Quad,
  stretch: number,
): Promise<Reading> {
  const width = Math.ceil(widthAt(quad, LINE_HEIGHT) * stretch);
  const crop = cropQuad(image, quad, Math.max(8, Math.min(MAX_LINE_WIDTH, width)), LINE_HEIGHT);
  const characters = await recogniseLine(networks.recognition, networks.alphabet, crop);
  return { crop, characters, confidence: meanConfidence(characters) };
}

/** The quad with a little more above and below, where the detector's boxes are tight. */
const withMargin = (quad: Quad): Quad => [
  pointIn(quad, 0, -MARGIN),
  pointIn(quad, 1, -MARGIN),
  pointIn(quad, 1, 1 + MARGIN),
  pointIn(quad, 0, 1 + MARGIN),
];

/** A tall box on an upright page is a line that runs down or up, unless it is no taller than other lines: a lone 1 or I. */
async function readingQuad(networks: Networks, image: RgbImage, quad: Quad, usual: number): Promise<Quad> {
  const height = quadHeight(quad);
  if (height < 1.5 * quadWidth(quad) || height < 1.8 * usual) return quad;
  const down = startAt(quad, 1);
  return (await upsideDown(networks.orientation, image, down)) > 0.5 ? startAt(quad, 3) : down;
}

function withSpaces(
  found: readonly Character[],
  crop: RgbImage,
  quad: Quad,
  words: boolean,
): Pick<TextLine, 'text' | 'words'> {
  const solid = isMachineReadable(found.map((c) => c.text));
  const characters = solid ? found.filter((c) => c.text !== ' ') : found;
  const ink = findInk(crop);
  const positions = characters.map((c) => c.position);
  const gaps = gapsBetween(ink, positions, 4);
  const texts = characters.map((c) => c.text);
  const spaces = spacesFromInk(texts, gaps, ink.height);
  const text = texts
    .map((c, i) => (spaces[i] ? ` ${c}` : c))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  return words ? { text, words: characterBoxes(characters, gaps, ink, quad, crop.width) } : { text };
}

/** Middle direction of an upright page's long lines, degrees clockwise, -45..45; 0 when there is none. */
function medianTilt(lines: readonly TextLine[]): number {
  return median(
    lines
      .filter(({ quad }) => quadWidth(quad) > 3 * quadHeight(quad))
      .map(({ quad }) => ((quadAngle(quad) + 180) % 360) - 180)
      .filter((tilt) => Math.abs(tilt) < 45),
  );
}

/** From coordinates of the upright page in memory to those of the input, inside its bounds. */
function inputCoordinates({ image, fullWidth, fullHeight }: ScaledImage, page: Page): (quad: Quad) => Quad {
  const [sx, sy] = [fullWidth / image.width, fullHeight / image.height];
  const within = (value: number, max: number): number =>
    Math.round(Math.max(0, Math.min(max, value)) * 10) / 10;
  const map = (point: Point): Point => {
    const { x, y } = turnBack(point, page.image, page.quarters);
    return { x: within(x * sx, fullWidth), y: within(y * sy, fullHeight) };
  };
  return ([a, b, c, d]) => [map(a), map(b), map(c), map(d)];
}
