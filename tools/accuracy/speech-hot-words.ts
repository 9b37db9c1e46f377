import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEars } from '../../src/engine/speech/ears.ts';
import { createTranscriber, type Transcriber } from '../../src/engine/speech/transcriber.ts';
import { normaliseEnglish } from './english-normaliser.ts';
import { editDistance, findFolder, spread, type Item } from './speech.ts';

/** What hot words do to one set, without them and with them; percent. */
export interface HotWordRow {
  readonly set: string;
  readonly files: number;
  readonly rareWords: number;
  readonly recallWithout: number;
  readonly recallWith: number;
  readonly werWithout: number;
  readonly werWith: number;
  /** Hot words of other recordings that were heard though nobody said them, without and with. */
  readonly falseWithout: number;
  readonly falseWith: number;
}

interface Score {
  found: number;
  errors: number;
  invented: number;
}

/** Hot words a recording: its own rare words, filled up with those of others. */
const LIST = 100;
const WEIGHT = 10;

/**
 * Transcribes with and without hot words: the rare words of the recording among a hundred of other recordings.
 * The weights were tuned on the recordings of even number; those of odd number are measured here.
 */
export async function hotWordAccuracy(
  evalFolder: string,
  options: { limit?: number } = {},
): Promise<HotWordRow[]> {
  const folder = await findFolder(evalFolder);
  const items = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Item[];
  const everyRareWord = [...new Set(items.flatMap((item) => item.rareWords ?? []))];
  const transcriber = createTranscriber(await createEars());
  const rows: HotWordRow[] = [];
  for (const [set, members] of Map.groupBy(items, (item) => item.set)) {
    if (!members.some((item) => item.rareWords)) continue;
    const odd = members.filter((_, i) => i % 2 === 1);
    rows.push(
      await measure(transcriber, folder, set, spread(odd, options.limit ?? odd.length), everyRareWord),
    );
  }
  return rows;
}

async function measure(
  transcriber: Transcriber,
  folder: string,
  set: string,
  items: readonly Item[],
  everyRareWord: readonly string[],
): Promise<HotWordRow> {
  const without: Score = { found: 0, errors: 0, invented: 0 };
  const withThem: Score = { found: 0, errors: 0, invented: 0 };
  let words = 0;
  for (const [i, item] of items.entries()) {
    const audio = await readFile(join(folder, item.file));
    const list = hotWordsFor(item, i, everyRareWord);
    const options = { format: 'flac', maxSeconds: 3600 } as const;
    const plain = await transcriber.transcribe(audio, options);
    const hotWords = list.map((text) => ({ text, weight: WEIGHT }));
    const helped = await transcriber.transcribe(audio, { ...options, hotWords });
    count(without, item, list, plain.text);
    count(withThem, item, list, helped.text);
    words += wordsOf(item.text ?? '').length;
  }
  const rareWords = items.reduce((sum, item) => sum + (item.rareWords?.length ?? 0), 0);
  return {
    set,
    files: items.length,
    rareWords,
    recallWithout: percent(without.found, rareWords),
    recallWith: percent(withThem.found, rareWords),
    werWithout: percent(without.errors, words),
    werWith: percent(withThem.errors, words),
    falseWithout: without.invented,
    falseWith: withThem.invented,
  };
}

/** The words of the recording, and such as are said in none of the same text. */
export function hotWordsFor(item: Item, seed: number, everyRareWord: readonly string[]): string[] {
  const said = wordsOf(item.text ?? '');
  const others = everyRareWord.filter((word) => !isIn(said, word));
  const own = item.rareWords ?? [];
  const filling = Array.from({ length: LIST }, (_, i) => others[(seed * 37 + i * 7) % others.length]!);
  return [...new Set([...own, ...filling])].slice(0, LIST);
}

const wordsOf = (text: string): string[] => normaliseEnglish(text).split(' ').filter(Boolean);

/** A word may be several, normalised. */
const isIn = (words: readonly string[], word: string): boolean =>
  ` ${words.join(' ')} `.includes(` ${normaliseEnglish(word)} `);

function count(score: Score, item: Item, list: readonly string[], text: string): void {
  const said = wordsOf(item.text ?? '');
  const heard = wordsOf(text);
  const isSaid = (word: string): boolean => isIn(said, word);
  const isHeard = (word: string): boolean => isIn(heard, word);
  score.errors += editDistance(said, heard);
  score.found += (item.rareWords ?? []).filter(isHeard).length;
  score.invented += list.filter((word) => !isSaid(word) && isHeard(word)).length;
}

const percent = (part: number, whole: number): number => Number(((100 * part) / whole).toFixed(1));
