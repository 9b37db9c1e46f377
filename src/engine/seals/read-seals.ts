import { decodeForReading } from '../text/input.ts';
import type { TextReader } from '../text/reader.ts';
import { EngineError, type Point, type Quad, type Step } from '../types.ts';
import { isPdf } from '../image.ts';
import { overlap } from '../photo/polygon.ts';
import { findBorders } from './find-borders.ts';
import { readFrame } from './read-frame.ts';
import { readRing } from './read-ring.ts';
import type { Seal, SealsOptions, SealsResult } from './types.ts';

/** Share of the smaller of two seals that lies in the other when they are one. */
const SAME = 0.6;

/**
 * Finds the impressions of seals in red ink and reads them: round and oval ones, their text rolled out from the ring, and stamps
 * in straight frames. A border in which nothing can be read is no seal.
 * @throws EngineError
 */
export async function readSeals(
  reader: TextReader,
  bytes: Uint8Array,
  { pdfPage, picturesOnly = false }: SealsOptions,
): Promise<SealsResult> {
  if (picturesOnly && isPdf(bytes)) throw new EngineError('unreadable-image', 'this is a PDF document');
  const steps: Step[] = [];
  const timed = async <T>(name: string, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    steps.push({ name, ms: Math.round(performance.now() - start) });
    return result;
  };
  const options = { mode: 'accurate' as const, ...(pdfPage === undefined ? {} : { pdfPage }) };
  const { image, fullWidth, fullHeight, pdfPages } = await timed('decode', decodeForReading(bytes, options));
  const borders = await timed('find', findBorders(image));
  const seals: Seal[] = [];
  const toInput = (quad: Quad): Quad => scaled(quad, fullWidth / image.width, fullHeight / image.height);
  const readAll = async (): Promise<void> => {
    for (const border of borders) {
      const seal =
        border.shape === 'ellipse'
          ? await readRing(reader, image, border.ellipse)
          : await readFrame(reader, image, border.quad);
      if (seal) addBetter(seals, { ...seal, quad: toInput(seal.quad) });
    }
  };
  await timed('read', readAll());
  return {
    width: fullWidth,
    height: fullHeight,
    seals,
    ...(pdfPages === undefined ? {} : { pdfPages }),
    steps,
  };
}

/** Adds a seal, unless it lies where another one was read: of two, the one that was read better stays. */
function addBetter(seals: Seal[], seal: Seal): void {
  const same = seals.findIndex(({ quad }) => overlap(quad, seal.quad) > SAME);
  if (same < 0) seals.push(seal);
  else if (seal.confidence > (seals[same]?.confidence ?? 0)) seals[same] = seal;
}

const scaled = ([a, b, c, d]: Quad, sx: number, sy: number): Quad => {
  const map = ({ x, y }: Point): Point => ({ x: x * sx, y: y * sy });
  return [map(a), map(b), map(c), map(d)];
};
