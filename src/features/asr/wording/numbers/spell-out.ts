import type { SpokenWord } from '../../../../engine/types.ts';
import { capitalised, endsSentence, partsOf, plainOf } from '../spoken-token.ts';
import { DIGITS, ORDINALS, SCALES, TEENS, TENS } from './number-words.ts';

const nameOf = (words: ReadonlyMap<string, number>): ReadonlyMap<number, string> =>
  new Map([...words].reverse().map(([word, value]) => [value, word]));

const SMALL = nameOf(new Map([...DIGITS, ...TEENS]));
const TEN = nameOf(new Map([...TENS].filter(([word]) => word !== 'fourty')));
const ORDINAL_OF = new Map([...ORDINALS].map(([word, value]) => [value, word]));

const FIGURE = /^([$€])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(st|nd|rd|th|%|s)?$/;
const TIME = /^(\d{1,2}):([0-5]\d)$/;
const CURRENCIES: Readonly<Record<string, string>> = { $: 'dollars', '€': 'euros' };

/**
 * Figures in words, as they are usually said: the recogniser writes some numbers in figures by itself. What is no plain
 * number (`16kHz`, `3-4`, `1.2.3`) stays. The time of a figure is shared among its words.
 */
export function spellOut(words: readonly SpokenWord[]): SpokenWord[] {
  const output: SpokenWord[] = [];
  words.forEach((word, i) => {
    const spelled = spelledWord(word, plainOf(words[i + 1]?.text ?? ''));
    const owed = CURRENCIES[FIGURE.exec(partsOf(words[i - 1]?.text ?? '').core)?.[1] ?? ''];
    const isScale = SCALES.has(plainOf(word.text)) && owed !== undefined;
    const [first, ...more] = isScale ? shared(word, `${plainOf(word.text)} ${owed}`) : spelled;
    const begins = first !== word && (i === 0 || endsSentence(words[i - 1]!.text));
    output.push(begins ? { ...first!, text: capitalised(first!.text) } : first!, ...more);
  });
  return output;
}

function spelledWord(word: SpokenWord, next: string): SpokenWord[] {
  const { core } = partsOf(word.text);
  const time = TIME.exec(core);
  if (time) return shared(word, timeName(Number(time[1]), Number(time[2])));
  const [, sign, digits = '', fraction, suffix] = FIGURE.exec(core) ?? [];
  const whole = digits.replaceAll(',', '');
  if (digits === '' || whole.length > 15) return [word];
  if (suffix && suffix !== '%') return shared(word, suffixed(digits, suffix));
  const spoken = fraction === undefined ? numberName(digits) : decimalName(whole, fraction, sign);
  const unit = suffix === '%' ? ' percent' : '';
  const currency = sign && !SCALES.has(next) && !spoken.includes('dollar') && !spoken.includes('euro');
  return shared(word, `${spoken}${unit}${currency ? ` ${currencyOf(sign, whole)}` : ''}`);
}

const currencyOf = (sign: string, whole: string): string =>
  whole === '1' ? CURRENCIES[sign]!.slice(0, -1) : CURRENCIES[sign]!;

/** `$5.20`; other decimals are said digit by digit. */
const decimalName = (whole: string, fraction: string, sign: string | undefined): string =>
  sign && fraction.length === 3
    ? `${cardinalName(Number(whole))} ${currencyOf(sign, whole)} and ${cardinalName(Number(fraction.slice(1)))} cents`
    : `${cardinalName(Number(whole))} point ${digitNames(fraction.slice(1))}`;

function suffixed(digits: string, suffix: string): string {
  const spoken = suffix === 's' ? numberName(digits) : cardinalName(Number(digits.replaceAll(',', '')));
  const words = spoken.split(/(?<=[ -])/);
  const last = words.pop()!;
  return words.join('') + (suffix === 's' ? pluralOf(last) : ordinalOf(last));
}

const pluralOf = (word: string): string => (word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`);

const ordinalOf = (word: string): string => {
  const value = SMALL_VALUES.get(word);
  return (value !== undefined && ORDINAL_OF.get(value)) || word.replace(/y$/, 'ie').concat('th');
};

const SMALL_VALUES = new Map([...DIGITS, ...TEENS]);

/** As it is usually said: four digits as a year, more without commas one by one. */
function numberName(digits: string): string {
  if (digits.includes(',')) return cardinalName(Number(digits.replaceAll(',', '')));
  const isCode = digits.length > 4 || (digits.length > 1 && digits.startsWith('0'));
  if (isCode) return digitNames(digits);
  return digits.length === 4 ? yearName(Number(digits)) : cardinalName(Number(digits));
}

const digitNames = (digits: string): string => [...digits].map((digit) => SMALL.get(Number(digit))).join(' ');

function yearName(value: number): string {
  const [century, rest] = [Math.floor(value / 100), value % 100];
  if (century % 10 === 0) return cardinalName(value);
  if (rest === 0) return `${cardinalName(century)} hundred`;
  return `${cardinalName(century)} ${rest < 10 ? 'oh ' : ''}${cardinalName(rest)}`;
}

const timeName = (hour: number, minute: number): string => {
  if (minute === 0) return `${cardinalName(hour)} o'clock`;
  return `${cardinalName(hour)} ${minute < 10 ? 'oh ' : ''}${cardinalName(minute)}`;
};

/** 0 to below 10^15. */
function cardinalName(value: number): string {
  const small = SMALL.get(value);
  if (small !== undefined) return small;
  if (value < 100) return TEN.get(value - (value % 10))! + (value % 10 ? `-${SMALL.get(value % 10)}` : '');
  const [name, size] = [...SCALES].find(([, scale]) => value >= scale) ?? ['hundred', 100];
  const [times, rest] = [Math.floor(value / size), value % size];
  return `${cardinalName(times)} ${name}${rest ? ` ${cardinalName(rest)}` : ''}`;
}

/** Each word takes the part of the time that its letters are. */
function shared(word: SpokenWord, spoken: string): SpokenWord[] {
  const { before, after } = partsOf(word.text);
  const texts = `${before}${spoken}${after}`.split(' ');
  const step = (word.endMs - word.startMs) / texts.join('').length;
  let letters = 0;
  return texts.map((text) => {
    const startMs = Math.round(word.startMs + step * letters);
    letters += text.length;
    return { text, startMs, endMs: Math.round(word.startMs + step * letters) };
  });
}
