/** The two parts of a name as a zone has them, words apart by spaces. */
export interface ZoneNames {
  readonly surname: string;
  readonly givenNames: string;
  /** The field is full to its last place: names may have been cut off (ICAO Doc 9303 part 4, 4.2.3). */
  readonly mayBeCut: boolean;
}

/** Primary and secondary identifier apart by two fillers, their words by one; ICAO Doc 9303 part 3, 4.6. */
export function zoneNames(field: string): ZoneNames {
  const [surname = '', ...rest] = field.replace(/<+$/, '').split('<<');
  const words = (part: string): string => part.split('<').filter(Boolean).join(' ');
  return { surname: words(surname), givenNames: words(rest.join('<')), mayBeCut: !field.endsWith('<') };
}

/** Letters that do not fall apart into a plain letter and a mark; ICAO Doc 9303 part 3, section 6, table A. */
const LATIN_LETTERS: Readonly<Record<string, readonly string[]>> = {
  Ä: ['AE', 'A'],
  Å: ['AA', 'A'],
  Æ: ['AE'],
  Ð: ['D'],
  Ñ: ['N', 'NXX'],
  Ö: ['OE', 'O'],
  Ø: ['OE'],
  Ü: ['UE', 'UXX', 'U'],
  Þ: ['TH'],
  ß: ['SS'],
  ẞ: ['SS'],
  Đ: ['D'],
  Ħ: ['H'],
  ı: ['I'],
  Ĳ: ['IJ'],
  Ł: ['L'],
  Ŋ: ['N'],
  Œ: ['OE'],
  Ŧ: ['T'],
};

/** A name of many such letters is not spelt out in every way. */
const MOST_SPELLINGS = 64;

/**
 * How a printed name may stand in a zone, words apart by spaces: letters by the table of Doc 9303 (where it leaves a choice,
 * each of them; some states drop the marks instead), apostrophes left out, hyphens and commas as spaces.
 */
export function transliterations(name: string): string[] {
  let spellings = [''];
  for (const letter of name.normalize('NFC').replace(/[’'`´.]/g, '')) {
    const upper = letter.toUpperCase();
    const choices = LATIN_LETTERS[letter] ?? LATIN_LETTERS[upper] ?? [plainLetter(upper)];
    spellings = spellings.flatMap((start) => choices.map((choice) => start + choice));
    if (spellings.length > MOST_SPELLINGS) spellings = spellings.slice(0, MOST_SPELLINGS);
  }
  return spellings.map((spelling) => spelling.replace(/ +/g, ' ').trim());
}

const plainLetter = (letter: string): string => {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return /^[A-Z0-9]+$/.test(base) ? base : ' ';
};
