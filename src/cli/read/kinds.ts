import type { OverlayMark } from '../../engine/overlay/types.ts';
import type { Engine } from '../../engine/jobs.ts';
import type { TextScript } from '../../engine/types.ts';

export interface ReadSettings {
  readonly mode: 'basic' | 'accurate';
  /** Page of a PDF, from 1. */
  readonly pdfPage: number;
  readonly script?: TextScript;
  /** Milliseconds since 1970: years of two digits need it. */
  readonly today: number;
}

/** What was read of one page. */
export interface PageView {
  /** Everything, for programs. */
  readonly json: unknown;
  /** For people; no line feed at the end. */
  readonly text: string;
  readonly marks: readonly OverlayMark[];
  /** Pages of the document when the input was a PDF. */
  readonly pdfPages?: number | undefined;
}

/** One way to read a page. */
export interface ReadKind {
  readonly title: string;
  /** @throws EngineError */
  read(engine: Engine, image: Uint8Array, settings: ReadSettings): Promise<PageView>;
}

const text: ReadKind = {
  title: 'lines of text in reading order (the default)',
  async read(engine, image, { today: _today, ...options }) {
    const { steps: _, ...result } = await engine.readText({ image, options });
    return {
      json: result,
      text: result.lines.map((line) => line.text).join('\n'),
      marks: result.lines,
      pdfPages: result.pdfPages,
    };
  },
};

const table: ReadKind = {
  title: 'tables, as rows of cells between tabs',
  async read(engine, image, { mode, pdfPage }) {
    const { steps: _, ...result } = await engine.readTable({ image, options: { mode, pdfPage } });
    return {
      json: result,
      text: result.tables.map(tableText).join('\n\n'),
      marks: result.tables.flatMap(({ cells }) => cells),
      pdfPages: result.pdfPages,
    };
  },
};

function tableText({
  rows,
  columns,
  cells,
}: Awaited<ReturnType<Engine['readTable']>>['tables'][number]): string {
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));
  for (const cell of cells) {
    const row = grid[cell.row];
    if (row) row[cell.column] = cell.text.replace(/\s+/g, ' ');
  }
  return grid.map((row) => row.join('\t')).join('\n');
}

const codes: ReadKind = {
  title: 'QR and bar codes',
  async read(engine, image, { pdfPage }) {
    const { steps: _, ...result } = await engine.readCodes({ image, options: { pdfPage } });
    return {
      json: result,
      text: result.codes.map(({ format, text: says }) => `${format}\t${says}`).join('\n'),
      marks: result.codes.map(({ format, text: says, quad }) => ({ quad, text: says, label: format })),
      pdfPages: result.pdfPages,
    };
  },
};

const seals: ReadKind = {
  title: 'seals and stamps in red ink',
  async read(engine, image, { pdfPage }) {
    const { steps: _, ...result } = await engine.readSeals({ image, options: { pdfPage } });
    return {
      json: result,
      text: result.seals.map(({ shape, body, others }) => [shape, body, ...others].join('\t')).join('\n'),
      marks: result.seals.map(({ shape, body, quad }) => ({ quad, text: body, label: shape })),
      pdfPages: result.pdfPages,
    };
  },
};

const plates: ReadKind = {
  title: 'licence plates of mainland China',
  async read(engine, image) {
    const { steps: _, ...result } = await engine.readPlates({ image });
    return {
      json: result,
      text: result.plates.map(({ number, colour }) => `${number}\t${colour}`).join('\n'),
      marks: result.plates.map(({ number, colour, quad }) => ({ quad, text: number, label: colour })),
    };
  },
};

/** Ways to read any page, by the name that `--as` takes. */
export const pageKinds: Readonly<Record<string, ReadKind>> = {
  text,
  table,
  codes,
  seal: seals,
  plate: plates,
};
