import {
  BEFORE_TIMES,
  DECADES,
  DIGITS,
  grouped,
  HUNDRED,
  isNumberWord,
  LABELS,
  MONTHS,
  ordinalFigure,
  REPEATS,
  SCALES,
  TEENS,
  TENS,
} from './number-words.ts';
import { readBelowHundred, readNumber, type Read } from './read-cardinal.ts';

/** Figures in place of the words up to `end`. */
export interface Figure {
  readonly text: string;
  readonly end: number;
}

/** Words of one breath (no punctuation between them), in lower case, and where to begin. */
export type NumberRule = (words: readonly string[], at: number) => Figure | null;

/** `nine one one`, `double oh seven`: three digits at least, two after `extension` and the like. */
const digitString: NumberRule = (words, at) => {
  let text = '';
  let end = at;
  for (;;) {
    const times = REPEATS.get(words[end] ?? '');
    const digit = digitOf(words[times ? end + 1 : end]);
    if (digit === undefined) break;
    text += String(digit).repeat(times ?? 1);
    end += times ? 2 : 1;
  }
  const least = LABELS.has(words[at - 1] ?? '') ? 2 : 3;
  return text.length >= least && /[1-9]|00/.test(text) ? { text, end } : null;
};

const digitOf = (word: string | undefined): number | undefined =>
  word === 'oh' || word === 'o' ? 0 : DIGITS.get(word ?? '');

/** `half past` and quarters stay; `five thirty p.m.`, `at six oh five`, `ten o'clock`, `9 a.m.` become times of day. */
const timeOfDay: NumberRule = (words, at) => {
  const hour = DIGITS.get(words[at] ?? '') || TEENS.get(words[at] ?? '');
  if (!hour || hour > 12) return null;
  const minutes = readMinutes(words, at + 1);
  const after = minutes ? minutes.end : at + 1;
  const isMarked = /^(?:[ap]\.m\.?|[ap]m|o'clock)$/.test(words[after] ?? '');
  if (!minutes) return isMarked ? { text: String(hour), end: after } : null;
  if (!isMarked && !BEFORE_TIMES.has(words[at - 1] ?? '')) return null;
  return { text: `${hour}:${String(minutes.value).padStart(2, '0')}`, end: after };
};

function readMinutes(words: readonly string[], at: number): { value: number; end: number } | null {
  const unit = DIGITS.get(words[at + 1] ?? '');
  if (words[at] === 'oh' && unit) return { value: unit, end: at + 2 };
  const read = readBelowHundred(words, at);
  return read && !read.isOrdinal && read.value >= 10 && read.value < 60 ? read : null;
}

/** `nineteen eighty four`, `twenty twenty`, `eighteen oh five`, `nineteen eighties`. */
const year: NumberRule = (words, at) => {
  const century = TEENS.get(words[at] ?? '') ?? (words[at] === 'twenty' ? 20 : 0);
  if (century < 13) return null;
  const decade = DECADES.get(words[at + 1] ?? '');
  if (decade !== undefined) return { text: `${century * 100 + decade}s`, end: at + 2 };
  const unit = DIGITS.get(words[at + 2] ?? '');
  if (words[at + 1] === 'oh' && unit) return { text: `${century}0${unit}`, end: at + 3 };
  const rest = readBelowHundred(words, at + 1);
  if (!rest || rest.isOrdinal || rest.value < 10) return null;
  return { text: String(century * 100 + rest.value), end: rest.end };
};

/** `3.14`, `12`, `2.5 million`: how much there is, before `percent` or `dollars`. */
function readAmount(words: readonly string[], at: number): (Figure & { value: number }) | null {
  const isArticle = words[at] === 'a' && (words[at + 1] === HUNDRED || words[at + 1] === 'thousand');
  const spoken = isArticle ? words.with(at, 'one') : words;
  const whole = readNumber(spoken, at);
  if (!whole || whole.isOrdinal || (isArticle && whole.end === at + 2)) return null;
  return spoken[whole.end] === 'point' ? withFraction(spoken, whole) : { ...whole, text: amountText(whole) };
}

function withFraction(words: readonly string[], whole: Read): (Figure & { value: number }) | null {
  let decimals = '';
  let end = whole.end + 1;
  for (let digit = digitOf(words[end]); digit !== undefined; digit = digitOf(words[++end])) decimals += digit;
  if (decimals === '') {
    const together = readBelowHundred(words, end);
    if (!together || together.isOrdinal || together.value < 10) return null;
    decimals = String(together.value);
    end = together.end;
  }
  const scale = SCALES.has(words[end] ?? '') ? ` ${words[end++]}` : '';
  return {
    text: `${grouped(whole.value)}.${decimals}${scale}`,
    end,
    value: Number(`${whole.value}.${decimals}`),
  };
}

/** Round millions keep their word. */
const amountText = ({ value, scale }: Read): string =>
  scale !== null && scale !== 'thousand' ? `${grouped(value / SCALES.get(scale)!)} ${scale}` : grouped(value);

const CURRENCIES: Readonly<Record<string, string>> = { dollar: '$', dollars: '$', euro: '€', euros: '€' };

/** `five dollars and twenty cents`, `two million euros`; pounds may be a weight, and stay a word. */
const money: NumberRule = (words, at) => {
  const amount = readAmount(words, at);
  const sign = amount && CURRENCIES[words[amount.end] ?? ''];
  if (!sign) return null;
  const from = amount.end + 1;
  const cents = words[from] === 'and' ? readBelowHundred(words, from + 1) : null;
  if (cents && !cents.isOrdinal && /^cents?$/.test(words[cents.end] ?? '') && /^[\d,]+$/.test(amount.text))
    return { text: `${sign}${amount.text}.${String(cents.value).padStart(2, '0')}`, end: cents.end + 1 };
  return { text: sign + amount.text, end: from };
};

/** `five percent`, `two point five per cent`. */
const percentage: NumberRule = (words, at) => {
  const amount = readAmount(words, at);
  if (!amount) return null;
  if (words[amount.end] === 'percent') return { text: `${amount.text}%`, end: amount.end + 1 };
  const isApart = words[amount.end] === 'per' && words[amount.end + 1] === 'cent';
  return isApart ? { text: `${amount.text}%`, end: amount.end + 2 } : null;
};

/** Below this, numbers are words, as usual in prose, unless something says that a figure is meant. */
const LEAST_FIGURE = 10;

const cardinal: NumberRule = (words, at) => {
  const amount = readAmount(words, at);
  if (!amount) return null;
  const isFigure =
    amount.value >= LEAST_FIGURE || amount.text.includes('.') || LABELS.has(words[at - 1] ?? '');
  return isFigure ? amount : null;
};

/** `May fifth`, `the twenty first`, `sixteenth century`; `second` may be a measure of time. */
const ordinalNumber: NumberRule = (words, at) => {
  const read = readNumber(words, at);
  if (!read?.isOrdinal) return null;
  const before = words[at - 1] ?? '';
  const isDay = MONTHS.has(before) && read.value <= 31;
  if (words[read.end - 1] === 'second' && !isDay && before !== 'the') return null;
  return isDay || read.value >= LEAST_FIGURE ? { text: ordinalFigure(read.value), end: read.end } : null;
};

/** In order: what is more particular comes first. */
const RULES: readonly NumberRule[] = [
  timeOfDay,
  digitString,
  money,
  percentage,
  year,
  ordinalNumber,
  cardinal,
];

/** Whether a number may begin there. */
const begins = (word: string | undefined): boolean =>
  isNumberWord(word) || REPEATS.has(word ?? '') || word === 'oh' || word === 'a';

/**
 * Figures for the number that begins there; null where there is none, or where it is one of several that stand together
 * and could be read in more than one way (`seven eleven`, `two seventy three`): those stay as they were heard.
 */
export function figureAt(words: readonly string[], at: number): Figure | null {
  if (!begins(words[at]) || isNumberWord(words[at - 1])) return null;
  for (const rule of RULES) {
    const figure = rule(words, at);
    if (figure && !isNumberWord(words[figure.end]) && !isRead(words, at, figure.end)) return figure;
  }
  return null;
}

/** A number of tens alone that goes on with `oh` was a time or a year that no rule knew. */
const isRead = (words: readonly string[], at: number, end: number): boolean =>
  words[end] === 'oh' &&
  (TENS.has(words[at] ?? '') || TEENS.has(words[at] ?? '')) &&
  DIGITS.has(words[end + 1] ?? '');
