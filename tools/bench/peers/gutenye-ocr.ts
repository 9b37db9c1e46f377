import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { itemOf } from '../../accuracy/text.ts';
import { serve } from './serve.ts';

/** What is used of `@gutenye/ocr-node`. */
interface Package {
  readonly default: {
    create(options: { onnxOptions: { intraOpNumThreads: number; interOpNumThreads: number } }): Promise<{
      detect(path: string): Promise<readonly { text: string; box: readonly (readonly [number, number])[] }[]>;
    }>;
  };
}

const [folder = '', threads = '1'] = process.argv.slice(2);
const entry = createRequire(join(folder, 'package.json')).resolve('@gutenye/ocr-node');
const { default: Ocr } = (await import(pathToFileURL(entry).href)) as Package;
const ocr = await Ocr.create({ onnxOptions: { intraOpNumThreads: Number(threads), interOpNumThreads: 1 } });

// It looks at every image in full size: there is no limit to set.
await serve(async (path) => {
  const lines = await ocr.detect(path);
  return lines.map(({ text, box }) => {
    const [a, b, c, d] = box.map(([x, y]) => ({ x, y }));
    if (!a || !b || !c || !d) throw new RangeError('a line without a box');
    return itemOf({ text, quad: [a, b, c, d] });
  });
});
