import type { OpenPage, TextReader } from '../text/reader.ts';
import { ask } from './ask.ts';
import { findPairs } from './find-pairs.ts';
import type { Pair, PairsOptions, PairsResult } from './types.ts';

/** Reads a page and finds the values of the keys that are asked for, or all keys and values. @throws EngineError */
export async function readPairs(
  reader: TextReader,
  bytes: Uint8Array,
  options: PairsOptions,
): Promise<PairsResult> {
  const page = await reader.open(bytes, options);
  const start = performance.now();
  const { pairs, rows } = find(page, options);
  const inInput = <P extends Pair>(pair: P): P => ({ ...pair, valueQuad: page.toInput(pair.valueQuad) });
  return {
    ...(page.pdfPages === undefined ? {} : { pdfPages: page.pdfPages }),
    width: page.fullWidth,
    height: page.fullHeight,
    angle: page.angle,
    hasText: page.lines.length > 0,
    pairs: pairs.map(inInput),
    rows: rows.map((row) => row.map(inInput)),
    lines: options.fullText ? page.lines.map((line) => inputLine(line, page)) : [],
    steps: [...page.steps, { name: 'pairs', ms: Math.round(performance.now() - start) }],
  };
}

function find(page: OpenPage, { keys = [], everything }: PairsOptions): Pick<PairsResult, 'pairs' | 'rows'> {
  const { values, rows } = keys.length > 0 ? ask(page.lines, keys, page.tilt) : { values: [], rows: [] };
  const all = everything || keys.length === 0 ? findPairs(page.lines, page.tilt) : [];
  return { pairs: [...values, ...all], rows };
}

const inputLine = (line: OpenPage['lines'][number], page: OpenPage): PairsResult['lines'][number] => ({
  text: line.text,
  confidence: line.confidence,
  quad: page.toInput(line.quad),
  words: line.words.map((word) => ({ ...word, quad: page.toInput(word.quad) })),
});
