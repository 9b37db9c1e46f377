import type { Language } from '../i18n/saying.ts';
import { defaultsEn } from './defaults-en.ts';
import { defaultsZh } from './defaults-zh.ts';
import type { LetterKind } from './kinds.ts';

const COMMON = ['operatorName', 'operatorContact', 'receipts', 'today'] as const;
const OF_A_REQUEST = [...COMMON, 'requestId', 'receivedAt', 'dueAt'] as const;

/** The placeholders that a letter's template may use: `{{name}}`. */
const PLACEHOLDERS: Readonly<Record<LetterKind, readonly string[]>> = {
  erasure: [...OF_A_REQUEST, 'done', 'kept'],
  access: [...OF_A_REQUEST, 'done', 'kept'],
  restriction: [...OF_A_REQUEST, 'done', 'kept'],
  rectification: [...OF_A_REQUEST, 'done', 'kept'],
  rejection: [...OF_A_REQUEST, 'reason'],
  'account-closing': [...COMMON, 'appId', 'closedAt', 'state', 'done', 'kept'],
};

export const letterKinds = Object.keys(PLACEHOLDERS) as LetterKind[];

/** Templates by `language-kind`, such as `en-erasure`. */
export type LetterTemplates = Readonly<Record<`${Language}-${LetterKind}`, string>>;

/** An operator's template cannot be used. The message names the template and the placeholder, nothing else of it. */
export class LetterRefused extends Error {
  override readonly name = 'LetterRefused';
}

const defaults: LetterTemplates = { ...prefixed('en', defaultsEn), ...prefixed('zh', defaultsZh) };

function prefixed<L extends Language>(language: L, texts: Readonly<Record<LetterKind, string>>) {
  const entries = Object.entries(texts).map(([kind, text]) => [`${language}-${kind}`, text]);
  return Object.fromEntries(entries) as Record<`${L}-${LetterKind}`, string>;
}

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

const checkTemplate = (name: string, text: string): void => {
  const kind = name.slice(name.indexOf('-') + 1) as LetterKind;
  for (const [, placeholder = ''] of text.matchAll(PLACEHOLDER))
    if (!PLACEHOLDERS[kind].includes(placeholder))
      throw new LetterRefused(
        `letter ${name}: no placeholder {{${placeholder.slice(0, 40)}}}; there are: ${PLACEHOLDERS[kind].join(', ')}`,
      );
};

/**
 * The templates in force: the operator's own over the defaults.
 * @param own by name without its ending, such as `en-erasure`
 * @throws LetterRefused for a name that no letter has, or a placeholder that its letter does not know
 */
export const letterTemplates = (own: Readonly<Record<string, string>> = {}): LetterTemplates => {
  for (const [name, text] of Object.entries(own)) {
    if (!Object.hasOwn(defaults, name))
      throw new LetterRefused(`there is no letter ${name}; there are: ${Object.keys(defaults).join(', ')}`);
    checkTemplate(name, text);
  }
  return { ...defaults, ...own };
};

/** A letter in words. Values are put in as they are: one that looks like a placeholder is not looked into. */
export const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(PLACEHOLDER, (_, name: string) => values[name] ?? '');
