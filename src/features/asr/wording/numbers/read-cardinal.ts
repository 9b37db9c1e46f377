import { DIGITS, HUNDRED, ORDINALS, SCALES, TEENS, TENS } from './number-words.ts';

/** A number that was read, and where the words after it begin. */
export interface Read {
  readonly value: number;
  readonly end: number;
  /** Its last word was an ordinal: `twenty first`. */
  readonly isOrdinal: boolean;
  /** The scale that is all of its end: `million` of `two hundred million`, not of `two million five`. */
  readonly scale: string | null;
}

const plain = (value: number, end: number): Read => ({ value, end, isOrdinal: false, scale: null });
const ordinal = (value: number, end: number): Read => ({ value, end, isOrdinal: true, scale: null });

const ordinalBelow = (word: string | undefined, limit: number): number | undefined => {
  const value = ORDINALS.get(word ?? '');
  return value !== undefined && value < limit ? value : undefined;
};

/** 1..99 and `zero`, cardinal or ordinal. */
export function readBelowHundred(words: readonly string[], at: number): Read | null {
  const word = words[at] ?? '';
  const small = DIGITS.get(word) ?? TEENS.get(word);
  if (small !== undefined) return plain(small, at + 1);
  const ten = TENS.get(word);
  if (ten !== undefined) {
    const unit = DIGITS.get(words[at + 1] ?? '');
    if (unit) return plain(ten + unit, at + 2);
    const last = ordinalBelow(words[at + 1], 10);
    return last === undefined ? plain(ten, at + 1) : ordinal(ten + last, at + 2);
  }
  const alone = ordinalBelow(word, 100);
  return alone === undefined ? null : ordinal(alone, at + 1);
}

/** The place after `and`, when a number below a hundred goes on there. */
function rest(words: readonly string[], at: number): Read | null {
  const tail = readBelowHundred(words, words[at] === 'and' ? at + 1 : at);
  return tail && tail.value > 0 ? tail : null;
}

/** `five hundred and six`, `fifteen hundred`, `ninety nine`. */
function readBelowThousand(words: readonly string[], at: number): Read | null {
  const first = readBelowHundred(words, at);
  if (!first || first.isOrdinal) return first;
  const next = words[first.end];
  if (first.value === 0) return first;
  if (next === 'hundredth') return ordinal(first.value * 100, first.end + 1);
  if (next !== HUNDRED) return first;
  const tail = rest(words, first.end + 1);
  const hundreds = first.value * 100;
  return tail ? { ...tail, value: hundreds + tail.value } : plain(hundreds, first.end + 1);
}

/** A whole number in words, as long as it goes on: `two million three hundred thousand and five`, `twenty first`. */
export function readNumber(words: readonly string[], at: number): Read | null {
  let total = 0;
  let smallest = Infinity;
  let end = at;
  let scaleAtEnd: string | null = null;
  for (;;) {
    const group = end === at ? readBelowThousand(words, end) : nextGroup(words, end);
    if (!group) break;
    const scaleWord = words[group.end] ?? '';
    const scale = group.isOrdinal ? undefined : SCALES.get(scaleWord);
    if (!group.isOrdinal && group.value > 0 && (ORDINALS.get(scaleWord) ?? 0) >= 1000)
      return ordinal(total + group.value * ORDINALS.get(scaleWord)!, group.end + 1);
    const size = scale ?? 1;
    if (size >= smallest || group.value * size >= smallest) break;
    scaleAtEnd = end === at && scale !== undefined ? scaleWord : null;
    total += group.value * size;
    end = group.end + (scale === undefined ? 0 : 1);
    smallest = size;
    if (scale === undefined) return { value: total, end, isOrdinal: group.isOrdinal, scale: null };
  }
  return end === at ? null : { value: total, end, isOrdinal: false, scale: scaleAtEnd };
}

/** What follows a scale: `three hundred` after `two thousand`; after `and` only what is below a hundred, or hundreds. */
const nextGroup = (words: readonly string[], at: number): Read | null => {
  const group = readBelowThousand(words, words[at] === 'and' ? at + 1 : at);
  return group && group.value > 0 ? group : null;
};
