import sharp from 'sharp';
import { createEngine } from '../../src/engine/engine.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import type { TextOptions } from '../../src/engine/types.ts';
import { drawIdDocument, drawReceipt } from '../../test/material/draw-document.ts';
import { medianMs } from './median.ts';
import type { Measure } from './speech.ts';

/** Bytes of the largest image that a request may carry: 7 MB as Base64 text. */
const LARGEST = (7 * 1024 * 1024 * 3) / 4;
const RUNS = 5;
const MEBI = 1024 ** 2;

/**
 * What happens at the edges: how long the largest image takes, how soon input that cannot be read is refused, by one worker
 * with everything on the way, and whether memory grows over many images. `LETHE_BENCH_READS`: how many, 200 when absent.
 */
export async function benchLimits(): Promise<Measure[]> {
  const engine = createEngine({ workers: 1 });
  const read = async (image: Uint8Array, mode: TextOptions['mode']): Promise<void> => {
    await engine.readText({ image, options: { mode } });
  };
  try {
    const largest = await largestImage();
    await read(largest, 'basic');
    const rows: Measure[] = [];
    const size = `${(largest.length / MEBI).toFixed(1)} MiB`;
    for (const mode of ['basic', 'accurate'] as const)
      rows.push({
        name: `the largest image, ${size}, ${mode}`,
        value: await medianMs(RUNS, () => read(largest, mode)),
        unit: 'ms',
      });
    for (const [name, input] of Object.entries(await badInput(largest)))
      rows.push({
        name: `refused: ${name}`,
        value: await medianMs(RUNS, () => refused(read(input, 'basic'))),
        unit: 'ms',
      });
    return [...rows, ...(await memory(Number(process.env['LETHE_BENCH_READS'] ?? 200)))];
  } finally {
    await engine.close();
  }
}

/** A photograph of a receipt by a camera with many pixels and little light: so much grain that it is as large as a request may be. */
async function largestImage(): Promise<Uint8Array> {
  const { image } = await drawReceipt();
  const [width, height] = [3000, 4000];
  const page = await sharp(image)
    .resize(width - 200, height - 200, { fit: 'inside' })
    .toBuffer();
  const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
  const grain = await sharp({ create: { width, height, channels: 3, background: '#888', noise } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const picture = await sharp({ create: { width, height, channels: 3, background: '#777' } })
    .composite([{ input: page }, { input: grain, blend: 'soft-light' }])
    .png({ compressionLevel: 0 })
    .toBuffer();
  let largest: Uint8Array = new Uint8Array(0);
  for (let quality = 84; quality <= 100; quality++) {
    const next = await sharp(picture).jpeg({ quality }).toBuffer();
    if (next.length > LARGEST) break;
    largest = next;
  }
  return largest;
}

async function badInput(largest: Uint8Array): Promise<Record<string, Uint8Array>> {
  const plain = (width: number, height: number): Promise<Buffer> =>
    sharp({ create: { width, height, channels: 3, background: '#fff' }, limitInputPixels: false })
      .png({ compressionLevel: 9 })
      .toBuffer();
  const random = new Uint8Array(LARGEST).map((_, i) => (i * 2_654_435_761) >>> 24);
  const webp = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#abc' } })
    .webp()
    .toBuffer();
  return {
    'a bomb of 30,000 x 30,000 pixels': await plain(30_000, 30_000),
    'a strip of 20,000 x 40 pixels': await plain(20_000, 40),
    'the largest image without its second half': largest.subarray(0, largest.length >> 1),
    // Without its very last byte an image may be whole: a JPEG ends with a mark that says nothing of the picture.
    'the largest image without its last 4 KiB': largest.subarray(0, largest.length - 4096),
    'a WebP image that breaks off': webp.subarray(0, webp.length >> 1),
    'bytes of no format': random,
    'a PDF that is none': Buffer.from('%PDF-1.7\nnothing follows'),
    'no bytes': new Uint8Array(0),
  };
}

async function refused(work: Promise<void>): Promise<void> {
  const wasRead = await work.then(
    () => true,
    () => false,
  );
  if (wasRead) throw new Error('what cannot be read was read');
}

/** Resident memory of a reader that reads images of many sizes, one after another. */
async function memory(reads: number): Promise<Measure[]> {
  const reader = await createTextReader();
  const pages = await Promise.all(
    [0.5, 0.6, 0.7, 0.8, 0.9].flatMap((scale) => [drawReceipt({ scale }), drawIdDocument({ scale })]),
  );
  const resident: number[] = [];
  for (let i = 0; i < reads; i++) {
    const page = pages[i % pages.length]?.image as Uint8Array;
    await reader.read(page, { mode: i % 50 === 49 ? 'accurate' : 'basic', words: i % 2 === 0 });
    resident.push(process.memoryUsage.rss() / MEBI);
  }
  const most = (from: number, to: number): number =>
    Math.max(...resident.slice(Math.floor(from * reads), Math.ceil(to * reads)));
  return [
    { name: `memory over ${reads} images: most in the 2nd tenth`, value: most(0.1, 0.2), unit: 'MiB' },
    { name: `memory over ${reads} images: most in the last tenth`, value: most(0.9, 1), unit: 'MiB' },
  ];
}
