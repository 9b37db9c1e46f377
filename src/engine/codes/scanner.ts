import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  prepareZXingModule,
  purgeZXingModule,
  readBarcodes,
  type ReaderOptions,
  type ReadResult,
} from 'zxing-wasm/reader';
import type { RgbImage } from '../image.ts';
import type { Point, Quad } from '../types.ts';
import type { Code, CodeFormat } from './types.ts';

/** The library's names of what is read. Others of its kinds are left alone: each more to try costs time and false finds. */
const FORMATS: Readonly<Record<string, CodeFormat>> = {
  QRCode: 'qr-code',
  QRCodeModel1: 'qr-code',
  QRCodeModel2: 'qr-code',
  DataMatrix: 'data-matrix',
  PDF417: 'pdf417',
  EAN13: 'ean-13',
  EAN8: 'ean-8',
  UPCA: 'upc-a',
  UPCE: 'upc-e',
  Code39: 'code-39',
  Code39Std: 'code-39',
  Code39Ext: 'code-39',
  Code93: 'code-93',
  Code128: 'code-128',
};

const OPTIONS: ReaderOptions = {
  formats: [
    ...(['QRCode', 'DataMatrix', 'PDF417', 'EAN13', 'EAN8', 'UPCA', 'UPCE'] as const),
    ...(['Code39', 'Code93', 'Code128'] as const),
  ],
  eanAddOnSymbol: 'Read',
  textMode: 'Plain',
};

let compiled: Promise<WebAssembly.Module> | undefined;

const wasmModule = (): Promise<WebAssembly.Module> =>
  (compiled ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then(
    (bytes) => WebAssembly.compile(bytes),
  ));

/**
 * Finds and reads all codes in an image, at any angle. Each call has its own instance of the library (WebAssembly, its file
 * read from the package: no network), so that nothing of an image outlives its call. One call at a time.
 */
export async function scanCodes({ data, width, height }: RgbImage): Promise<Code[]> {
  const module = await wasmModule();
  prepareZXingModule({
    overrides: {
      instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
        void WebAssembly.instantiate(module, imports).then((instance) => {
          done(instance);
        });
        return {};
      },
    },
  });
  try {
    const pixels = { data: withAlpha(data), width, height, colorSpace: 'srgb' } as ImageData;
    const results = await readBarcodes(pixels, OPTIONS);
    return results.flatMap(toCodes);
  } finally {
    purgeZXingModule();
  }
}

function withAlpha(rgb: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
  }
  return rgba;
}

/** One find of the library as the codes that it stands for: a retail code with its two-digit supplement is two. */
function toCodes(result: ReadResult): Code[] {
  const format = FORMATS[result.format];
  if (format === undefined || !result.isValid) return [];
  const quad = toQuad(result.position);
  const extra = extraOf(result);
  const addOn = extra['EanAddOn'];
  const plain = addOn ? result.text.slice(0, -addOn.length).trimEnd() : result.text;
  const codes = [{ ...retailName(format, plain, extra['UPCE']), quad }];
  return addOn?.length === 2 ? [...codes, { format: 'ean-2', text: addOn, quad }] : codes;
}

/** A code of the UPC family as its maker printed it: the library gives all of them as the thirteen digits of EAN-13. */
function retailName(format: CodeFormat, text: string, upcE: string | undefined): Omit<Code, 'quad'> {
  if (format === 'upc-e' && upcE) return { format, text: upcE };
  if (format === 'ean-13' && text.startsWith('0')) return { format: 'upc-a', text: text.slice(1) };
  return { format, text };
}

/** Details that the library gives as a JSON text. */
function extraOf({ extra }: ReadResult): Readonly<Partial<Record<string, string>>> {
  return extra === '' ? {} : (JSON.parse(extra) as Partial<Record<string, string>>);
}

const toQuad = ({ topLeft, topRight, bottomRight, bottomLeft }: Record<Corner, Point>): Quad => [
  { x: topLeft.x, y: topLeft.y },
  { x: topRight.x, y: topRight.y },
  { x: bottomRight.x, y: bottomRight.y },
  { x: bottomLeft.x, y: bottomLeft.y },
];

type Corner = 'topLeft' | 'topRight' | 'bottomRight' | 'bottomLeft';
