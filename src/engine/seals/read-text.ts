import { wholeOf } from '../text/geometry.ts';
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
  const line = allowed === undefined ? page.lines[0] : await page.reread(wholeOf(strip), allowed);
  return line && { text: line.text.replaceAll(' ', '').replace(EDGES, ''), confidence: line.confidence };
}

/** Characters of a unified social credit code (GB 32100), and what a line of them looks like when it is misread. */
const CREDIT_CODE = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LIKE_CODE = /^[0-9A-Z]{15,20}$/;

/** Reads the lines of a seal's middle, top to bottom. */
export async function readPage(reader: TextReader, plane: Plane, isUpright: boolean): Promise<Said[]> {
  const page = await reader.open(await toPng(plane), { mode: 'basic', isUpright });
  const said: Said[] = [];
  for (const { text, confidence, quad } of page.lines) {
    if (confidence < LEGIBLE || (text.match(MEANINGFUL)?.length ?? 0) < 2) continue;
    const isCode = LIKE_CODE.test(text.replaceAll(' ', ''));
    const line = isCode ? await page.reread(quad, CREDIT_CODE) : { text, confidence };
    said.push({ text: isCode ? line.text.replaceAll(' ', '') : text, confidence: line.confidence });
  }
  return said;
}
