import type { TextReader } from '../text/reader.ts';
import { toPng } from './patch.ts';
import type { Plane } from './types.ts';

export interface Said {
  readonly text: string;
  /** Mean character probability, 0..1. */
  readonly confidence: number;
}

/** Lines with less mean confidence are stars and emblems. */
const LEGIBLE = 0.7;

/** A character that stands for something. */
const MEANINGFUL = /[\p{Letter}\p{Number}]/gu;

/** What is neither letter nor digit at the ends of a text: pieces of borders. */
const EDGES = /^[^\p{Letter}\p{Number}（(]+|[^\p{Letter}\p{Number}）)]+$/gu;

/** Reads a straight strip of `LINE_HEIGHT` pixels; `allowed`: only these characters can come out. */
export async function readStrip(
  reader: TextReader,
  strip: Plane,
  allowed?: string,
): Promise<Said | undefined> {
  const page = await reader.open(await toPng(strip), { mode: 'fast', isLine: true });
  const whole = [
    { x: 0, y: 0 },
    { x: strip.width, y: 0 },
    { x: strip.width, y: strip.height },
    { x: 0, y: strip.height },
  ] as const;
  const line = allowed === undefined ? page.lines[0] : await page.reread(whole, allowed);
  return line && { text: line.text.replaceAll(' ', '').replace(EDGES, ''), confidence: line.confidence };
}

/** Reads the lines of a seal's middle, top to bottom. */
export async function readPage(reader: TextReader, plane: Plane, isUpright: boolean): Promise<Said[]> {
  const page = await reader.open(await toPng(plane), { mode: 'basic', isUpright });
  return page.lines
    .filter(({ text, confidence }) => confidence >= LEGIBLE && (text.match(MEANINGFUL)?.length ?? 0) > 1)
    .map(({ text, confidence }) => ({ text, confidence }));
}
