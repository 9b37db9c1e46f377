import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTextReader, type TextReader } from '../../src/engine/text/reader.ts';
import type { TextLine, TextOptions } from '../../src/engine/types.ts';
import { loadSamples, type Rates, ratesOf, scoreSample } from './text-samples.ts';
import type { Counts, Item } from './text-score.ts';

export interface Row extends Rates {
  /** Name of the set and the reader's mode. */
  readonly set: string;
  readonly images: number;
  readonly secondsPerImage: number;
}

/** Reads real images one after another on one thread and scores them against their transcripts. */
export async function textAccuracy(
  evalFolder: string,
  options: { limit?: number; modes?: readonly TextOptions['mode'][]; sets?: readonly string[] } = {},
): Promise<Row[]> {
  const { folder, samples } = await loadSamples(evalFolder);
  const reader = await createTextReader();
  const rows: Row[] = [];
  for (const set of options.sets ?? new Set(samples.map((sample) => sample.set)))
    for (const mode of options.modes ?? (['basic', 'accurate'] as const)) {
      const chosen = samples.filter((sample) => sample.set === set).slice(0, options.limit);
      const counts: Counts[] = [];
      let seconds = 0;
      for (const sample of chosen) {
        const image = await readFile(join(folder, sample.file));
        const start = performance.now();
        const items = await readItems(reader, image, mode);
        seconds += (performance.now() - start) / 1000;
        counts.push(scoreSample(sample, items));
      }
      const secondsPerImage = Math.round((100 * seconds) / Math.max(1, counts.length)) / 100;
      rows.push({ set: `${set} ${mode}`, images: counts.length, ...ratesOf(counts), secondsPerImage });
    }
  return rows;
}

async function readItems(reader: TextReader, image: Uint8Array, mode: TextOptions['mode']): Promise<Item[]> {
  const { lines } = await reader.read(image, { mode });
  return lines.map(itemOf);
}

/** A line as the scorer takes it: its text and the upright box around it. */
export function itemOf({ text, quad }: Pick<TextLine, 'text' | 'quad'>): Item {
  const [xs, ys] = [quad.map((p) => p.x), quad.map((p) => p.y)];
  return { text, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] };
}
