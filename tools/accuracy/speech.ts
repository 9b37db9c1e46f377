import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEars } from '../../src/engine/speech/ears.ts';
import { createTranscriber } from '../../src/engine/speech/transcriber.ts';
import { normaliseEnglish } from './english-normaliser.ts';

/** How well speech of one set is understood. */
export interface Row {
  readonly set: string;
  readonly files: number;
  /** Word error rate, percent; for sets without transcripts the share of slot values that were missed. */
  readonly wer: number;
  /** Seconds of work per second of audio, one thread. */
  readonly realTimeFactor: number;
}

export interface Item {
  readonly file: string;
  readonly set: string;
  readonly seconds: number;
  readonly text?: string;
  readonly slots?: Readonly<Record<string, string>>;
  /** Words of the text that are rare in English. */
  readonly rareWords?: readonly string[];
}

interface Tally {
  files: number;
  errors: number;
  total: number;
  audioSeconds: number;
  workSeconds: number;
}

/**
 * Transcribes FLAC recordings and compares with their transcripts after {@link normaliseEnglish}.
 * @param evalFolder holds `asr/manifest.json` and the recordings, or is that `asr` folder
 * @param options.limit recordings a set, spread over it
 */
export async function speechAccuracy(evalFolder: string, options: { limit?: number } = {}): Promise<Row[]> {
  const folder = await findFolder(evalFolder);
  const items = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Item[];
  const transcriber = createTranscriber(await createEars());
  const rows: Row[] = [];
  for (const [set, members] of Map.groupBy(items, (item) => item.set)) {
    const tally: Tally = { files: 0, errors: 0, total: 0, audioSeconds: 0, workSeconds: 0 };
    for (const item of spread(members, options.limit ?? members.length)) {
      const audio = await readFile(join(folder, item.file));
      const result = await transcriber.transcribe(audio, { format: 'flac', maxSeconds: 3600 });
      const heard = normaliseEnglish(result.text).split(' ').filter(Boolean);
      count(tally, item, heard);
      tally.files++;
      tally.audioSeconds += result.audioSeconds;
      tally.workSeconds += result.steps.reduce((sum, step) => sum + step.ms, 0) / 1000;
    }
    rows.push({
      set: members[0]!.text === undefined ? `${set} (slots missed)` : set,
      files: tally.files,
      wer: round((100 * tally.errors) / tally.total, 1),
      realTimeFactor: round(tally.workSeconds / tally.audioSeconds, 3),
    });
  }
  return rows;
}

export async function findFolder(evalFolder: string): Promise<string> {
  const inner = join(evalFolder, 'asr');
  const found = await readFile(join(inner, 'manifest.json')).catch(() => undefined);
  return found ? inner : evalFolder;
}

export const spread = <T>(items: readonly T[], limit: number): T[] =>
  items.filter(
    (_, i) => Math.floor((i * limit) / items.length) !== Math.floor(((i - 1) * limit) / items.length),
  );

/** @param heard words, normalised */
export function count(
  tally: Pick<Tally, 'errors' | 'total'>,
  item: Pick<Item, 'text' | 'slots'>,
  heard: readonly string[],
): void {
  if (item.text !== undefined) {
    const said = normaliseEnglish(item.text).split(' ').filter(Boolean);
    tally.errors += editDistance(said, heard);
    tally.total += said.length;
    return;
  }
  const sentence = ` ${heard.join(' ')} `;
  for (const value of Object.values(item.slots ?? {})) {
    tally.total++;
    if (!sentence.includes(` ${normaliseEnglish(value)} `)) tally.errors++;
  }
}

/** Levenshtein distance over words. */
export function editDistance(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
