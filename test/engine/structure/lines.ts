import type { ReadLine } from '../../../src/engine/text/read-line.ts';
import type { WordBox } from '../../../src/engine/types.ts';

/** A line as the reader gives it: at (x, y), letters of one width. */
export function lineAt(x: number, y: number, text: string, size = 20): ReadLine {
  const step = size * 0.55;
  const box = (from: number, to: number): WordBox['quad'] => [
    { x: x + from * step, y },
    { x: x + to * step, y },
    { x: x + to * step, y: y + size },
    { x: x + from * step, y: y + size },
  ];
  const words = [...text].flatMap((letter, i) =>
    letter === ' ' ? [] : [{ text: letter, confidence: 0.9, quad: box(i, i + 1) }],
  );
  return { text, confidence: 0.9, quad: box(0, text.length), words };
}
