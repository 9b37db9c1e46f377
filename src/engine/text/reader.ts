import type { RgbImage, ScaledImage } from '../image.ts';
import type { Point, Quad, Step, TextOptions, TextResult } from '../types.ts';
import { addMissing, detectText } from './detect.ts';
import { median, quadAngle, quadHeight, quadWidth, startAt, wholeOf } from './geometry.ts';
import { decodeForReading, fitScale } from './input.ts';
import { readingOrder } from './order.ts';
import { facing, pageQuarters, type Quarters, upsideDown } from './orientation.ts';
import { type ReadLine, readLine } from './read-line.ts';
import { allowOnly, type LineScores, scoreLine } from './recognise.ts';
import { isAuto, readAuto } from './scripts/auto-lines.ts';
import { type LineReader, type OtherScript, scriptLines } from './scripts/script-lines.ts';
import { openTextNetworks, type TextNetworks } from './text-networks.ts';
import { turnBack, turnUpright } from './turn.ts';

/** A picture that has been read and is still in memory, for whoever looks at it again. Coordinates: pixels of `image`. */
export interface OpenPage {
  /** Upright; scaled down from the input if that was large. */
  readonly image: RgbImage;
  /** In reading order. */
  readonly lines: readonly ReadLine[];
  /** Middle direction of the lines, degrees clockwise, -45..45. */
  readonly tilt: number;
  /** Rotation of the text in the input, degrees clockwise, 0..360: quarter turns and tilt. */
  readonly angle: number;
  /** Size of the input, pixels. */
  readonly fullWidth: number;
  readonly fullHeight: number;
  readonly pdfPages?: number;
  readonly steps: readonly Step[];
  /** Where a quad of `image` lies in the input. */
  toInput(quad: Quad): Quad;
  /** Reads the line in a quad again; `allowed`: only these characters can come out. */
  reread(quad: Quad, allowed?: string): Promise<ReadLine>;
  /** What a network makes of a straightened line, for whoever decides by rules of their own. */
  score(line: RgbImage, network?: NetworkName): Promise<LineScores>;
}

/** Which recogniser; absent: the default one. */
export type NetworkName = 'default' | 'english';

export type PageOptions = Omit<TextOptions, 'words'>;

export interface TextReader {
  /** @throws EngineError */
  read(image: Uint8Array, options: TextOptions): Promise<TextResult>;
  /** @throws EngineError */
  open(image: Uint8Array, options: PageOptions): Promise<OpenPage>;
}

/** A page turned upright, and the text found on it, each quad beginning at its top left corner. */
interface Page {
  readonly image: RgbImage;
  /** By how many right angles it was turned, clockwise, in the input. */
  readonly quarters: Quarters;
  readonly quads: readonly Quad[];
}

/** Longest side that the detector is given. */
const DETECTOR_SIDE = { fast: 736, basic: 960, accurate: 960 } as const;
/** Small images are enlarged for it, so that small print is found; by no more than this. */
const MAX_ENLARGEMENT = 4;
/** `accurate` looks again, enlarged by this, for small or faint text; a larger image alone would lose large letters. */
const CLOSER_LOOK = 1.5;
/** How many opinions about a line in Latin letters. */
const EFFORT = { fast: 'one', basic: 'doubtful', accurate: 'all' } as const;
/** Lines read with less mean confidence are not text. */
const MIN_CONFIDENCE = 0.5;
/** Where the script is not known, lines read with less do not tell which way up they stand. */
const ILLEGIBLE = 0.8;

type Scripts = (script: OtherScript) => LineReader;

/** Loads the networks: about a second, 300 MB. One call at a time. */
export async function createTextReader(): Promise<TextReader> {
  const networks = await openTextNetworks();
  const scripts = scriptLines(networks);
  return {
    read: async (image, options) => toResult(await openPage(networks, scripts, image, options), options),
    open: (image, options) => openPage(networks, scripts, image, options),
  };
}

async function openPage(
  networks: TextNetworks,
  scripts: Scripts,
  bytes: Uint8Array,
  options: PageOptions,
): Promise<OpenPage> {
  const steps: Step[] = [];
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    steps.push({ name, ms: Math.round(performance.now() - start) });
    return result;
  };
  const script = options.script ?? 'chinese';
  // Where the script is not known yet, what the default network doubts tells.
  const effort = script === 'chinese' ? EFFORT[options.mode] : 'one';
  const glance: LineReader =
    script === 'chinese' || isAuto(script)
      ? (image, quad) => readLine(networks, image, quad)
      : scripts(script);
  const readQuad: LineReader =
    effort === 'one' ? glance : (image, quad) => readLine(networks, image, quad, { effort });
  const scaled = await timed('decode', decodeForReading(bytes, options));
  const legibility = async (quad: Quad): Promise<number> => {
    const { confidence } = await glance(scaled.image, quad);
    return isAuto(script) && confidence < ILLEGIBLE ? 0 : confidence;
  };
  const boxes = options.isLine
    ? [wholeOf(scaled.image)]
    : await timed('detect', detect(networks, scaled.image, options.mode));
  const page =
    options.isLine || options.isUpright
      ? { image: scaled.image, quarters: 0 as const, quads: boxes.map((quad) => facing(quad, 0)) }
      : await timed('orient', standUpright(networks, scaled.image, boxes, options.mode, legibility));
  const found = await timed('recognise', recognise(networks, page, readQuad));
  const lines = (
    isAuto(script) ? await timed('scripts', readAuto(script, found, page.image, scripts)) : found
  ).filter(({ text, confidence }) => confidence >= MIN_CONFIDENCE && text);
  const tilt = medianTilt(lines);
  const { image, quarters } = page;
  return {
    ...(scaled.pdfPages === undefined ? {} : { pdfPages: scaled.pdfPages }),
    image,
    lines: readingOrder(lines, tilt),
    tilt,
    angle: (Math.round((quarters * 90 + tilt + 360) * 10) % 3600) / 10,
    fullWidth: scaled.fullWidth,
    fullHeight: scaled.fullHeight,
    steps,
    toInput: inputCoordinates(scaled, page),
    reread: (quad, allowed) =>
      allowed === undefined
        ? readQuad(image, quad)
        : readLine(networks, image, quad, { allowed: allowOnly(networks.alphabet, allowed) }),
    score: async (line, network) => {
      const by = network === 'english' ? await networks.english() : networks;
      return scoreLine(by.recognition, by.alphabet, line);
    },
  };
}

const toResult = (page: OpenPage, options: TextOptions): TextResult => ({
  ...(page.pdfPages === undefined ? {} : { pdfPages: page.pdfPages }),
  width: page.fullWidth,
  height: page.fullHeight,
  angle: page.angle,
  lines: page.lines.map(({ text, confidence, quad, words, script }) => ({
    text,
    confidence,
    quad: page.toInput(quad),
    ...(script && { script }),
    ...(options.words && { words: words.map((word) => ({ ...word, quad: page.toInput(word.quad) })) }),
  })),
  steps: page.steps,
});

async function detect(networks: TextNetworks, image: RgbImage, mode: TextOptions['mode']): Promise<Quad[]> {
  const scale = Math.min(MAX_ENLARGEMENT, fitScale(image.width, image.height, DETECTOR_SIDE[mode]));
  let boxes = await detectText(networks.detection, image, scale);
  if (mode === 'accurate')
    boxes = addMissing(boxes, await detectText(networks.detection, image, scale * CLOSER_LOOK));
  return boxes.map(({ quad }) => quad);
}

/** Turns a page upright. The detector overlooks small lines that run up or down, so it looks again. */
async function standUpright(
  networks: TextNetworks,
  image: RgbImage,
  found: readonly Quad[],
  mode: TextOptions['mode'],
  legibility: (quad: Quad) => Promise<number>,
): Promise<Page> {
  const quarters = await pageQuarters(networks.orientation, image, found, legibility);
  if (quarters === 0) return { image, quarters, quads: found.map((quad) => facing(quad, 0)) };
  const upright = await turnUpright(image, quarters);
  const quads = await detect(networks, upright, mode);
  return { image: upright, quarters, quads: quads.map((quad) => facing(quad, 0)) };
}

/** Every line that was found, whatever it was read as. */
async function recognise(
  networks: TextNetworks,
  { image, quads }: Page,
  readQuad: LineReader,
): Promise<ReadLine[]> {
  const usual = median(quads.map((quad) => Math.min(quadWidth(quad), quadHeight(quad))));
  const lines: ReadLine[] = [];
  for (const found of quads)
    lines.push(await readQuad(image, await readingQuad(networks, image, found, usual)));
  return lines;
}

/** A tall box on an upright page is a line that runs down or up, unless it is no taller than other lines: a lone 1 or I. */
async function readingQuad(
  networks: TextNetworks,
  image: RgbImage,
  quad: Quad,
  usual: number,
): Promise<Quad> {
  const height = quadHeight(quad);
  if (height < 1.5 * quadWidth(quad) || height < 1.8 * usual) return quad;
  const down = startAt(quad, 1);
  return (await upsideDown(networks.orientation, image, down)) > 0.5 ? startAt(quad, 3) : down;
}

/** Middle direction of an upright page's long lines, degrees clockwise, -45..45; 0 when there is none. */
function medianTilt(lines: readonly ReadLine[]): number {
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
