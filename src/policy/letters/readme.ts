import { category as published, type CategoryId } from '../catalogue.ts';
import { fieldsSaying, retentionDemands } from '../describe.ts';
import { joined, phrase, type Language, type Saying } from '../i18n/saying.ts';
import type { Rule } from '../rule.ts';
import { dayText, inWords, wordsOf } from './words.ts';

/** A part of what is held on a data subject, with the rule that it is kept by. */
export interface ReadmePart {
  readonly category: CategoryId;
  readonly shown: number;
  readonly apart: number;
  readonly until: number | null;
  readonly rule: Rule;
}

const TEXTS = {
  en: {
    title: 'The personal data that is held about you',
    made: (day: string) => `Made on ${day}.`,
    format:
      'Each file whose name ends in .json holds the records of one kind of data. Pictures, sound and other files lie in a folder of the same name.',
    nothing: 'Nothing is held about you.',
    what: 'What it is',
    why: 'What it is used for',
    basis: 'Legal basis',
    until: 'How long it is kept',
    file: 'File',
    apart: 'Kept apart',
    apartUntil: (end: string) =>
      `A law or an order demands that it be kept. It is used for nothing and shown to nobody, ${end}.`,
  },
  zh: {
    title: '所持有的您的个人数据',
    made: (day: string) => `生成于 ${day}。`,
    format: '名称以 .json 结尾的每个文件包含一类数据的记录。图片、声音等文件位于同名文件夹中。',
    nothing: '未持有您的任何数据。',
    what: '内容',
    why: '用途',
    basis: '法律依据',
    until: '保存期限',
    file: '文件',
    apart: '单独保存',
    apartUntil: (end: string) => `因法律或命令要求而保存，不作任何使用，也不向任何人展示，${end}。`,
  },
} as const;

const partText = (part: ReadmePart, language: Language): string => {
  const texts = TEXTS[language];
  const words = wordsOf(language);
  const said = (saying: Saying): string => inWords(saying, language);
  const { name, uses, basis } = published(part.category);
  const lines: (readonly [string, string])[] = [];
  if (part.shown > 0) lines.push([texts.file, `${part.category}.json (${words.records(part.shown)})`]);
  if (part.apart > 0) {
    const end = part.until === null ? words.open : words.until(dayText(part.until));
    lines.push([texts.apart, `${words.records(part.apart)}. ${texts.apartUntil(end)}`]);
  }
  lines.push(
    [texts.what, said(fieldsSaying(part.rule.fields))],
    [texts.why, said(joined(uses.map(phrase), 'semicolon'))],
    [texts.basis, said(phrase(basis))],
    [
      texts.until,
      retentionDemands(part.rule)
        .map((demand) => said(demand.said))
        .join('; '),
    ],
  );
  return [said(phrase(name)), ...lines.map(([head, text]) => `  ${head}${words.colon}${text}`)].join('\n');
};

/** What comes with an export: what each part is, why it is held and until when, from the rules in force. */
export const readmeText = (parts: readonly ReadmePart[], language: Language, now: number): string => {
  const texts = TEXTS[language];
  const body =
    parts.length === 0 ? [texts.nothing] : [texts.format, ...parts.map((part) => partText(part, language))];
  return `${[texts.title, texts.made(dayText(now)), ...body].join('\n\n')}\n`;
};
