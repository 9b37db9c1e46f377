import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTextReader, type TextReader } from '../../src/engine/text/reader.ts';
import type { TextOptions } from '../../src/engine/types.ts';
import { type Box, compareTexts, type Counts, isInside, type Item, joinPieces } from './text-score.ts';

export interface Row {
  /** Name of the set and the reader's mode. */
  readonly set: string;
  readonly images: number;
  /** Character error rate with spaces, %. */
  readonly cer: number;
  /** 100 - character error rate without spaces, %. */
  readonly charAccuracyNoSpaces: number;
  /** Harmonic mean of precision and recall of words as multisets, %. */
  readonly wordF1: number;
  readonly secondsPerImage: number;
}

/** One image of `ocr/manifest.json`: its text as words with boxes, or as a whole. */
interface Sample {
  readonly file: string;
  readonly set: string;
  readonly words?: readonly (Item & { readonly ignore?: boolean })[];
  readonly text?: string;
  readonly caseInsensitive?: boolean;
}

/** Reads real images one after another on one thread and scores them against their transcripts. */
export async function textAccuracy(
  evalFolder: string,
  options: { limit?: number; modes?: readonly TextOptions['mode'][]; sets?: readonly string[] } = {},
): Promise<Row[]> {
  const folder = join(evalFolder, 'ocr');
  const samples = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Sample[];
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
        counts.push(score(sample, items));
      }
      rows.push(toRow(`${set} ${mode}`, counts, seconds));
    }
  return rows;
}

async function readItems(reader: TextReader, image: Uint8Array, mode: TextOptions['mode']): Promise<Item[]> {
  const { lines } = await reader.read(image, { mode });
  return lines.map(({ text, quad }) => {
    const [xs, ys] = [quad.map((p) => p.x), quad.map((p) => p.y)];
    return { text, box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as Box };
  });
}

function score(sample: Sample, items: readonly Item[]): Counts {
  const words = sample.words ?? [];
  const ignored = words.filter((word) => word.ignore);
  const seen = items.filter((item) => !ignored.some((region) => isInside(item.box, region.box)));
  const truth = sample.text ?? joinPieces(words.filter((word) => !word.ignore));
  return compareTexts(truth, joinPieces(seen), sample.caseInsensitive ?? false);
}

function toRow(set: string, counts: readonly Counts[], seconds: number): Row {
  const sum = (key: keyof Counts): number => counts.reduce((total, c) => total + c[key], 0);
  const percent = (part: number, whole: number): number =>
    Math.round((1000 * part) / Math.max(1, whole)) / 10;
  return {
    set,
    images: counts.length,
    cer: percent(sum('edits'), sum('length')),
    charAccuracyNoSpaces: Math.round(1000 - 10 * percent(sum('editsNoSpaces'), sum('lengthNoSpaces'))) / 10,
    wordF1: percent(2 * sum('hits'), sum('trueWords') + sum('readWords')),
    secondsPerImage: Math.round((100 * seconds) / Math.max(1, counts.length)) / 100,
  };
}
