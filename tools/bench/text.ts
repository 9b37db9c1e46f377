import { resolve } from 'node:path';
import { createTextReader } from '../../src/engine/text/reader.ts';
import { drawIdDocument, drawReceipt } from '../../test/material/draw-document.ts';
import { findPeers } from './peers/catalogue.ts';
import { medianMs } from './median.ts';
import { compareReaders } from './text-peers.ts';
import { textTable } from './text-table.ts';

const RUNS = 5;

/**
 * Seconds to read a drawn page on one thread: the median of some runs after a first that is not counted.
 * @param folder real images with transcripts: they are read by ours and by other readers, and the comparison printed after each round.
 *   `LETHE_PEERS` names the folder outside the repository where the others are installed; `LETHE_BENCH_IMAGES` limits
 *   the images of each set.
 */
export async function benchText(folder?: string): Promise<{ name: string; value: number; unit: string }[]> {
  const pages = { receipt: await drawReceipt(), 'identity document': await drawIdDocument() };
  const start = performance.now();
  const reader = await createTextReader();
  const results = [{ name: 'loading the networks', value: seconds(start), unit: 's' }];
  for (const [name, { image }] of Object.entries(pages)) {
    const read = () => reader.read(image, { mode: 'basic' });
    await read();
    const value = Math.round(await medianMs(RUNS, read)) / 1000;
    results.push({ name, value, unit: 's/page' });
  }
  if (folder !== undefined) await compare(resolve(folder));
  return results;
}

async function compare(folder: string): Promise<void> {
  const { LETHE_PEERS: place, LETHE_BENCH_IMAGES: limit } = process.env;
  const { peers, missing } = await findPeers(place && resolve(place));
  for (const name of missing) console.error(`left out: ${name}`);
  const rounds = compareReaders(folder, peers, {
    ...(limit && { limit: Number(limit) }),
    say: (text) => console.error(text),
  });
  for await (const rows of rounds) for (const line of textTable(rows)) console.log(line);
}

const seconds = (since: number): number => Math.round(performance.now() - since) / 1000;
