import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { serve } from './serve.ts';

interface Line {
  readonly text: string;
  readonly bbox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

/** What is used of `tesseract.js`. */
interface Package {
  readonly createWorker: (
    language: string,
    engine: number,
    options: { langPath: string; cacheMethod: 'none'; gzip: boolean },
  ) => Promise<{
    recognize(
      path: string,
      options: object,
      output: { blocks: boolean; text: boolean },
    ): Promise<{
      data: { blocks: readonly { paragraphs: readonly { lines: readonly Line[] }[] }[] | null };
    }>;
  }>;
}

const LSTM_ONLY = 1;

const require = createRequire(join(process.argv[2] ?? '', 'package.json'));
const { createWorker } = require('tesseract.js') as Package;
// The data that it would fetch by itself, from its package: nothing is fetched while it runs.
const langPath = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');
const worker = await createWorker('eng', LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true });

await serve(async (path) => {
  const { data } = await worker.recognize(path, {}, { blocks: true, text: false });
  const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap(({ lines }) => lines));
  return lines.map(({ text, bbox }) => ({ text: text.trim(), box: [bbox.x0, bbox.y0, bbox.x1, bbox.y1] }));
});
