/**
 * English text to a form in which two transcripts can be compared word by word, after the rules that the Whisper paper
 * (https://arxiv.org/abs/2212.04356, appendix C) publishes: lower case, no brackets, fillers, symbols or diacritics;
 * contractions and titles written out; numbers as digits; one spelling. Written anew from the rules. Left out: currency
 * and percent words, fractions ("and a half"), Roman numerals; of the 1,700 British spellings, the common patterns.
 */
export function normaliseEnglish(text: string): string {
  let result = text
    .toLowerCase()
    .replace(/[<[][^>\]]*[>\]]/g, '')
    .replace(/\([^)]+?\)/g, '')
    .replace(/\b(hmm|mm|mhm|mmm|uh|um)\b/g, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+'/g, "'");
  for (const [pattern, replacement] of EXPANSIONS) result = result.replace(pattern, replacement);
  result = result
    .replace(/(\d),(\d)/g, '$1$2')
    .replace(/\.([^0-9]|$)/g, ' $1')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\p{L}\p{N}.%$\s]/gu, ' ');
  return numbersToDigits(result.split(/\s+/).filter(Boolean))
    .map(americanise)
    .join(' ')
    .replace(/[.$]([^0-9]|$)/g, ' $1')
    .replace(/([^0-9])%/g, '$1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

const TITLES: Readonly<Record<string, string>> = {
  mr: 'mister',
  mrs: 'missus',
  st: 'saint',
  dr: 'doctor',
  prof: 'professor',
  capt: 'captain',
  gov: 'governor',
  gen: 'general',
  sen: 'senator',
  rep: 'representative',
  pres: 'president',
  rev: 'reverend',
  hon: 'honorable',
  lt: 'lieutenant',
  col: 'colonel',
  jr: 'junior',
  sr: 'senior',
};

const EXPANSIONS: readonly (readonly [RegExp, string])[] = [
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b/g, 'can not'],
  [/\blet's\b/g, 'let us'],
  [/\bain't\b/g, 'aint'],
  [/\by'all\b/g, 'you all'],
  [/\bwanna\b/g, 'want to'],
  [/\bgotta\b/g, 'got to'],
  [/\bgonna\b/g, 'going to'],
  [/\bi'ma\b|\bimma\b/g, 'i am going to'],
  [/\b(w|c|sh)oulda\b/g, '$1ould have'],
  [/\bma'am\b/g, 'madam'],
  ...Object.entries(TITLES).map(([short, long]) => [new RegExp(`\\b${short}\\b`, 'g'), `${long} `] as const),
  [/'d been\b/g, ' had been'],
  [/'s been\b/g, ' has been'],
  [/'d gone\b/g, ' had gone'],
  [/'s gone\b/g, ' has gone'],
  [/'d done\b/g, ' had done'],
  [/'s got\b/g, ' has got'],
  [/n't\b/g, ' not'],
  [/'re\b/g, ' are'],
  [/'s\b/g, ' is'],
  [/'d\b/g, ' would'],
  [/'ll\b/g, ' will'],
  [/'t\b/g, ' not'],
  [/'ve\b/g, ' have'],
  [/'m\b/g, ' am'],
];

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
  'seventeen eighteen nineteen'
).split(' ');
const TENS = ['', '', ...'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')];
const MULTIPLIERS: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
};
const IRREGULAR: Readonly<Record<string, string>> = {
  first: 'one',
  second: 'two',
  third: 'three',
  fifth: 'five',
  eighth: 'eight',
  ninth: 'nine',
  twelfth: 'twelve',
};

interface NumberWord {
  readonly kind: 'small' | 'ten' | 'multiplier';
  readonly value: number;
  /** "th", "s" ...: it ends the number. */
  readonly suffix: string;
}

function plainNumberWord(word: string, suffix: string): NumberWord | undefined {
  const small = SMALL.indexOf(word);
  if (small >= 0) return { kind: 'small', value: small, suffix };
  const ten = word === '' ? -1 : TENS.indexOf(word);
  if (ten >= 0) return { kind: 'ten', value: 10 * ten, suffix };
  const multiplier = MULTIPLIERS[word];
  return multiplier ? { kind: 'multiplier', value: multiplier, suffix } : undefined;
}

const ORDINAL_SUFFIXES: Readonly<Record<string, string>> = { first: 'st', second: 'nd', third: 'rd' };

function numberWord(word: string): NumberWord | undefined {
  const irregular = IRREGULAR[word];
  if (irregular) return plainNumberWord(irregular, ORDINAL_SUFFIXES[word] ?? 'th');
  if (word.endsWith('ieth')) return plainNumberWord(word.replace(/ieth$/, 'y'), 'th');
  if (word.endsWith('ies')) return plainNumberWord(word.replace(/ies$/, 'y'), 's');
  return (
    plainNumberWord(word, '') ??
    (word.endsWith('th') ? plainNumberWord(word.slice(0, -2), 'th') : undefined) ??
    (word.endsWith('s') ? plainNumberWord(word.slice(0, -1), 's') : undefined)
  );
}

/** What has been read of a number: an amount that can still grow, or digits that only follow one another. */
type Reading = number | string | undefined;

function extend(reading: Reading, previous: NumberWord | undefined, word: NumberWord): Reading {
  const { kind, value } = word;
  if (reading === undefined) return value;
  if (kind === 'multiplier') {
    if (typeof reading === 'string' || reading === 0) return Number(reading) * value;
    const high = value < 1000 ? Math.floor(reading / 1000) * 1000 : 0;
    return high + (reading - high) * value;
  }
  const room = kind === 'ten' || value >= 10 ? 100 : 10;
  if (typeof reading === 'string') {
    if (previous?.kind === 'ten' && kind === 'small' && value < 10)
      return reading.slice(0, -1) + String(value);
    return reading + String(value);
  }
  const fits = reading !== 0 && previous?.kind !== 'small' && reading % room === 0;
  return fits ? reading + value : `${reading}${value}`;
}

/** "two hundred and five" → "205", "five five five" → "555", "twenty first" → "21st"; a lone "one" stays a word. */
function numbersToDigits(words: readonly string[]): string[] {
  const output: string[] = [];
  let reading: Reading;
  let previous: NumberWord | undefined;
  const close = (suffix: string) => {
    if (reading !== undefined) output.push(`${reading}${suffix}`.replace(/^1(s?)$/, 'one$1'));
    reading = previous = undefined;
  };
  words.forEach((text, i) => {
    if (/^[1-9]\d{0,14}$/.test(text)) {
      close('');
      reading = Number(text);
      return;
    }
    const word = numberWord(text);
    const isInner = previous?.kind === 'multiplier' && text === 'and' && numberWord(words[i + 1] ?? '');
    if (isInner) return;
    if (!word) {
      close('');
      output.push(text);
      return;
    }
    reading = extend(reading, previous, word);
    previous = word;
    if (word.suffix) close(word.suffix);
  });
  close('');
  return output;
}

const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^(col|fav|fl?av|hon|lab|neighb|behavi|harb|hum|rum|vap|vig|endeav|parl|splend|odo|arm|clam|cand|ferv|sav|glam)our/,
    '$1or',
  ],
  [/^(cent|theat|lit|met|fib|spect|somb|lust|meag)re(s?)$/, '$1er$2'],
  [
    /^(real|recogn|organ|apolog|critic|emphas|memor|author|civil|sympath|util|minim|maxim|summar)is(e[sd]?|ing|ation)$/,
    '$1iz$2',
  ],
  [/^(travel|cancel|counsel|jewel|model|quarrel|marvel)l(ed|ing|er|ers|ous)$/, '$1$2'],
  [/^(analy|paraly)s(e[sd]?|ing)$/, '$1z$2'],
  [/^grey/, 'gray'],
  [/^(defen|offen|licen|preten)ce/, '$1se'],
  [/^plough/, 'plow'],
  [/^waggon/, 'wagon'],
  [/^storey/, 'story'],
  [/^(to|any|some)(day|morrow|night)$/, '$1$2'],
];

function americanise(word: string): string {
  for (const [pattern, replacement] of SPELLINGS)
    if (pattern.test(word)) return word.replace(pattern, replacement);
  return word;
}
