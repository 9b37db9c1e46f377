import { type DateFormat, findDates, isoDate, type ParsedDate, writeDate } from './dates.ts';

/** A text in form; undefined from a format: the text is not of it. */
export interface Formatted {
  readonly text: string;
  /** `YYYY-MM-DD`, of dates. */
  readonly date?: string;
}

const FULL_WIDTH: Readonly<Record<string, string>> = { ';': '；', ',': '，', '(': '（', ')': '）' };

type Formatter = (text: string) => string | undefined;

const LETTERS_FOR: Readonly<Record<string, string>> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B', '|': 'I' };

/** Words for man and woman, and their abbreviations, in the languages of cards. */
const SEXES = new Set(
  [
    'M F MALE FEMALE 男 女',
    'LELAKI LAKI-LAKI PEREMPUAN',
    'H HOMBRE MUJER MASCULINO FEMENINO FEMININO',
  ].flatMap((words) => words.split(' ')),
);

/** Each end of a printed range. */
const RANGE: DateFormat = { date: 'ymd' };

/** GB 3304, longer names first: one may begin another. */
const NATIONS = [
  ...['乌孜别克', '柯尔克孜'],
  ...['维吾尔', '哈萨克', '达斡尔', '塔吉克', '俄罗斯', '鄂温克', '塔塔尔', '鄂伦春'],
  ...[
    '蒙古',
    '布依',
    '朝鲜',
    '土家',
    '哈尼',
    '傈僳',
    '高山',
    '拉祜',
    '东乡',
    '纳西',
    '景颇',
    '仫佬',
    '布朗',
    '撒拉',
  ],
  ...['毛南', '仡佬', '锡伯', '阿昌', '普米', '德昂', '保安', '裕固', '独龙', '赫哲', '门巴', '珞巴', '基诺'],
  ...[
    '汉',
    '回',
    '藏',
    '苗',
    '彝',
    '壮',
    '满',
    '侗',
    '瑶',
    '白',
    '傣',
    '黎',
    '佤',
    '畲',
    '水',
    '土',
    '羌',
    '怒',
    '京',
  ],
] as const;

/** All that the names of nationalities are written with. */
export const NATION_CHARACTERS = [...new Set(NATIONS.join(''))].join('');

/** More digits a letter, and a text is no name misread. */
const MOST_DIGITS = 0.25;

/** Letters of any script, spaces and the signs of names; digits that letters are taken for become letters. */
const nameOf = (text: string): string | undefined => {
  const digits = text.match(/\d/g)?.length ?? 0;
  if (digits > MOST_DIGITS * (text.match(/\p{L}/gu)?.length ?? 0)) return undefined;
  const letters = [...text].map((c) => LETTERS_FOR[c] ?? c).join('');
  const name = letters
    .replace(/[^\p{L}\p{M}\s.,'’·()/@-]/gu, '')
    .replace(/,(?=\S)/g, ', ')
    .replace(/\s+/g, ' ')
    .trim();
  return /\p{L}{2}|\p{Script=Han}/u.test(name) && !/\d/.test(name) ? name : undefined;
};

const latinNameOf = (text: string): string | undefined => {
  const name = nameOf(text);
  return name && !/\p{Script=Han}/u.test(name) && /\p{Script=Latin}{2}/u.test(name) ? name : undefined;
};

/** Named forms of a value. */
const formatters = {
  name: nameOf,
  /** Latin letters, from two on. */
  'latin-name': latinNameOf,
  /** Latin letters, each word beginning with a capital: a small l there is an I. */
  'title-name': (text) => latinNameOf(text.replace(/(?<=^|[\s'-])l(?=\p{Ll})/gu, 'I')),
  /** One of the 56 nationalities that China recognises, as GB 3304 names them; what stands behind it is left out. */
  'cn-nation': (text) => {
    const whole = text.replace(/\s/g, '');
    return NATIONS.find((nation) => whole.startsWith(nation));
  },
  /** No spaces. */
  solid: (text) => text.replace(/\s/g, '') || undefined,
  /** Ideographs, and the dot between the parts of a transcribed name. */
  'han-name': (text) => {
    const name = text.replace(/[\s,.，。、]/g, '').replace(/[•・‧]/g, '·');
    return /^\p{Script=Han}{2,}(?:·\p{Script=Han}+)*$/u.test(name) ? name : undefined;
  },
  /** Text with ideographs has no spaces. */
  'han-text': (text) => {
    const whole = text.replace(/\s+/g, '');
    return /\p{Script=Han}/u.test(whole) ? whole : undefined;
  },
  /** The spaces and brackets that readers of Korean lose: before numbers, after what ends in 시, 군 or 구, around the quarter at the end. */
  'korean-address': (text) => {
    const spaced = text
      .replace(/([가-힣]{2,}?[시군구])(?=[가-힣]{2,}(?:로|길)\s?\d)/g, '$1 ')
      .replace(/(?<=로|길|동|층|리)(?=\d)/g, ' ')
      .replace(/\]/g, ')')
      .replace(/\s*\(/, ' (');
    return spaced.includes('(') ? spaced.replace(/([^)])$/, '$1)') : spaced.replace(/ (\S+)\)$/, ' ($1)');
  },
  /** Sentences: signs between ideographs are as wide as these, and there are no spaces. */
  'han-prose': (text) =>
    text
      .replace(/\s+/g, '')
      .replace(
        /[;,()](?=\p{Script=Han}|$)|(?<=\p{Script=Han})[;,()]/gu,
        (sign) => FULL_WIDTH[sign] ?? sign,
      ) || undefined,
  /** An amount in Chinese words, as bills spell it; the letters that are taken for the 3 of bills become it. */
  'cn-money': (text) => text.replace(/\s/g, '').replace(/[参參叄]/g, '叁') || undefined,
  digits: (text) => {
    const digits = text.replace(/[\s-]/g, '');
    return /^\d+$/.test(digits) ? digits : undefined;
  },
  /** A group with its sign, as printed: `AB-`; a zero is meant for an O. */
  'blood-type': (text) => {
    const [, group, sign = ''] =
      /(?<![\p{L}\p{N}])(AB|[ABO0])\s?([+-])?(?![\p{L}\p{N}])/u.exec(text.toUpperCase()) ?? [];
    return group && group.replace('0', 'O') + sign;
  },
  /** The word as printed, alone: Male, M, 男, ... */
  sex: (text) => {
    const words = text.toUpperCase().match(/男|女|[A-Z]+(?:-[A-Z]+)?/g) ?? [];
    return words.find((word) => SEXES.has(word));
  },
  /** Two dates with a line between, or a date and 长期 (for good): `2010.07.21-2020.07.21`. */
  'cn-validity': (text) => {
    const [from, to] = findDates(text, RANGE);
    if (!from) return undefined;
    const end = to ? writeDate(to, 'YYYY.MM.DD') : /[长長]期?/.test(text.slice(from.to)) ? '长期' : undefined;
    return end && `${writeDate(from, 'YYYY.MM.DD')}-${end}`;
  },
} as const satisfies Readonly<Record<string, Formatter>>;

export type FormatName = keyof typeof formatters;

/** A named form, or a date. */
export type Format = FormatName | DateFormat;

/** Two dates whose signs were lost. */
const apart = (text: string): string => text.replace(/(?<!\d)(\d{8})(?=\d{8}(?!\d))/g, '$1 ');

/** Brings a text into form; undefined: it is not of that form. */
export function applyFormat(format: Format, text: string): Formatted | undefined {
  if (typeof format === 'string') {
    const formatted = formatters[format](text);
    return formatted === undefined ? undefined : { text: formatted };
  }
  const [found, end] = findDates(format.until === undefined ? text : apart(text), format);
  if (!found) return undefined;
  const write = (each: ParsedDate): string =>
    format.as === undefined
      ? text.slice(each.from, each.to).replace(/,(?=\d{4}$)/, ', ')
      : writeDate(each, format.as);
  if (format.until !== undefined) return end && { text: write(found) + format.until + write(end) };
  const date = isoDate(found, format);
  return { text: write(found), ...(date === undefined ? {} : { date }) };
}
