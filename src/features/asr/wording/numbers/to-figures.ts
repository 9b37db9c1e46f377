import type { SpokenWord } from '../../../../engine/types.ts';
import { partsOf, plainOf } from '../spoken-token.ts';
import { isNumberWord, LABELS, ORDINALS } from './number-words.ts';
import { figureAt } from './rules.ts';

/** A part of a word: `twenty-five` has two, which only together are the word. */
interface Atom {
  readonly word: string;
  /** Index into the words. */
  readonly of: number;
  readonly isLast: boolean;
  readonly isFirst: boolean;
}

/**
 * English numbers in figures (inverse text normalisation): cardinals from ten on, ordinals from tenth on and of days,
 * decimals, percentages, dollars and euros, years, times of day, digits one by one. Smaller ones stay words in prose,
 * and so does whatever could be read in two ways. A figure spans the words that it was.
 */
export function toFigures(words: readonly SpokenWord[]): SpokenWord[] {
  const output: SpokenWord[] = [];
  let from = 0;
  while (from < words.length) {
    const to = endOfBreath(words, from);
    const around = { begins: isSplit(words, from), ends: isSplit(words, to) };
    output.push(...breathToFigures(words.slice(from, to), around));
    from = to;
  }
  return output;
}

/** Whether only a comma is between two numbers: `eighteen, eighteen` may be a year. */
const isSplit = (words: readonly SpokenWord[], at: number): boolean =>
  [words[at - 1], words[at]].every((word) => word && isNumberWord(plainOf(word.text).split('-')[0])) &&
  partsOf(words[at - 1]!.text).after === ',';

/** Punctuation between two words keeps them apart. */
function endOfBreath(words: readonly SpokenWord[], from: number): number {
  let to = from + 1;
  while (
    to < words.length &&
    partsOf(words[to - 1]!.text).after === '' &&
    partsOf(words[to]!.text).before === ''
  )
    to++;
  return to;
}

function breathToFigures(
  words: readonly SpokenWord[],
  around: { readonly begins: boolean; readonly ends: boolean },
): SpokenWord[] {
  const atoms = words.flatMap(atomsOf);
  const plain = atoms.map(({ word }) => word);
  const output: SpokenWord[] = [];
  let at = 0;
  while (at < atoms.length) {
    const atom = atoms[at]!;
    const figure = atom.isFirst ? figureAt(plain, at) : null;
    const last = figure && atoms[figure.end - 1];
    const isHalf = (at === 0 && around.begins) || (figure?.end === atoms.length && around.ends);
    if (figure && last?.isLast && !(isHalf && /^\d\d$/.test(figure.text))) {
      output.push(...spanning(words.slice(atom.of, last.of + 1), figure.text));
      at = figure.end;
      continue;
    }
    if (atom.isLast) output.push(compound(words[atom.of]!));
    at++;
  }
  return output;
}

const atomsOf = ({ text }: SpokenWord, of: number): Atom[] => {
  const plain = plainOf(text);
  const parts = plain.split('-');
  const words = parts.length > 1 && parts.every(isNumberWord) ? parts : [plain];
  return words.map((word, i) => ({ word, of, isFirst: i === 0, isLast: i === words.length - 1 }));
};

/** A figure of several words (`5 million`) is several, too. */
function spanning(words: readonly SpokenWord[], figure: string): SpokenWord[] {
  const [first, last] = [words[0]!, words.at(-1)!];
  const texts = `${partsOf(first.text).before}${figure}${partsOf(last.text).after}`.split(' ');
  const middle = texts.length > 1 ? words.at(-1)!.startMs : last.endMs;
  return texts.map((text, i) => ({
    text,
    startMs: i === 0 ? first.startMs : middle,
    endMs: i === texts.length - 1 ? last.endMs : middle,
  }));
}

/** `twelve-ounce` is `12-ounce`; `two-thirds` and `one-on-one` stay. */
function compound(word: SpokenWord): SpokenWord {
  const { before, core, after } = partsOf(word.text);
  const parts = core.toLowerCase().split('-');
  const rest = parts.findIndex((part) => !isNumberWord(part));
  if (rest < 1 || LABELS.has(parts[rest]!) || ORDINALS.has(parts[rest]!.replace(/s$/, ''))) return word;
  const figure = figureAt(parts.slice(0, rest), 0);
  if (figure?.end !== rest || figure.text.includes(' ')) return word;
  return { ...word, text: `${before}${[figure.text, ...core.split('-').slice(rest)].join('-')}${after}` };
}
