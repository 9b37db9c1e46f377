import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { prepareZXingModule, writeBarcode, type WriterOptions } from 'zxing-wasm/writer';

const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

export interface CodeToDraw {
  readonly format: NonNullable<WriterOptions['format']>;
  readonly text: string;
  readonly left: number;
  readonly top: number;
  /** Pixels of one module. */
  readonly scale?: number;
  /** Turns the code clockwise, degrees. */
  readonly turn?: number;
}

/** A code alone as PNG, black on white with its quiet zone. */
export async function drawCode(format: CodeToDraw['format'], text: string, scale = 4): Promise<Buffer> {
  const { image, error } = await writeBarcode(text, { format, scale });
  if (!image) throw new Error(error);
  return Buffer.from(await image.arrayBuffer());
}

/** A white sheet with codes on it. */
export async function drawCodes(
  codes: readonly CodeToDraw[],
  options: { readonly width?: number; readonly height?: number; readonly blur?: number } = {},
): Promise<Buffer> {
  const { width = 1200, height = 900 } = options;
  const layers = await Promise.all(
    codes.map(async ({ format, text, left, top, scale, turn }) => ({
      input: await sharp(await drawCode(format, text, scale))
        .rotate(turn ?? 0, { background: '#fff' })
        .toBuffer(),
      left,
      top,
    })),
  );
  const sheet = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .composite(layers)
    .png()
    .toBuffer();
  return options.blur ? sharp(sheet).blur(options.blur).png().toBuffer() : sheet;
}

/** The bars of the digits of an EAN supplement, narrowest 1: space, bar, space, bar; sets A and B of ISO/IEC 15420. */
const SET_A = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112'];
const mirrored = (widths: string): string => [...widths].reverse().join('');

/** A retail code with its two-digit supplement to the right (ISO/IEC 15420, 4.3.4), as PNG. */
export async function drawWithSupplement(ean13: string, supplement: string, scale = 4): Promise<Buffer> {
  const main = await sharp(await drawCode('EAN13', ean13, scale)).metadata();
  const digits = [...supplement].map(Number);
  const sets = ['AA', 'AB', 'BA', 'BB'][Number(supplement) % 4] ?? 'AA';
  const widths = digits.map((digit, i) => {
    const a = SET_A[digit] ?? '';
    return sets[i] === 'A' ? a : mirrored(a);
  });
  // Guard 1011, a digit, the delineator 01, a digit.
  const modules = `1011${runs(widths[0] ?? '')}01${runs(widths[1] ?? '')}`;
  const bars = [...modules]
    .map((m, i) =>
      m === '1' ? `<rect x="${i * scale}" y="0" width="${scale}" height="${main.height}"/>` : '',
    )
    .join('');
  const [width, height] = [modules.length * scale, main.height];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${bars}</svg>`;
  return sharp(await drawCode('EAN13', ean13, scale))
    .extend({ right: 60 * scale, top: 10, bottom: 10, background: '#fff' })
    .composite([{ input: Buffer.from(svg), left: main.width, top: 10 }])
    .png()
    .toBuffer();
}

const runs = (widths: string): string =>
  [...widths].map((width, i) => (i % 2 ? '1' : '0').repeat(Number(width))).join('');
