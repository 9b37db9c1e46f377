import sharp from 'sharp';
import type { RgbImage } from '../image.ts';
import { wholeOf } from '../text/geometry.ts';
import { decodeForReading, type ReadingInput } from '../text/input.ts';
import type { Quarters } from '../text/orientation.ts';
import type { TextReader } from '../text/reader.ts';
import { turnUpright } from '../text/turn.ts';
import type { Point, Quad, Step } from '../types.ts';
import { findCards } from './find-cards.ts';
import { straighten, straightSize } from './straighten.ts';
import { treatments } from './treatments.ts';
import type { CardsResult, ImproveOptions, ImproveResult } from './types.ts';

const JPEG_QUALITY = 90;
/** Longest side of what is cut out; a quad in perspective can ask for more. */
const MOST_SIDE = 4096;

/**
 * Makes a picture of a document easier to read. `reader` is asked for only when the text's direction matters.
 * @throws EngineError as `decodeForReading`.
 */
export async function improveImage(
  bytes: Uint8Array,
  options: ImproveOptions,
  reader: () => Promise<TextReader>,
): Promise<ImproveResult> {
  const steps: Step[] = [];
  const timed = timer(steps);
  const input = await timed('decode', decodeForReading(bytes, { mode: 'accurate', ...pageOf(options) }));
  const card = options.crop ? await timed('find', largestCard(input.image)) : undefined;
  let image = card ? cut(input.image, card) : input.image;
  const quarters = options.upright ? await timed('orient', quartersOf(image, await reader())) : undefined;
  image = await turnUpright(image, quarters ?? 0);
  const result = {
    width: image.width,
    height: image.height,
    quad: toInput(card ?? wholeOf(input.image), input),
    ...(quarters === undefined ? {} : { turned: (quarters * 90) as 0 | 90 | 180 | 270 }),
    steps,
  };
  if (options.positionOnly) return result;
  const treated = await timed('treat', treatments[options.treatment](image));
  return { ...result, image: await timed('encode', encode(treated, options.format)) };
}

/** All cards and pages in a picture; quads in pixels of the input. @throws EngineError as `decodeForReading`. */
export async function findCardsIn(bytes: Uint8Array): Promise<CardsResult> {
  const steps: Step[] = [];
  const timed = timer(steps);
  const input = await timed('decode', decodeForReading(bytes, { mode: 'basic' }));
  const cards = await timed('find', findCards(input.image));
  return {
    width: input.fullWidth,
    height: input.fullHeight,
    cards: cards.map((card) => ({ ...card, quad: toInput(card.quad, input) })),
    steps,
  };
}

const timer =
  (steps: Step[]) =>
  async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    steps.push({ name, ms: Math.round(performance.now() - start) });
    return result;
  };

const pageOf = ({ pdfPage }: ImproveOptions): { pdfPage?: number } =>
  pdfPage === undefined ? {} : { pdfPage };

const largestCard = async (image: RgbImage): Promise<Quad | undefined> => (await findCards(image))[0]?.quad;

function cut(image: RgbImage, quad: Quad): RgbImage {
  const { width, height } = straightSize(quad);
  const scale = Math.min(1, MOST_SIDE / Math.max(width, height));
  return straighten(image, quad, width * scale, height * scale);
}

async function quartersOf(image: RgbImage, reader: TextReader): Promise<Quarters | undefined> {
  const { lines, angle } = await reader.open(await encode(image, 'png'), { mode: 'basic' });
  return lines.length === 0 ? undefined : ((Math.round(angle / 90) % 4) as Quarters);
}

function toInput([a, b, c, d]: Quad, { image, fullWidth, fullHeight }: ReadingInput): Quad {
  const map = ({ x, y }: Point): Point => ({
    x: (x * fullWidth) / image.width,
    y: (y * fullHeight) / image.height,
  });
  return [map(a), map(b), map(c), map(d)];
}

function encode({ data, width, height }: RgbImage, format: ImproveOptions['format']): Promise<Uint8Array> {
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  return format === 'png'
    ? picture.png({ compressionLevel: 3 }).toBuffer()
    : picture.jpeg({ quality: JPEG_QUALITY }).toBuffer();
}
