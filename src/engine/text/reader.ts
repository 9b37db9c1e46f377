import { decodeScaled, type RgbImage, type ScaledImage } from '../image.ts';
import {
  EngineError,
  type Quad,
  type Step,
  type TextLine,
  type TextOptions,
  type TextResult,
} from '../types.ts';
import { cropQuad, widthAt } from './crop.ts';
import { detectText, type TextBox } from './detect.ts';
import { median, quadAngle, quadHeight, quadWidth, startAt } from './geometry.ts';
import { type Network, openNetwork } from './network.ts';
import { readingOrder } from './order.ts';
import { facing, pageQuarters, type Quarters, upsideDown } from './orientation.ts';
import { type Character, LINE_HEIGHT, meanConfidence, readAlphabet, recogniseLine } from './recognise.ts';
import { findInk, gapsBetween, spacesFromInk } from './spaces.ts';
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

/** Images with a shorter side hold no text. */
const MIN_SIDE = 8;
/** Longest side that is kept in memory; letters that the detector can see stay legible in it. */
const WORKING_SIDE = { basic: 2560, accurate: 4096 } as const;
/** Longest side that the detector is given. */
const DETECTOR_SIDE = 960;
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
  const { image, fullWidth, fullHeight } = scaled;
  const boxes = await timed('detect', detect(networks, image, options.mode));
  const quads = boxes.map(({ quad }) => quad);
  const quarters = await timed('orient', pageQuarters(networks.orientation, image, quads));
  const lines = await timed('recognise', recognise(networks, image, quads, quarters, options.words ?? false));
  const angle = textAngle(lines, quarters);
  const toFull = fullCoordinates(scaled);
  return {
    width: fullWidth,
    height: fullHeight,
    angle,
    lines: readingOrder(lines, angle).map((line) => ({
      ...line,
      quad: toFull(line.quad),
      ...(line.words && { words: line.words.map((word) => ({ ...word, quad: toFull(word.quad) })) }),
    })),
    steps,
  };
}

async function decodeForReading(bytes: Uint8Array, options: TextOptions): Promise<ScaledImage> {
  const scaled = await decodeScaled(bytes, (w, h) => fitScale(w, h, WORKING_SIDE[options.mode]));
  if (Math.min(scaled.fullWidth, scaled.fullHeight) < MIN_SIDE)
    throw new EngineError('image-too-small', `the image is less than ${MIN_SIDE} pixels wide or high`);
  return scaled;
}

/** The scale at which an image's longer side is `side`; a strip may be longer, while its area is at most half of side². */
function fitScale(width: number, height: number, side: number): number {
  const scale = Math.max(side / Math.max(width, height), Math.sqrt((side * side) / 2 / (width * height)));
  return Math.min(scale, (side * 16) / Math.max(width, height));
}

async function detect(networks: Networks, image: RgbImage, mode: TextOptions['mode']): Promise<TextBox[]> {
  void mode;
  const scale = Math.min(1, fitScale(image.width, image.height, DETECTOR_SIDE));
  return detectText(networks.detection, image, scale);
}

async function recognise(
  networks: Networks,
  image: RgbImage,
  quads: readonly Quad[],
  quarters: Quarters,
  words: boolean,
): Promise<TextLine[]> {
  const usual = median(quads.map((quad) => Math.min(quadWidth(quad), quadHeight(quad))));
  const lines: TextLine[] = [];
  for (const found of quads) {
    const quad = await readingQuad(networks, image, facing(found, quarters), usual);
    const width = Math.max(8, Math.min(MAX_LINE_WIDTH, widthAt(quad, LINE_HEIGHT)));
    const crop = cropQuad(image, quad, width, LINE_HEIGHT);
    const characters = await recogniseLine(networks.recognition, networks.alphabet, crop);
    const confidence = meanConfidence(characters);
    if (confidence < MIN_CONFIDENCE) continue;
    const line = { quad, confidence, ...withSpaces(characters, crop, quad, words) };
    if (line.text) lines.push(line);
  }
  return lines;
}

/** A tall box on an upright page is a line that runs down or up, unless it is no taller than other lines: a lone 1 or I. */
async function readingQuad(networks: Networks, image: RgbImage, quad: Quad, usual: number): Promise<Quad> {
  const height = quadHeight(quad);
  if (height < 1.5 * quadWidth(quad) || height < 1.8 * usual) return quad;
  const down = startAt(quad, 1);
  return (await upsideDown(networks.orientation, image, down)) > 0.5 ? startAt(quad, 3) : down;
}

function withSpaces(
  characters: readonly Character[],
  crop: RgbImage,
  quad: Quad,
  words: boolean,
): Pick<TextLine, 'text' | 'words'> {
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

/** Middle direction of the page's long lines, degrees clockwise; 0, 90, 180 or 270 when there is none. */
function textAngle(lines: readonly TextLine[], quarters: Quarters): number {
  const tilts = lines
    .filter(({ quad }) => quadWidth(quad) > 3 * quadHeight(quad))
    .map(({ quad }) => ((quadAngle(quad) - quarters * 90 + 540) % 360) - 180)
    .filter((tilt) => Math.abs(tilt) < 45);
  return Math.round(((quarters * 90 + median(tilts) + 360) % 360) * 10) / 10;
}

/** From coordinates of the image in memory to those of the input, inside its bounds. */
function fullCoordinates({ image, fullWidth, fullHeight }: ScaledImage): (quad: Quad) => Quad {
  const [sx, sy] = [fullWidth / image.width, fullHeight / image.height];
  const within = (value: number, max: number): number =>
    Math.round(Math.max(0, Math.min(max, value)) * 10) / 10;
  const map = ({ x, y }: Quad[number]): Quad[number] => ({
    x: within(x * sx, fullWidth),
    y: within(y * sy, fullHeight),
  });
  return ([a, b, c, d]) => [map(a), map(b), map(c), map(d)];
}
