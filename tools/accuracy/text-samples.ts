import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareTexts, type Counts, isInside, type Item, joinPieces } from './text-score.ts';

/** One image of `ocr/manifest.json`: its text as words with boxes, or as a whole. */
export interface Sample {
  readonly file: string;
  readonly set: string;
  readonly words?: readonly (Item & { readonly ignore?: boolean })[];
  readonly text?: string;
  readonly caseInsensitive?: boolean;
}

/** How well a set of images was read. */
export interface Rates {
  /** Character error rate with spaces, %. */
  readonly cer: number;
  /** 100 - character error rate without spaces, %. */
  readonly charAccuracyNoSpaces: number;
  /** Harmonic mean of precision and recall of words as multisets, %. */
  readonly wordF1: number;
}

/** The folder of images in an evaluation folder, and what they say. */
export async function loadSamples(
  evalFolder: string,
): Promise<{ readonly folder: string; readonly samples: readonly Sample[] }> {
  const folder = join(evalFolder, 'ocr');
  const samples = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Sample[];
  return { folder, samples };
}

/** Compares the pieces that a reader found in an image with its truth; pieces in regions that the truth leaves out do not count. */
export function scoreSample(sample: Sample, items: readonly Item[]): Counts {
  const words = sample.words ?? [];
  const ignored = words.filter((word) => word.ignore);
  const seen = items.filter((item) => !ignored.some((region) => isInside(item.box, region.box)));
  const truth = sample.text ?? joinPieces(words.filter((word) => !word.ignore));
  return compareTexts(truth, joinPieces(seen), sample.caseInsensitive ?? false);
}

/** Rates over several images together: long texts weigh more. */
export function ratesOf(counts: readonly Counts[]): Rates {
  const sum = (key: keyof Counts): number => counts.reduce((total, c) => total + c[key], 0);
  return {
    cer: percent(sum('edits'), sum('length')),
    charAccuracyNoSpaces: Math.round(1000 - 10 * percent(sum('editsNoSpaces'), sum('lengthNoSpaces'))) / 10,
    wordF1: percent(2 * sum('hits'), sum('trueWords') + sum('readWords')),
  };
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / Math.max(1, whole)) / 10;
