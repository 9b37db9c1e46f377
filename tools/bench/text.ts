import { createTextReader } from '../../src/engine/text/reader.ts';
import { drawIdDocument, drawReceipt } from '../../test/material/draw-document.ts';

const RUNS = 5;

/** Seconds to read a drawn page on one thread: the median of some runs after a first that is not counted. */
export async function benchText(): Promise<{ name: string; value: number; unit: string }[]> {
  const pages = { receipt: await drawReceipt(), 'identity document': await drawIdDocument() };
  const start = performance.now();
  const reader = await createTextReader();
  const results = [{ name: 'loading the networks', value: seconds(start), unit: 's' }];
  for (const [name, { image }] of Object.entries(pages)) {
    const times: number[] = [];
    for (let run = 0; run <= RUNS; run++) {
      const begun = performance.now();
      await reader.read(image, { mode: 'basic' });
      if (run > 0) times.push(seconds(begun));
    }
    const value = times.sort((a, b) => a - b)[RUNS >> 1] ?? 0;
    results.push({ name, value, unit: 's/page' });
  }
  return results;
}

const seconds = (since: number): number => Math.round(performance.now() - since) / 1000;
