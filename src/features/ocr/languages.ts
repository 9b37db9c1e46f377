import type { TextLine, TextResult, TextScript } from '../../engine/types.ts';

/** The API's names of languages, and what reads each; null: no packaged model does. */
const scripts = {
  zh: 'chinese',
  zh_rare: 'auto-chinese',
  auto: 'auto',
  mix: 'auto',
  jap: 'japanese',
  kor: 'korean',
  spa: 'spanish',
  fre: 'french',
  ger: 'german',
  por: 'portuguese',
  vie: 'vietnamese',
  may: 'malay',
  rus: null,
  ita: 'italian',
  hol: 'dutch',
  swe: 'swedish',
  fin: 'finnish',
  dan: 'danish',
  nor: 'norwegian',
  hun: 'hungarian',
  tha: 'thai',
  hi: 'hindi',
  ara: 'arabic',
} as const satisfies Record<string, TextScript | null>;

export type Language = keyof typeof scripts;

export const LANGUAGES = Object.keys(scripts) as [Language, ...Language[]];

export const scriptOf = (language: Language): TextScript | null => scripts[language];

/** Found by the search alone: simplified and traditional Chinese have one name. */
const codes = new Map<TextScript, Language>(
  LANGUAGES.flatMap((language) => {
    const script = scripts[language];
    return script === null || script.startsWith('auto') ? [] : [[script, language] as const];
  }),
);

/** A line's language as the API names it: `zh` is Chinese with English. */
export const languageOf = ({ script }: TextLine): Language => (script && codes.get(script)) || 'zh';

/** The same where English has a name of its own. */
export const lineLanguage = (line: TextLine | undefined): Language | 'en' => {
  const language = line ? languageOf(line) : 'zh';
  return language === 'zh' && !/\p{Script=Han}/u.test(line?.text ?? '') ? 'en' : language;
};

/** The language that most characters are of. */
export function mainLanguage({ lines }: TextResult): Language {
  const counts = new Map<Language, number>();
  for (const line of lines)
    counts.set(languageOf(line), (counts.get(languageOf(line)) ?? 0) + line.text.length);
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['zh', 0] as const)[0];
}
