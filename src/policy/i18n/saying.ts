import { chinese } from './chinese.ts';

/** The languages that documents are written in. */
export type Language = 'en' | 'zh';

export const languages: readonly Language[] = ['en', 'zh'];

/** BCP 47 tags, as pages and pictures carry them. */
export const languageTags: Record<Language, string> = { en: 'en', zh: 'zh-Hans' };

/**
 * What a document says, before it is said in a language. A phrase is known by its English text, with `{0}`, `{1}`, ...
 * where its values go; what is verbatim (names, codes, dates) is the same in every language.
 */
export type Saying =
  | { readonly kind: 'phrase'; readonly pattern: string; readonly values: readonly (Saying | number)[] }
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Saying[]; readonly joint: Joint };

type Joint = 'comma' | 'semicolon' | 'sentence';

const JOINTS: Record<Language, Record<Joint, string>> = {
  en: { comma: ', ', semicolon: '; ', sentence: ' ' },
  zh: { comma: '、', semicolon: '；', sentence: '' },
};

const TABLES: Record<Exclude<Language, 'en'>, Readonly<Record<string, string>>> = { zh: chinese };

/** A document would print English inside another language. */
export class TranslationMissing extends Error {
  constructor(pattern: string, language: Language) {
    super(`The language "${language}" has no words for: ${pattern}`);
    this.name = 'TranslationMissing';
  }
}

/** A sentence with values: say`at most ${period} from creation`. */
export const say = (texts: TemplateStringsArray, ...values: readonly (Saying | number)[]): Saying => ({
  kind: 'phrase',
  pattern: texts.reduce((before, text, index) => `${before}{${index - 1}}${text}`),
  values,
});

/** A text of the policy (a field, a use, a clause), known by its English wording. */
export const phrase = (text: string): Saying => ({ kind: 'phrase', pattern: text, values: [] });

/** A name, code or date, or what the operator wrote: the same in every language. */
export const verbatim = (text: string): Saying => ({ kind: 'verbatim', text });

export const joined = (items: readonly Saying[], joint: Joint = 'comma'): Saying => ({
  kind: 'list',
  items,
  joint,
});

const patternIn = (pattern: string, language: Language): string => {
  if (language === 'en') return pattern;
  const table = TABLES[language];
  const translated = Object.hasOwn(table, pattern) ? table[pattern] : undefined;
  if (translated === undefined) throw new TranslationMissing(pattern, language);
  return translated;
};

/**
 * A saying in words.
 * @throws TranslationMissing rather than print English inside another language
 */
export const worded = (saying: Saying, language: Language): string => {
  switch (saying.kind) {
    case 'verbatim':
      return saying.text;
    case 'list':
      return saying.items.map((item) => worded(item, language)).join(JOINTS[language][saying.joint]);
    case 'phrase': {
      const values = saying.values.map((value) =>
        typeof value === 'number' ? `${value}` : worded(value, language),
      );
      // Values only where the pattern has them: a name that an operator wrote may hold braces.
      return patternIn(saying.pattern, language).replace(
        /\{(\d+)\}/g,
        (_, index) => values[Number(index)] ?? '',
      );
    }
  }
};

/** Every pattern that a saying needs a translation for. */
export const patternsOf = (saying: Saying): readonly string[] => {
  if (saying.kind === 'verbatim') return [];
  if (saying.kind === 'list') return saying.items.flatMap(patternsOf);
  const inner = saying.values.flatMap((value) => (typeof value === 'number' ? [] : patternsOf(value)));
  return [saying.pattern, ...inner];
};
