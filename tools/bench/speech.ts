import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEars } from '../../src/engine/speech/ears.ts';
import { createTranscriber } from '../../src/engine/speech/transcriber.ts';
import { speechSample } from '../../test/material/speech.ts';
import { medianMs } from './median.ts';
import { findHearers } from './peers/hearers.ts';
import { prepareClips } from './speech-material.ts';
import { compareHearers } from './speech-peers.ts';
import { speechTable } from './speech-table.ts';

const RUNS = 5;

export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/**
 * Loading and transcribing, one thread; the median of five runs over ten seconds of speech.
 * @param folder real recordings with transcripts: they are heard by ours and by other recognisers, and the comparison is
 *   printed. `LETHE_PEERS` names the folder outside the repository where the others are installed; `LETHE_BENCH_FILES`
 *   limits the recordings of each set, `LETHE_BENCH_SETS` names those that are heard, with commas between them.
 */
export async function benchSpeech(folder?: string): Promise<Measure[]> {
  if (folder !== undefined) await compare(resolve(folder));
  return speed();
}

async function compare(folder: string): Promise<void> {
  const { LETHE_PEERS: place, LETHE_BENCH_FILES: limit, LETHE_BENCH_SETS: sets } = process.env;
  const say = (text: string): void => console.error(text);
  const { peers, missing } = await findHearers(place && resolve(place));
  for (const name of missing) say(`left out: ${name}`);
  const target = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  try {
    const all = await prepareClips(folder, target, limit ? Number(limit) : undefined);
    const clips = sets ? all.filter(({ set }) => sets.split(',').includes(set)) : all;
    for (const line of speechTable(await compareHearers(clips, peers, say))) console.log(line);
  } finally {
    await rm(target, { recursive: true });
  }
}

async function speed(): Promise<Measure[]> {
  const { wav, seconds } = await speechSample();
  const loadStart = performance.now();
  const transcriber = createTranscriber(await createEars());
  const loadMs = performance.now() - loadStart;
  const options = { format: 'wav', maxSeconds: 60 } as const;
  await transcriber.transcribe(wav, options);
  const plain = await medianMs(RUNS, () => transcriber.transcribe(wav, options));
  const timed = await medianMs(RUNS, () => transcriber.transcribe(wav, { ...options, words: true }));
  return [
    { name: 'speech: load models', value: Math.round(loadMs), unit: 'ms' },
    { name: 'speech: real-time factor', value: rounded(plain / 1000 / seconds), unit: 's/s' },
    { name: 'speech: real-time factor with word times', value: rounded(timed / 1000 / seconds), unit: 's/s' },
  ];
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
