import { join } from 'node:path';
import { loadSamples, type Rates, ratesOf, type Sample, scoreSample } from '../accuracy/text-samples.ts';
import type { Peer } from './peers/catalogue.ts';
import { type ReaderProcess, readerProcess } from './peers/process.ts';

/** One reader on one set. */
export interface Row extends Rates {
  readonly reader: string;
  readonly set: string;
  readonly images: number;
  /** Images that it gave up on; they count as read without text. */
  readonly failed: number;
  /** Seconds a page, one page after another: the mean over pages of each page's median over rounds. */
  readonly oneThread: number;
  /** The same in processor time, which other work on the machine disturbs less. */
  readonly oneThreadCpu: number;
  /** By the clock over a part of the pages, with two cores. */
  readonly twoCores: number;
  /** The most memory of the process while it read all sets on one thread, bytes. */
  readonly peakBytes: number | undefined;
  /** How often it had to be started anew in that time because it held too much memory between pages. */
  readonly restarts: number;
}

/** Once through all images; then again through each sixth of a set on one thread, and twice on two cores. */
const ROUNDS = [
  { every: 1, cores: 1 },
  { every: 6, cores: 1 },
  { every: 6, cores: 2 },
  { every: 6, cores: 2 },
] as const;
const PAGE_LIMIT_MS = 120_000;

interface Page {
  readonly sample: Sample;
  readonly path: string;
}

/** What was measured of one reader, by file. */
interface Notes {
  readonly counts: Map<string, ReturnType<typeof scoreSample>>;
  readonly failed: Set<string>;
  readonly seconds: { readonly 1: Map<string, number[]>; readonly 2: Map<string, number[]> };
  readonly cpuSeconds: Map<string, number[]>;
  peakBytes: number | undefined;
  restarts: number;
}

/**
 * Lets several readers read the same files, each page by one after the other, so that a busy moment of the machine
 * hits all alike. Every reader is a process of its own and is scored by the same rule.
 * @param evalFolder holds `ocr/manifest.json`
 * @param options.limit images of each set
 * @returns what is known after each round
 */
export async function* compareReaders(
  evalFolder: string,
  peers: readonly Peer[],
  options: { readonly limit?: number; readonly say?: (text: string) => void } = {},
): AsyncGenerator<Row[]> {
  const say = options.say ?? (() => {});
  const { folder, samples } = await loadSamples(evalFolder);
  const sets = [...new Set(samples.map(({ set }) => set))].map((set) =>
    samples.filter((sample) => sample.set === set).slice(0, options.limit),
  );
  const notes = new Map(peers.map((peer) => [peer, emptyNotes()]));
  for (const { every, cores } of ROUNDS) {
    const chosen = sets.flatMap((set) => set.filter((_, i) => i % every === 0));
    say(`${chosen.length} pages, ${cores === 1 ? 'one thread' : 'two cores'}`);
    const pages = chosen.map((sample) => ({ sample, path: join(folder, sample.file) }));
    await readAll(notes, pages, cores);
    yield sets.flatMap((set) => [...notes].map(([peer, about]) => rowOf(peer, set, about)));
  }
}

const emptyNotes = (): Notes => ({
  counts: new Map(),
  failed: new Set(),
  seconds: { 1: new Map(), 2: new Map() },
  cpuSeconds: new Map(),
  peakBytes: undefined,
  restarts: 0,
});

async function readAll(notes: ReadonlyMap<Peer, Notes>, pages: readonly Page[], cores: 1 | 2): Promise<void> {
  const warmUp = pages[0]?.path ?? '';
  const readers = [...notes].map(([peer, about]) => ({ about, lanes: startLanes(peer, cores, warmUp) }));
  try {
    for (const page of pages)
      for (const { about, lanes } of readers) await readPage(about, lanes, page, cores);
    if (cores === 1)
      for (const { about, lanes } of readers) {
        about.peakBytes = Math.max(about.peakBytes ?? 0, lanes[0]?.peakBytes() ?? 0) || undefined;
        about.restarts += lanes[0]?.restarts() ?? 0;
      }
  } finally {
    for (const { lanes } of readers) for (const lane of lanes) await lane.stop();
  }
}

function startLanes(peer: Peer, cores: 1 | 2, warmUp: string): ReaderProcess[] {
  const [lanes, threads] = peer.twoCores === 'processes' ? [cores, 1] : [1, cores];
  const options = { threads, warmUp, limitMs: PAGE_LIMIT_MS };
  return Array.from({ length: lanes }, () => readerProcess(peer.command(threads), options));
}

/** Several lanes read the same page at the same time: as many pages in the time of the slowest. */
async function readPage(
  about: Notes,
  lanes: readonly ReaderProcess[],
  { sample, path }: Page,
  cores: 1 | 2,
): Promise<void> {
  const answers = await Promise.all(lanes.map((lane) => lane.ask(path)));
  const read = answers.filter((answer) => 'items' in answer);
  if (!about.counts.has(sample.file))
    about.counts.set(sample.file, scoreSample(sample, read[0]?.items ?? []));
  if (read.length < answers.length) {
    about.failed.add(sample.file);
    return;
  }
  note(about.seconds[cores], sample.file, Math.max(...read.map(({ seconds }) => seconds)) / lanes.length);
  if (cores === 1) for (const { cpuSeconds } of read) note(about.cpuSeconds, sample.file, cpuSeconds);
}

const note = (times: Map<string, number[]>, file: string, seconds: number): void => {
  times.set(file, [...(times.get(file) ?? []), seconds]);
};

function rowOf(peer: Peer, set: readonly Sample[], about: Notes): Row {
  const files = set.map(({ file }) => file);
  return {
    reader: peer.name,
    set: set[0]?.set ?? '',
    images: files.length,
    failed: files.filter((file) => about.failed.has(file)).length,
    ...ratesOf(files.flatMap((file) => about.counts.get(file) ?? [])),
    oneThread: meanOfMedians(files.flatMap((file) => [about.seconds[1].get(file) ?? []])),
    oneThreadCpu: meanOfMedians(files.flatMap((file) => [about.cpuSeconds.get(file) ?? []])),
    twoCores: meanOfMedians(files.flatMap((file) => [about.seconds[2].get(file) ?? []])),
    peakBytes: about.peakBytes,
    restarts: about.restarts,
  };
}

/** NaN when nothing was measured. */
function meanOfMedians(measured: readonly (readonly number[])[]): number {
  const medians = measured.filter((times) => times.length > 0).map(median);
  return medians.reduce((sum, value) => sum + value, 0) / medians.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? NaN, sorted[sorted.length >> 1] ?? NaN];
  return (low + high) / 2;
}
