import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Engine } from '../../engine/jobs.ts';
import { LANGUAGES, type Language, scriptOf } from '../../features/ocr/languages.ts';
import type { Clock } from '../../lib/clock.ts';
import { documentKinds } from './document-kinds.ts';
import { pageKinds, type PageView, type ReadKind, type ReadSettings } from './kinds.ts';

interface ReadCommandOptions {
  readonly as: string;
  readonly json?: boolean;
  readonly overlay?: string;
  readonly accurate?: boolean;
  readonly language?: Language;
  readonly page?: number;
}

/** Opens recognition for one command. */
export type WithEngine = (use: (engine: Engine) => Promise<void>) => Promise<void>;

const readKinds = { ...pageKinds, ...documentKinds };

/** Languages that a packaged model reads. */
const READABLE = LANGUAGES.filter((language) => scriptOf(language) !== null);

const pageNumber = (value: string): number => {
  const page = Number(value);
  if (Number.isSafeInteger(page) && page > 0) return page;
  throw new InvalidArgumentError('expected a page number, from 1');
};

/** A file, or the standard input for `-`. */
export const contentOf = async (file: string): Promise<Uint8Array> =>
  file === '-' ? await buffer(process.stdin) : await readFile(file);

/** `out.png` for the first picture, then `out-2.png`, `out-3.png`, ... */
export const numbered = (file: string, index: number): string => {
  const suffix = extname(file);
  return index === 0 ? file : `${file.slice(0, file.length - suffix.length)}-${index + 1}${suffix}`;
};

/** The page asked for, or every page of a PDF document from the first, each with its number. */
async function* pagesOf(
  kind: ReadKind,
  engine: Engine,
  image: Uint8Array,
  settings: Omit<ReadSettings, 'pdfPage'>,
  only: number | undefined,
): AsyncGenerator<{ page: number; view: PageView }> {
  let last = only ?? 1;
  for (let page = only ?? 1; page <= last; page++) {
    const view = await kind.read(engine, image, { ...settings, pdfPage: page });
    if (only === undefined) last = view.pdfPages ?? 1;
    yield { page, view };
  }
}

async function readFiles(
  engine: Engine,
  clock: Clock,
  files: readonly string[],
  options: ReadCommandOptions,
): Promise<void> {
  const kind = readKinds[options.as] as ReadKind;
  const script = options.language && scriptOf(options.language);
  const settings = {
    mode: options.accurate ? ('accurate' as const) : ('basic' as const),
    ...(script ? { script } : {}),
    today: clock.now(),
  };
  let pictures = 0;
  for (const file of files) {
    try {
      const image = await contentOf(file);
      for await (const { page, view } of pagesOf(kind, engine, image, settings, options.page)) {
        print(file, page, view, { ...options, several: files.length > 1 });
        if (options.overlay === undefined) continue;
        const { marks } = view;
        const picture = await engine.drawOverlay({ image, options: { marks, pdfPage: page } });
        await writeFile(numbered(options.overlay, pictures++), picture);
      }
    } catch (error) {
      console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
}

function print(
  file: string,
  page: number,
  { json, text, pdfPages }: PageView,
  options: ReadCommandOptions & { readonly several: boolean },
): void {
  if (options.json) {
    console.log(JSON.stringify({ file, ...(pdfPages === undefined ? {} : { page }), ...(json as object) }));
    return;
  }
  const pages = pdfPages === undefined || pdfPages === 1 ? '' : `, page ${page} of ${pdfPages}`;
  if (options.several || pages) console.log(`== ${file}${pages}`);
  if (text) console.log(text);
}

const kindsHelp = (): string =>
  [
    '',
    'Kinds:',
    ...Object.entries(readKinds).map(([name, { title }]) => `  ${name.padEnd(28)} ${title}`),
  ].join('\n');

/** `lethe read FILE...|- [--as KIND] [--json] [--overlay OUT.png] [--accurate] [--language L] [--page N]`: exit code 1 when a file cannot be read. */
export function registerReadCommand(program: Command, withEngine: WithEngine, clock: Clock): void {
  program
    .command('read')
    .description('read pictures and PDF documents on this machine; nothing of them is kept')
    .argument('<files...>', 'PNG, JPEG, BMP, GIF, TIFF, WebP or PDF; - for the standard input')
    .addOption(
      new Option('--as <kind>', 'what to read them as, see below')
        .choices(Object.keys(readKinds))
        .default('text'),
    )
    .option('--json', 'one line of JSON for each page')
    .option('--overlay <file>', 'draw boxes and text over the picture; PNG, numbered when there are several')
    .option('--accurate', 'more time for small text')
    .addOption(
      new Option(
        '--language <language>',
        'of the text, as the API names languages; default zh, Chinese and English',
      ).choices(READABLE),
    )
    .option('--page <number>', 'only this page of a PDF document', pageNumber)
    .addHelpText('after', kindsHelp)
    .action((files: string[], options: ReadCommandOptions) =>
      withEngine((engine) => readFiles(engine, clock, files, options)),
    );
}
