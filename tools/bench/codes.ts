import { createCodeSets } from '../../src/storage/vectors/code-sets.ts';
import type { CodeQuery, CodeSet, CodeSets } from '../../src/storage/vectors/types.ts';
import { CODE_BITS, codesOf, fillRandom, planted } from './codes-material.ts';
import { forgetMemories, readAll } from './codes-bandwidth.ts';
import { peerTimes, quantile } from './codes-peer.ts';
import type { Measure } from './speech.ts';

const SIZES = [100_000, 1_000_000, 3_000_000];
const SEARCHES = 15;
const PORTION = 1000;
const LIMIT = 10;
/** What two templates of one face still differ in: a search for people asks for no more. */
const WITHIN = 0.4;
const MILLION = 1_000_000;
/** What is recalled among how many, by so many searches: tens of thousands of true neighbours of realistic codes. */
const RECALLED = [
  ['random codes', 500_000, 60],
  ['projected clusters', 60_000, 2_600],
] as const;

/**
 * Searches of the nearest 10 among random codes of 2,048 bits, on one thread and on all; beside plain reading of as many
 * bytes, and beside FAISS, usearch and SimSIMD on one thread, which LETHE_PEERS names a folder for. Times by the clock,
 * and processor time, which other work on the machine disturbs less. `LETHE_BENCH_CODES`: the largest number of codes.
 */
export async function benchCodes(): Promise<Measure[]> {
  const most = Number(process.env['LETHE_BENCH_CODES'] ?? SIZES.at(-1));
  const sizes = SIZES.filter((one) => one <= most);
  // First, so that both together never take more memory than the larger.
  const rows = await peerTimes(sizes, SEARCHES);
  const sets = createCodeSets({ threads: 1 });
  const set = sets.create(CODE_BITS);
  for (const size of sizes) {
    rows.push(...fill(set, size));
    const bytes = (size * CODE_BITS) / 8;
    rows.push(...(await searches(`${size / 1000}k codes, one thread`, set, bytes)));
  }
  rows.push(...changes(set), ...(await clearing(sets, set)));
  rows.push(...linearity(rows, sizes));
  await sets.close();
  forgetMemories();
  rows.push(...(await allThreads(Math.min(MILLION, most))), ...(await recall(most)));
  return rows;
}

/** How much longer the largest takes than its share of codes says: 1 is linear. */
function linearity(rows: readonly Measure[], sizes: readonly number[]): Measure[] {
  const [size = 0, largest = 0] = sizes.slice(-2);
  const cpuOf = (of: number): number =>
    rows.find(({ name }) => name === `${of / 1000}k codes, one thread: exact, processor`)?.value ??
    Number.NaN;
  const value = cpuOf(largest) / cpuOf(size) / (largest / size);
  return sizes.length < 2
    ? []
    : [{ name: `exact, a code's time at ${largest / 1000}k / at ${size / 1000}k`, value, unit: 'ratio' }];
}

/** Adds codes until there are so many. */
function fill(set: CodeSet, size: number): Measure[] {
  const added = size - set.size;
  let cpuMs = 0;
  while (set.size < size) {
    const codes = codesOf(PORTION, set.size);
    cpuMs += cpuMsOf(() => set.add(codes));
  }
  return [
    { name: `${size / 1000}k codes: add`, value: added / (cpuMs / 1000), unit: 'codes/s of processor' },
  ];
}

async function searches(name: string, set: CodeSet, bytes: number): Promise<Measure[]> {
  const read = await timed(SEARCHES, () => Promise.resolve(readAll(bytes)));
  const query = (mode: 'exact' | 'quick', within: number): CodeQuery => ({
    code: fillRandom(new Uint8Array(CODE_BITS / 8)),
    limit: LIMIT,
    maxDistance: Math.floor(within * CODE_BITS),
    mode,
  });
  const exact = await timed(SEARCHES, () => set.search(query('exact', 1)));
  const quick = await timed(SEARCHES, () => set.search(query('quick', WITHIN)));
  return [
    ...lines(`${name}: plain reading`, read),
    ...lines(`${name}: exact`, exact),
    { name: `${name}: exact, share of bandwidth`, value: (100 * read.cpuMs) / exact.cpuMs, unit: '%' },
    ...lines(`${name}: quick`, quick),
  ];
}

/** With all threads, where time by the clock counts. */
async function allThreads(size: number): Promise<Measure[]> {
  const sets = createCodeSets();
  const set = sets.create(CODE_BITS);
  while (set.size < size) set.add(codesOf(PORTION, set.size));
  const rows = await searches(`${size / 1000}k codes, all threads`, set, (size * CODE_BITS) / 8);
  await sets.close();
  return rows.filter(({ name }) => !name.includes('reading') && !name.includes('bandwidth'));
}

/** Of what exact searches find within the bound, what quick ones find. */
async function recall(most: number): Promise<Measure[]> {
  const rows: Measure[] = [];
  for (const [kind, wish, searched] of RECALLED) {
    const size = Math.min(wish, most);
    const sets = createCodeSets();
    const set = sets.create(CODE_BITS);
    const queries = planted(kind, size, searched, (codes) => set.add(codes));
    let [wanted, found] = [0, 0];
    for (const code of queries) {
      const query = { code, limit: LIMIT, maxDistance: Math.floor((WITHIN + 0.02) * CODE_BITS) };
      const exact = await set.search(query);
      const quick = new Set((await set.search({ ...query, mode: 'quick' })).map(({ id }) => id));
      wanted += exact.length;
      found += exact.filter(({ id }) => quick.has(id)).length;
    }
    await sets.close();
    const name = `${size / 1000}k ${kind}: of the 10 nearest, quick`;
    rows.push({ name: `${name} misses`, value: wanted - found, unit: `of ${wanted}` });
    rows.push({ name: `${name} finds`, value: found / wanted, unit: '' });
  }
  return rows;
}

/** Removing and replacing single codes of a large set. */
function changes(set: CodeSet): Measure[] {
  const ids = [...Array(PORTION).keys()].map((n) => codesOf(1, n * 97)[0]?.id ?? '');
  const ms = cpuMsOf(() => {
    for (const id of ids) set.remove([id]);
  });
  return [
    {
      name: `${Math.round(set.size / 1000)}k codes: remove`,
      value: ids.length / (ms / 1000),
      unit: 'codes/s of processor',
    },
  ];
}

async function clearing(sets: CodeSets, set: CodeSet): Promise<Measure[]> {
  const name = `${Math.round(set.size / 1000)}k codes`;
  const beside = sets.sizeBytes() / set.size - CODE_BITS / 8;
  const { p50 } = await timed(1, () => set.clear());
  return [
    { name: `${name}: memory beside a code`, value: beside, unit: 'bytes' },
    { name: `${name}: clear`, value: p50, unit: 'ms' },
  ];
}

interface Times {
  readonly p50: number;
  readonly p95: number;
  /** Middle of the processor times, all threads together. */
  readonly cpuMs: number;
}

/** After three runs that are not counted, in which the kernel is compiled well. */
async function timed(runs: number, work: () => Promise<unknown>): Promise<Times> {
  const [clock, cpu]: [number[], number[]] = [[], []];
  for (let run = runs === 1 ? 0 : -3; run < runs; run++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(used);
    if (run < 0) continue;
    clock.push(performance.now() - start);
    cpu.push((user + system) / 1000);
  }
  return { p50: quantile(clock, 0.5), p95: quantile(clock, 0.95), cpuMs: quantile(cpu, 0.5) };
}

const lines = (name: string, { p50, p95, cpuMs }: Times): Measure[] => [
  { name: `${name}, p50`, value: p50, unit: 'ms' },
  { name: `${name}, p95`, value: p95, unit: 'ms' },
  { name: `${name}, processor`, value: cpuMs, unit: 'ms' },
];

const cpuMsOf = (work: () => void): number => {
  const used = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
};
