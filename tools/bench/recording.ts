import { readdir, readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { longListening } from '../../src/engine/long-listening.ts';
import { Pool } from '../../src/engine/pool.ts';
import { decodeAudio } from '../../src/engine/speech/decode-audio.ts';
import type { AudioSource } from '../../src/engine/speech/types.ts';
import { silentLogger } from '../../src/lib/logger.ts';
import { Random } from '../../test/material/random.ts';
import { encodePcm, readRecording, wrapWav } from '../../test/material/speech.ts';
import type { Measure } from './speech.ts';

const RATE = 16_000;
const BYTES_PER_SECOND = 2 * RATE;
const PAUSE_SECONDS = { least: 0.3, most: 3 };
/** Shortest part of a recording that is played before the next pause. */
const LEAST_SECONDS = 1;
/** After that many minutes all comes again. */
const LOOP_MINUTES = 5;
const MEBI = 1024 ** 2;
const TICKS_PER_SECOND = 100;
/** Minutes after which memory is looked at, as far as the recording goes; at its end it is looked at in any case. */
const MARKS: readonly number[] = [5, 30, 60];

/**
 * One long recording in one worker: resident memory on the way, and processor time. Speech from the packages again and again, or
 * the clean recordings of `FOLDER`, parted at random, so that hardly two stretches are of the same length.
 * `LETHE_BENCH_MINUTES`: how long it is, 10 when absent.
 */
export async function benchRecording(folder?: string): Promise<Measure[]> {
  const minutes = Number(process.env['LETHE_BENCH_MINUTES'] ?? 10);
  const seconds = 60 * minutes;
  const source = endless(await speech(folder), seconds);
  const realWorker = new URL('../../src/engine/worker.ts', import.meta.url);
  const limits = { workers: 1, queueLimit: 16, timeoutMs: 60_000, maxRssBytes: 4096 * MEBI };
  const pool = new Pool({ ...limits, workerModule: realWorker, logger: silentLogger });
  try {
    await pool.warm(['transcribe']);
    const [pid] = pool.pids;
    const memory = (field: string): number => statusKb(pid!, field) / 1024;
    const rows: Measure[] = [{ name: 'resident, networks loaded', value: memory('VmRSS'), unit: 'MB' }];
    const left = [...MARKS.filter((mark) => mark < minutes), minutes];
    let most = 0;
    const cpuBefore = cpuSeconds(pid!);
    const onProgress = ({ heardSeconds }: { heardSeconds: number }): void => {
      most = Math.max(most, memory('VmRSS'));
      if (left.length === 0 || heardSeconds < 60 * left[0]! - 1) return;
      const mark = left.shift()!;
      rows.push({ name: `resident, ${mark} minutes heard`, value: memory('VmRSS'), unit: 'MB' });
      rows.push({ name: `  at most since the mark before`, value: most, unit: 'MB' });
      most = 0;
    };
    const options = { channels: 'mixed', maxSeconds: seconds + 1, words: true } as const;
    const { sentences, audioSeconds } = await longListening(pool).hearRecording(source, options, {
      onProgress,
    });
    return [
      ...rows,
      { name: 'resident, peak of the process', value: memory('VmHWM'), unit: 'MB' },
      { name: 'processor', value: (cpuSeconds(pid!) - cpuBefore) / audioSeconds, unit: 's/s' },
      { name: 'sentences heard', value: sentences.length, unit: '' },
    ];
  } finally {
    await pool.close();
  }
}

/** 16-bit samples of some minutes of speech, with pauses. */
async function speech(folder: string | undefined): Promise<Buffer> {
  const clean = folder && join(folder, 'asr', 'clean');
  const files = clean
    ? (await readdir(clean)).filter((name) => extname(name) === '.flac').map((name) => join(clean, name))
    : [];
  const contents = clean
    ? await Promise.all(files.map((file) => readFile(file)))
    : [await readRecording('speech.opus'), await readRecording('short.flac')];
  const recordings: Buffer[] = [];
  for (const content of contents) recordings.push(encodePcm(await decodeAudio(content, { maxSeconds: 600 })));
  return inParts(recordings);
}

/** Beginnings of the recordings, each of a length by chance, with pauses by chance between them. */
function inParts(recordings: readonly Buffer[]): Buffer {
  const random = new Random(1);
  const samples = (least: number, most: number): number => 2 * random.integer(least * RATE, most * RATE);
  const parts: Buffer[] = [];
  for (let left = LOOP_MINUTES * 60 * BYTES_PER_SECOND; left > 0;) {
    const recording = random.pick(recordings);
    const part = recording.subarray(0, samples(LEAST_SECONDS, recording.length / BYTES_PER_SECOND));
    const pause = Buffer.alloc(samples(PAUSE_SECONDS.least, PAUSE_SECONDS.most));
    parts.push(part, pause);
    left -= part.length + pause.length;
  }
  return Buffer.concat(parts);
}

/** A WAV file that is nowhere: its bytes are made when they are asked for. */
function endless(loop: Buffer, seconds: number): AudioSource {
  const header = wrapWav(new Uint8Array(0), { tag: 1, channels: 1, rate: RATE, bits: 16 });
  header.writeUInt32LE(0xffffffff, 40);
  const byteAt = (at: number): number =>
    at < header.length ? header[at]! : loop[(at - header.length) % loop.length]!;
  return {
    size: header.length + seconds * BYTES_PER_SECOND,
    read: (from, length) => Promise.resolve(Uint8Array.from({ length }, (_, i) => byteAt(from + i))),
  };
}

function statusKb(pid: number, field: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]);
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
