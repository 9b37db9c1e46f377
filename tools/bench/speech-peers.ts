import { count } from '../accuracy/speech.ts';
import { normaliseEnglish } from '../accuracy/english-normaliser.ts';
import type { Command } from './peers/install.ts';
import { type ReaderProcess, readerProcess } from './peers/process.ts';
import type { Clip } from './speech-material.ts';

/** One recogniser on one set. */
export interface SpeechRow {
  readonly hearer: string;
  readonly set: string;
  readonly files: number;
  /** Files that it gave up on; they count as heard without words. */
  readonly failed: number;
  readonly seconds: number;
  readonly errors: number;
  /** Words, or values of slots, that were said; 0 where nobody speaks, and every word that was heard is an error. */
  readonly total: number;
  /** Processor time of its process, all threads together, a second of audio of the files that it heard; NaN for none. */
  readonly cpuPerSecond: number;
  /** The most memory of the process until this set was heard, loading included, bytes. */
  readonly peakBytes: number | undefined;
}

const CLIP_LIMIT_MS = 1_800_000;

interface Heard {
  readonly text: string;
}

/**
 * Lets several recognisers hear the same files, each by one after the other on one thread, so that a busy moment of the
 * machine hits all alike. Each is a process of its own and is scored by the same rule.
 * @param clips the first is heard once by each before anything counts
 */
export async function compareHearers(
  clips: readonly Clip[],
  peers: readonly Command[],
  say: (text: string) => void = () => {},
): Promise<SpeechRow[]> {
  const warmUp = clips[0]?.path ?? '';
  const running = peers.map((peer) => ({
    name: peer.name,
    process: readerProcess<Heard>(peer.command(1), { threads: 1, warmUp, limitMs: CLIP_LIMIT_MS }),
  }));
  const rows: SpeechRow[] = [];
  try {
    for (const [set, members] of Map.groupBy(clips, (clip) => clip.set)) {
      say(`${set}: ${members.length} files, ${Math.round(secondsOf(members))} s`);
      const tallies = running.map(() => emptyTally());
      for (const clip of members)
        for (const [i, { process }] of running.entries()) await hear(process, clip, tallies[i]!);
      for (const [i, { name, process }] of running.entries())
        rows.push(rowOf(name, members, tallies[i]!, process));
    }
  } finally {
    for (const { process } of running) await process.stop();
  }
  return rows;
}

interface Tally {
  errors: number;
  total: number;
  failed: number;
  heardSeconds: number;
  cpuSeconds: number;
}

const emptyTally = (): Tally => ({ errors: 0, total: 0, failed: 0, heardSeconds: 0, cpuSeconds: 0 });

async function hear(process: ReaderProcess<Heard>, clip: Clip, tally: Tally): Promise<void> {
  const answer = await process.ask(clip.path);
  const texts = 'items' in answer ? answer.items.map(({ text }) => text) : [];
  count(tally, clip, wordsOf(texts.join(' ')));
  if ('error' in answer) {
    tally.failed++;
    return;
  }
  tally.heardSeconds += clip.seconds;
  tally.cpuSeconds += answer.cpuSeconds;
}

const rowOf = (
  hearer: string,
  members: readonly Clip[],
  { errors, total, failed, heardSeconds, cpuSeconds }: Tally,
  process: ReaderProcess<Heard>,
): SpeechRow => ({
  hearer,
  set: members[0]!.set,
  files: members.length,
  failed,
  seconds: secondsOf(members),
  errors,
  total,
  cpuPerSecond: cpuSeconds / heardSeconds,
  peakBytes: process.peakBytes(),
});

const secondsOf = (clips: readonly Clip[]): number => clips.reduce((sum, { seconds }) => sum + seconds, 0);

const wordsOf = (text: string): string[] => normaliseEnglish(text).split(' ').filter(Boolean);
