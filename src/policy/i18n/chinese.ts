import { chineseDocuments } from './chinese-documents.ts';
import { chineseModules } from './chinese-modules.ts';
import { chineseRules } from './chinese-rules.ts';

/** Every text of every document in (simplified) Chinese, by its English wording. A test fails where one is missing. */
export const chinese: Readonly<Record<string, string>> = {
  ...chineseModules,
  ...chineseRules,
  ...chineseDocuments,
};
