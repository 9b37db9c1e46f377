import { join } from 'node:path';
import { here, pythonWith, run } from './peers/install.ts';
import type { Measure } from './speech.ts';

const FAISS = '1.15.1';

/** The same searches by FAISS, in a process of its own; nothing where LETHE_PEERS names no folder. */
export async function faissTimes(sizes: readonly number[], searches: number): Promise<Measure[]> {
  const { LETHE_PEERS: place } = process.env;
  if (!place) {
    console.log('codes: no FAISS beside it (LETHE_PEERS names no folder for it)');
    return [];
  }
  const python = await pythonWith(join(place, `faiss-${FAISS}`), [`faiss-cpu==${FAISS}`]);
  const rows: Measure[] = [];
  for (const size of sizes) {
    const { stdout } = await run(python, [here('faiss-searcher.py'), String(size), String(searches)]);
    const { seconds, cpuSeconds } = JSON.parse(stdout) as { seconds: number[]; cpuSeconds: number[] };
    const name = `${size / 1000}k codes, one thread: FAISS ${FAISS}`;
    rows.push(
      { name: `${name}, p50`, value: 1000 * quantile(seconds, 0.5), unit: 'ms' },
      { name: `${name}, p95`, value: 1000 * quantile(seconds, 0.95), unit: 'ms' },
      { name: `${name}, processor`, value: 1000 * quantile(cpuSeconds, 0.5), unit: 'ms' },
    );
  }
  return rows;
}

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
