import { worded, type Language, type Saying } from '../i18n/saying.ts';

/** One or several lines of a table's cell. */
export type Cell<T> = readonly T[];

export type Block<T> =
  | { readonly kind: 'paragraph'; readonly text: T }
  | { readonly kind: 'list'; readonly items: readonly T[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly T[];
      readonly rows: readonly (readonly Cell<T>[])[];
    };

export interface Section<T> {
  readonly heading: T;
  readonly level: 2 | 3;
  readonly blocks: readonly Block<T>[];
}

/** A document before it is in a language, Markdown or HTML; with `T` a string, in a language. */
export interface PolicyDocument<T = Saying> {
  readonly title: T;
  readonly sections: readonly Section<T>[];
}

export const paragraph = (text: Saying): Block<Saying> => ({ kind: 'paragraph', text });
export const list = (items: readonly Saying[]): Block<Saying> => ({ kind: 'list', items });

const isOne = (cell: Saying | readonly Saying[]): cell is Saying => !Array.isArray(cell);

export const table = (
  columns: readonly Saying[],
  rows: readonly (readonly (Saying | readonly Saying[])[])[],
): Block<Saying> => ({
  kind: 'table',
  columns,
  rows: rows.map((row) => row.map((cell) => (isOne(cell) ? [cell] : cell))),
});

export const section = (heading: Saying, ...blocks: readonly Block<Saying>[]): Section<Saying> => ({
  heading,
  level: 2,
  blocks,
});

const mapBlock = <A, B>(block: Block<A>, to: (a: A) => B): Block<B> => {
  switch (block.kind) {
    case 'paragraph':
      return { kind: 'paragraph', text: to(block.text) };
    case 'list':
      return { kind: 'list', items: block.items.map(to) };
    case 'table':
      return {
        kind: 'table',
        columns: block.columns.map(to),
        rows: block.rows.map((row) => row.map((cell) => cell.map(to))),
      };
  }
};

/** @throws TranslationMissing */
export const inLanguage = (document: PolicyDocument, language: Language): PolicyDocument<string> => {
  const to = (saying: Saying): string => worded(saying, language);
  return {
    title: to(document.title),
    sections: document.sections.map(({ heading, level, blocks }) => ({
      heading: to(heading),
      level,
      blocks: blocks.map((block) => mapBlock(block, to)),
    })),
  };
};

/** Everything that a document says. */
export const sayingsOf = ({ title, sections }: PolicyDocument): readonly Saying[] => {
  const found = [title];
  for (const { heading, blocks } of sections) {
    found.push(heading);
    for (const block of blocks) mapBlock(block, (saying) => found.push(saying));
  }
  return found;
};
