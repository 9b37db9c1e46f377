import { readdir, readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { longListening } from '../../src/engine/long-listening.ts';
import { Pool } from '../../src/engine/pool.ts';
import { decodeAudio } from '../../src/engine/speech/decode-audio.ts';
import type { AudioSource } from '../../src/engine/speech/types.ts';
import { silentLogger } from '../../src/lib/logger.ts';
import { encodePcm, readRecording, wrapWav } from '../../test/material/speech.ts';
import type { Measure } from './speech.ts';

const RATE = 16_000;
const BYTES_PER_SECOND = 2 * RATE;
const PAUSE_SECONDS = 1.5;
const MEBI = 1024 ** 2;
const TICKS_PER_SECOND = 100;
/** Shares of the recording at which memory is looked at: of an hour, 5, 30 and 60 minutes. */
const MARKS: readonly number[] = [1 / 12, 1 / 2, 1];

/**
 * One long recording in one worker: resident memory on the way, and processor time. Speech from the packages again and again, or
 * the clean recordings of `FOLDER`. `LETHE_BENCH_MINUTES`: how long it is, 10 when absent.
 */
export async function benchRecording(folder?: string): Promise<Measure[]> {
  const seconds = 60 * Number(process.env['LETHE_BENCH_MINUTES'] ?? 10);
  const source = endless(await speech(folder), seconds);
  const realWorker = new URL('../../src/engine/worker.ts', import.meta.url);
  const limits = { workers: 1, queueLimit: 16, timeoutMs: 60_000, maxRssBytes: 4096 * MEBI };
  const pool = new Pool({ ...limits, workerModule: realWorker, logger: silentLogger });
  try {
    await pool.warm(['transcribe']);
    const [pid] = pool.pids;
    const memory = (field: string): number => statusKb(pid!, field) / 1024;
    const rows: Measure[] = [{ name: 'resident, networks loaded', value: memory('VmRSS'), unit: 'MB' }];
    const left = [...MARKS];
    let most = 0;
    const cpuBefore = cpuSeconds(pid!);
    const onProgress = ({ heardSeconds }: { heardSeconds: number }): void => {
      most = Math.max(most, memory('VmRSS'));
      if (left.length === 0 || heardSeconds < left[0]! * seconds - 1) return;
      const minutes = Math.round((left.shift()! * seconds) / 6) / 10;
      rows.push({ name: `resident at most, ${minutes} minutes heard`, value: most, unit: 'MB' });
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

/** 16-bit samples of some minutes of speech at most, with pauses. */
async function speech(folder: string | undefined): Promise<Buffer> {
  const clean = folder && join(folder, 'asr', 'clean');
  const files = clean
    ? (await readdir(clean)).filter((name) => extname(name) === '.flac').map((name) => join(clean, name))
    : [];
  const contents = clean
    ? await Promise.all(files.map((file) => readFile(file)))
    : [await readRecording('speech.opus'), await readRecording('short.flac')];
  const parts: Buffer[] = [];
  for (const content of contents)
    parts.push(
      encodePcm(await decodeAudio(content, { maxSeconds: 600 })),
      Buffer.alloc(PAUSE_SECONDS * BYTES_PER_SECOND),
    );
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
