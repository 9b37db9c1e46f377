import type { RgbImage } from '../image.ts';
import type { Quad, TextScript, WordBox } from '../types.ts';
import { cropQuad, pointIn, widthAt } from './crop.ts';
import { quadHeight } from './geometry.ts';
import { type JointReading, type Reading, readingOf, readJointly } from './readings.ts';
import { IDEOGRAPH, LINE_HEIGHT, scoreLine } from './recognise.ts';
import { findInk, findSpaces, gapsBetween, isMachineReadable } from './spaces.ts';
import type { Recogniser, TextNetworks } from './text-networks.ts';
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

/** Lines lower than this, pixels of the image, are small print. */
const SMALL_PRINT = 18;
/** Small print read with less mean confidence gets a second look, stretched sideways by this, when it has so many characters. */
const DOUBTFUL = 0.9;
const STRETCH = 1.25;
const MIN_STRETCHED = 4;
/** What the default network reads so surely needs no other opinion, unless much effort is asked for. */
const CERTAIN = 0.95;
/** Share of a line's height that is read above and below its box: measured, 0 and 0.06 are worse. */
const MARGIN = 0.03;
/** Wider straightened lines are squeezed. */
const MAX_LINE_WIDTH = 3200;

/** Who else is asked about a line in Latin letters: nobody; the English network, when the reading is in doubt; that always, and both once more where one doubts. */
export type Effort = 'one' | 'doubtful' | 'all';

/** How to read a line. */
export interface LineOptions {
  /** Which classes of the network may be read, see `allowOnly`; absent: all. */
  readonly allowed?: Uint8Array;
  /** Absent: `one`. */
  readonly effort?: Effort;
}

/** The default recogniser and, for lines in Latin letters, the English one. */
type LineNetworks = Recogniser & Partial<Pick<TextNetworks, 'english'>>;

/** Reads the line in a quad of an image; the quad begins at the top left corner of its text. */
export async function readLine(
  networks: LineNetworks,
  image: RgbImage,
  quad: Quad,
  { allowed, effort = 'one' }: LineOptions = {},
): Promise<ReadLine> {
  const isSmall = quadHeight(quad) < SMALL_PRINT;
  const place = isSmall ? quad : withMargin(quad);
  const look = async (by: Recogniser, stretch: number): Promise<Look> => {
    const width = Math.ceil(widthAt(place, LINE_HEIGHT) * stretch);
    const crop = cropQuad(image, place, Math.max(8, Math.min(MAX_LINE_WIDTH, width)), LINE_HEIGHT);
    const scores = await scoreLine(by.recognition, by.alphabet, crop);
    return { ...readingOf(scores, stretch, by === networks ? allowed : undefined), crop };
  };
  const first = await look(networks, 1);
  const readings: [Look, ...Look[]] = [first];
  const isDoubtful = (): boolean => readings.some(({ confidence }) => confidence < DOUBTFUL);
  const isLatin = effort !== 'one' && !allowed && isEnglish(first);
  if (networks.english && isLatin) {
    if (effort === 'all' || first.confidence < CERTAIN) {
      const english = await networks.english();
      readings.push(await look(english, 1));
      if (effort === 'all' && isDoubtful())
        readings.push(await look(networks, STRETCH), await look(english, STRETCH));
    }
  } else if (isSmall && isDoubtful() && first.characters.length >= MIN_STRETCHED)
    readings.push(await look(networks, STRETCH));
  const reading = readJointly(readings);
  return {
    quad,
    confidence: reading.confidence,
    ...withSpaces(reading, isLatin, first.crop, quad),
  };
}

type Look = Reading & { readonly crop: RgbImage };

/** Whether the English network has a say: it knows no fillers of machine readable zones. */
function isEnglish({ characters }: Reading): boolean {
  const texts = characters.map(({ text }) => text);
  return !isMachineReadable(texts) && !texts.some((text) => IDEOGRAPH.test(text));
}

/** The quad with a little more above and below, where the detector's boxes are tight. */
const withMargin = (quad: Quad): Quad => [
  pointIn(quad, 0, -MARGIN),
  pointIn(quad, 1, -MARGIN),
  pointIn(quad, 1, 1 + MARGIN),
  pointIn(quad, 0, 1 + MARGIN),
];

function withSpaces(
  { characters, spaces: seen }: JointReading,
  isLatin: boolean,
  crop: RgbImage,
  quad: Quad,
): Pick<ReadLine, 'text' | 'words'> {
  const ink = findInk(crop);
  const gaps = gapsBetween(
    ink,
    characters.map((c) => c.position),
    4,
  );
  const spaces = findSpaces(
    characters.map((c) => c.text),
    gaps,
    ink.height,
    seen,
    isLatin,
  );
  return {
    text: characters.map((c, i) => (spaces[i] ? ` ${c.text}` : c.text)).join(''),
    words: characterBoxes(characters, gaps, ink, quad, crop.width),
  };
}
