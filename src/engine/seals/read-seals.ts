import { decodeForReading } from '../text/input.ts';
import type { TextReader } from '../text/reader.ts';
import type { Point, Quad, Step } from '../types.ts';
import { findBorders } from './find-borders.ts';
import { readFrame } from './read-frame.ts';
import { readRing } from './read-ring.ts';
import type { Seal, SealsOptions, SealsResult } from './types.ts';

/**
 * Finds the impressions of seals in red ink and reads them: round and oval ones, their text rolled out from the ring, and stamps
 * in straight frames. A border in which nothing can be read is no seal.
 * @throws EngineError
 */
export async function readSeals(
  reader: TextReader,
  bytes: Uint8Array,
  { pdfPage }: SealsOptions,
): Promise<SealsResult> {
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
  const readAll = async (): Promise<void> => {
    for (const border of borders) {
      const seal =
        border.shape === 'ellipse'
          ? await readRing(reader, image, border.ellipse)
          : await readFrame(reader, image, border.quad);
      if (seal)
        seals.push({ ...seal, quad: scaled(seal.quad, fullWidth / image.width, fullHeight / image.height) });
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

const scaled = ([a, b, c, d]: Quad, sx: number, sy: number): Quad => {
  const map = ({ x, y }: Point): Point => ({ x: x * sx, y: y * sy });
  return [map(a), map(b), map(c), map(d)];
};
