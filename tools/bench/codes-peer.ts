import { join } from 'node:path';
import { here, pythonWith, run } from './peers/install.ts';
import type { Measure } from './speech.ts';

interface Peer {
  readonly name: string;
  readonly packages: readonly string[];
  readonly script: readonly string[];
}

/** Those that search binary codes exactly, by the Hamming distance, on one thread. */
const PEERS: readonly Peer[] = [
  { name: 'FAISS 1.15.1', packages: ['faiss-cpu==1.15.1'], script: ['faiss-searcher.py'] },
  { name: 'usearch 2.26.6', packages: ['usearch==2.26.6'], script: ['hamming-searcher.py', 'usearch'] },
  {
    name: 'SimSIMD 6.5.16',
    packages: ['simsimd==6.5.16', 'numpy'],
    script: ['hamming-searcher.py', 'simsimd'],
  },
];

/** The same searches by others, each in a process of its own; nothing where LETHE_PEERS names no folder. */
export async function peerTimes(sizes: readonly number[], searches: number): Promise<Measure[]> {
  const { LETHE_PEERS: place } = process.env;
  if (!place) {
    console.log('codes: nobody beside it (LETHE_PEERS names no folder for FAISS and others)');
    return [];
  }
  const rows: Measure[] = [];
  for (const peer of PEERS)
    try {
      rows.push(...(await timesOf(peer, place, sizes, searches)));
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      console.log(`codes: left out ${peer.name} (${(stderr || message).trim().split('\n').at(-1) ?? ''})`);
    }
  return rows;
}

async function timesOf(
  { name, packages, script: [file = '', ...args] }: Peer,
  place: string,
  sizes: readonly number[],
  searches: number,
): Promise<Measure[]> {
  const folder = name.toLowerCase().replace(' ', '-');
  const python = await pythonWith(join(place, folder), packages);
  const rows: Measure[] = [];
  for (const size of sizes) {
    const { stdout } = await run(python, [here(file), ...args, String(size), String(searches)]);
    const { seconds, cpuSeconds } = JSON.parse(stdout) as { seconds: number[]; cpuSeconds: number[] };
    const what = `${size / 1000}k codes, one thread: ${name}`;
    rows.push(
      { name: `${what}, p50`, value: 1000 * quantile(seconds, 0.5), unit: 'ms' },
      { name: `${what}, p95`, value: 1000 * quantile(seconds, 0.95), unit: 'ms' },
      { name: `${what}, processor`, value: 1000 * quantile(cpuSeconds, 0.5), unit: 'ms' },
    );
  }
  return rows;
}

export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
