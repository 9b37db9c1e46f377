import { category, type CategoryId } from '../catalogue.ts';
import { phrase, TranslationMissing, worded, type Language, type Saying } from '../i18n/saying.ts';

/** What happened, or will happen, to records of one category. */
export interface LetterStep {
  readonly category: CategoryId;
  readonly action: LetterAction;
  readonly count: number;
  /** Milliseconds since the epoch; null: no time says so. */
  readonly until: number | null;
  /** The clause, as `source: text`. */
  readonly reason: string | null;
}

/** due: kept until its deadline after the account was closed. */
export type LetterAction =
  'erase' | 'restrict' | 'keep' | 'apart' | 'amend' | 'export' | 'return' | 'stay' | 'due';

type Words = Readonly<Record<LetterAction, string>> & {
  readonly none: string;
  readonly nothingKept: string;
  readonly noReceipt: string;
  readonly until: (day: string) => string;
  readonly open: string;
  readonly records: (count: number) => string;
  readonly colon: string;
  readonly final: string;
  readonly interim: string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    erase: 'erased',
    restrict: 'kept apart because a law demands it; nobody uses it',
    keep: 'kept: it is data of the account and not about you',
    apart: 'moved apart',
    amend: 'corrected',
    export: 'in the file',
    return: 'back in use',
    stay: 'still kept apart',
    due: 'kept',
    none: 'Nothing was held.',
    nothingKept: 'Nothing.',
    noReceipt: 'Nothing was destroyed, so there is no receipt.',
    until: (day) => `until ${day}`,
    open: 'until the reason for it ends',
    records: (count) => (count === 1 ? '1 record' : `${count} records`),
    colon: ': ',
    final: 'Nothing of it is held any more.',
    interim: 'This certificate is interim: a part is still within its period.',
  },
  zh: {
    erase: '已删除',
    restrict: '因法律要求而单独保存，不作任何使用',
    keep: '保留：属于账号本身的数据，与您无关',
    apart: '已单独保存',
    amend: '已更正',
    export: '已包含在文件中',
    return: '恢复使用',
    stay: '仍单独保存',
    due: '保留',
    none: '未持有任何数据。',
    nothingKept: '无。',
    noReceipt: '没有销毁任何数据，因此没有回执。',
    until: (day) => `至 ${day}`,
    open: '至其原因消失为止',
    records: (count) => `${count} 条记录`,
    colon: '：',
    final: '其数据已全部删除。',
    interim: '本证明为临时证明：部分数据仍在保存期限内。',
  },
};

export const wordsOf = (language: Language): Words => WORDS[language];

/** An instant as a day, or to the second where that matters. */
export const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** In the language where there are words for it, else in English: what an operator wrote in an overlay has no others. */
export const inWords = (saying: Saying, language: Language): string => {
  try {
    return worded(saying, language);
  } catch (error) {
    if (error instanceof TranslationMissing) return worded(saying, 'en');
    throw error;
  }
};

const clauseText = (reason: string, language: Language): string => {
  const [source = '', ...rest] = reason.split(': ');
  const text = rest.join(': ');
  return text === '' ? inWords(phrase(source), language) : inWords(phrase(text), language);
};

const KEPT: ReadonlySet<LetterAction> = new Set(['restrict', 'keep', 'stay', 'due']);

const stepLine = ({ category: id, action, count, until, reason }: LetterStep, language: Language): string => {
  const words = WORDS[language];
  const name = inWords(phrase(category(id).name), language);
  const when =
    KEPT.has(action) && action !== 'keep'
      ? `, ${until === null ? words.open : words.until(dayText(until))}`
      : '';
  const why = reason === null || action === 'keep' ? '' : ` (${clauseText(reason, language)})`;
  return `- ${name}${words.colon}${words.records(count)}, ${words[action]}${when}${why}`;
};

/** The lines on what was done, and those on what is kept, why and until when. */
export const stepTexts = (
  steps: readonly LetterStep[],
  language: Language,
): { readonly done: string; readonly kept: string } => {
  const lines = (kept: boolean): readonly string[] =>
    steps
      .filter(({ action, count }) => count > 0 && KEPT.has(action) === kept)
      .map((step) => stepLine(step, language));
  const [done, kept] = [lines(false), lines(true)];
  return {
    done: done.length > 0 ? done.join('\n') : WORDS[language].none,
    kept: kept.length > 0 ? kept.join('\n') : WORDS[language].nothingKept,
  };
};

/** Receipts as a list, with how to check one. */
export const receiptsText = (ids: readonly string[], language: Language): string =>
  ids.length === 0
    ? WORDS[language].noReceipt
    : [...ids.map((id) => `- ${id}`), '', '    lethe receipts verify'].join('\n');
