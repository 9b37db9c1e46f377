import type { Notice, NoticeBlock } from './notice.ts';

/** Text as Markdown shows it literally, inside a table too. */
const escaped = (text: string): string => text.replace(/[\\`*_[\]<>|]/g, '\\$&');

const cell = (content: string | readonly string[]): string =>
  (typeof content === 'string' ? [content] : content).map(escaped).join('<br>');

const row = (cells: readonly (string | readonly string[])[]): string => `| ${cells.map(cell).join(' | ')} |`;

const blockLines = (block: NoticeBlock): readonly string[] => {
  switch (block.kind) {
    case 'paragraph':
      return [escaped(block.text)];
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`);
    case 'table':
      return [row(block.columns), `|${' --- |'.repeat(block.columns.length)}`, ...block.rows.map(row)];
  }
};

/** A notice as GitHub-flavoured Markdown. */
export const noticeMarkdown = ({ title, sections }: Notice): string =>
  [
    `# ${escaped(title)}`,
    ...sections.flatMap(({ heading, level, blocks }) => [
      `${'#'.repeat(level)} ${escaped(heading)}`,
      ...blocks.map((block) => blockLines(block).join('\n')),
    ]),
  ].join('\n\n') + '\n';
