import type { Language } from '../i18n/saying.ts';
import { inLanguage, type Block, type Cell, type PolicyDocument } from './document.ts';

/** Text as Markdown shows it literally, inside a table too. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|]/g, '\\$&');

const cellText = (cell: Cell<string>): string => cell.map(escaped).join('<br>');

const rowText = (cells: readonly Cell<string>[]): string => `| ${cells.map(cellText).join(' | ')} |`;

const blockLines = (block: Block<string>): readonly string[] => {
  switch (block.kind) {
    case 'paragraph':
      return [escaped(block.text)];
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`);
    case 'table': {
      const head = rowText(block.columns.map((column) => [column]));
      return [head, `|${' --- |'.repeat(block.columns.length)}`, ...block.rows.map(rowText)];
    }
  }
};

/** A document as GitHub-flavoured Markdown. */
export const documentMarkdown = (document: PolicyDocument, language: Language = 'en'): string => {
  const { title, sections } = inLanguage(document, language);
  const parts = sections.flatMap(({ heading, level, blocks }) => [
    `${'#'.repeat(level)} ${escaped(heading)}`,
    ...blocks.map((block) => blockLines(block).join('\n')),
  ]);
  return [`# ${escaped(title)}`, ...parts].join('\n\n') + '\n';
};
