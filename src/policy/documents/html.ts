import { languageTags, type Language } from '../i18n/saying.ts';
import { inLanguage, type Block, type Cell, type PolicyDocument } from './document.ts';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** For the text of elements; no attribute holds any. */
const escaped = (text: string): string => text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');

const STYLE = `
:root { color-scheme: light dark; --line: #8885; --quiet: #8882; }
body { font: 16px/1.55 system-ui, sans-serif; max-width: 56rem; margin: 3rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.75rem; line-height: 1.25; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .3rem; }
h3 { font-size: 1.05rem; margin-top: 1.75rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem; border: 1px solid var(--line); }
thead th, tbody th { background: var(--quiet); font-weight: 600; }
tbody th { width: 11rem; }
td ul { margin: 0; padding-left: 1.1rem; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } h3 { break-after: avoid; } }
`;

const cellContent = (cell: Cell<string>): string => {
  if (cell.length <= 1) return cell.map(escaped).join('');
  return `<ul>${cell.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`;
};

const rowHtml = ([head = [], ...rest]: readonly Cell<string>[]): string => {
  const data = rest.map((cell) => `<td>${cellContent(cell)}</td>`).join('');
  return `<tr><th scope="row">${cellContent(head)}</th>${data}</tr>`;
};

const blockHtml = (block: Block<string>): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`;
    case 'table': {
      const head = block.columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
      const body = block.rows.map(rowHtml).join('\n');
      return `<div class="scroll"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table></div>`;
    }
  }
};

/** A document as one self-contained HTML page: no script, nothing fetched. */
export const documentHtml = (document: PolicyDocument, language: Language = 'en'): string => {
  const { title, sections } = inLanguage(document, language);
  const body = sections.flatMap(({ heading, level, blocks }) => [
    `<h${level}>${escaped(heading)}</h${level}>`,
    ...blocks.map(blockHtml),
  ]);
  return `<!doctype html>
<html lang="${languageTags[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${body.join('\n')}
</body>
</html>
`;
};
