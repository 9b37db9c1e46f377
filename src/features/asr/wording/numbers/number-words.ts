/** What English numbers are made of. */

const list = (text: string, first: number, step: number): [string, number][] =>
  text.split(' ').map((word, i) => [word, first + i * step]);

/** zero..nine */
export const DIGITS: ReadonlyMap<string, number> = new Map(
  list('zero one two three four five six seven eight nine', 0, 1),
);
/** ten..nineteen */
export const TEENS: ReadonlyMap<string, number> = new Map(
  list('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10, 1),
);
/** twenty..ninety */
export const TENS: ReadonlyMap<string, number> = new Map([
  ...list('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
  ['fourty', 40],
]);
export const HUNDRED = 'hundred';
/** Largest first. */
export const SCALES: ReadonlyMap<string, number> = new Map([
  ['trillion', 1e12],
  ['billion', 1e9],
  ['million', 1e6],
  ['thousand', 1e3],
]);
/** Said once, a digit stands so often. */
export const REPEATS: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
]);

const SMALL_ORDINALS = list('first second third fourth fifth sixth seventh eighth ninth', 1, 1);
const TEEN_ORDINALS = list(
  'tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth',
  10,
  1,
);

/** By the cardinal that stands in its place: `fifth` is 5, `twentieth` 20, `hundredth` 100. */
export const ORDINALS: ReadonlyMap<string, number> = new Map([
  ...SMALL_ORDINALS,
  ...TEEN_ORDINALS,
  ...[...TENS].map(([word, value]): [string, number] => [word.replace(/y$/, 'ieth'), value]),
  ['hundredth', 100],
  ...[...SCALES].map(([word, value]): [string, number] => [`${word}th`, value]),
]);

/** `eighties` is 80. */
export const DECADES: ReadonlyMap<string, number> = new Map([
  ...[...TENS].map(([word, value]): [string, number] => [word.replace(/y$/, 'ies'), value]),
  ['hundreds', 0],
]);

export const MONTHS = new Set(
  'january february march april may june july august september october november december'.split(' '),
);

/** What a number stands for when it follows: it is a name of something, and written in figures however small. */
export const LABELS = new Set(
  'press dial extension option number page chapter section volume part room gate step version route flight channel'.split(
    ' ',
  ),
);

/** What stands before a time of day. */
export const BEFORE_TIMES = new Set('at by until till around about before after from since'.split(' '));

const ALL: ReadonlySet<string> = new Set(
  [DIGITS, TEENS, TENS, SCALES, ORDINALS, DECADES].flatMap((words) => [...words.keys()]),
);

/** Whether a word belongs to a number, so that a figure does not end beside it. */
export const isNumberWord = (word: string | undefined): boolean =>
  word !== undefined && (ALL.has(word) || word === HUNDRED || word === 'point');

/** `1st`, `22nd`, `113th`. */
export const ordinalFigure = (value: number): string => {
  const isTeen = value % 100 >= 11 && value % 100 <= 13;
  const suffix = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${grouped(value)}${suffix}`;
};

/** With commas from five digits on. */
export const grouped = (value: number): string =>
  value >= 10_000 ? String(value).replace(/\B(?=(\d{3})+$)/g, ',') : String(value);
