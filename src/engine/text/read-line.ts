import type { RgbImage } from '../image.ts';
import type { Quad, TextScript, WordBox } from '../types.ts';
import { cropQuad, pointIn, widthAt } from './crop.ts';
import { quadHeight } from './geometry.ts';
import { type Character, LINE_HEIGHT, meanConfidence, recogniseLine } from './recognise.ts';
import { findInk, gapsBetween, isMachineReadable, spacesFromInk } from './spaces.ts';
import type { TextNetworks } from './text-networks.ts';
import { characterBoxes } from './words.ts';

/** One line as it was read. */
export interface ReadLine {
  readonly text: string;
  /** Mean character probability, 0..1. */
  readonly confidence: number;
  readonly quad: Quad;
  /** Its characters without spaces, with their boxes. */
  readonly words: readonly WordBox[];
  /** Whose recogniser read it; absent: the default one. */
  readonly script?: TextScript;
}

/** A straightened line and what it says. */
interface Reading {
  readonly crop: RgbImage;
  readonly characters: readonly Character[];
  readonly confidence: number;
}

/** Lines lower than this, pixels of the image, are small print. */
const SMALL_PRINT = 18;
/** Small print read with less mean confidence gets a second try, stretched sideways by this, when it has so many characters. */
const DOUBTFUL = 0.9;
const STRETCH = 1.25;
const MIN_STRETCHED = 4;
/** Share of a line's height that is read above and below its box: measured, 0 and 0.06 are worse. */
const MARGIN = 0.03;
/** Wider straightened lines are squeezed. */
const MAX_LINE_WIDTH = 3200;

/**
 * Reads the line in a quad of an image; the quad begins at the top left corner of its text.
 * @param allowed which classes of the network may be read, see `allowOnly`; absent: all
 */
export async function readLine(
  networks: TextNetworks,
  image: RgbImage,
  quad: Quad,
  allowed?: Uint8Array,
): Promise<ReadLine> {
  const { crop, characters, confidence } = await readQuad(networks, image, quad, allowed);
  return { quad, confidence, ...withSpaces(characters, crop, quad) };
}

/** Straightens and recognises one line. Small print that is doubtful is read again, stretched: its letters stand closer than the network's columns. */
async function readQuad(
  networks: TextNetworks,
  image: RgbImage,
  quad: Quad,
  allowed?: Uint8Array,
): Promise<Reading> {
  const isSmall = quadHeight(quad) < SMALL_PRINT;
  const place = isSmall ? quad : withMargin(quad);
  const first = await readStretched(networks, image, place, 1, allowed);
  if (!isSmall || first.confidence >= DOUBTFUL || first.characters.length < MIN_STRETCHED) return first;
  const second = await readStretched(networks, image, place, STRETCH, allowed);
  return second.confidence > first.confidence ? second : first;
}

async function readStretched(
  networks: TextNetworks,
  image: RgbImage,
  quad: Quad,
  stretch: number,
  allowed: Uint8Array | undefined,
): Promise<Reading> {
  const width = Math.ceil(widthAt(quad, LINE_HEIGHT) * stretch);
  const crop = cropQuad(image, quad, Math.max(8, Math.min(MAX_LINE_WIDTH, width)), LINE_HEIGHT);
  const characters = await recogniseLine(networks.recognition, networks.alphabet, crop, allowed);
  return { crop, characters, confidence: meanConfidence(characters) };
}

/** The quad with a little more above and below, where the detector's boxes are tight. */
const withMargin = (quad: Quad): Quad => [
  pointIn(quad, 0, -MARGIN),
  pointIn(quad, 1, -MARGIN),
  pointIn(quad, 1, 1 + MARGIN),
  pointIn(quad, 0, 1 + MARGIN),
];

function withSpaces(
  found: readonly Character[],
  crop: RgbImage,
  quad: Quad,
): Pick<ReadLine, 'text' | 'words'> {
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
  return { text, words: characterBoxes(characters, gaps, ink, quad, crop.width) };
}
