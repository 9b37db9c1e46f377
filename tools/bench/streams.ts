import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createEars } from '../../src/engine/speech/ears.ts';
import { joinSounds } from '../../src/engine/speech/join-sounds.ts';
import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';
import { createListener } from '../../src/engine/speech/stream/listener.ts';
import { createTranscriber } from '../../src/engine/speech/transcriber.ts';
import { encodeWav } from '../../test/material/speech.ts';
import { startServerProcess } from '../../test/support/server-process.ts';
import type { SpeechCredential } from '../../test/wire/speech-signer.ts';
import { editDistance } from '../accuracy/speech.ts';
import { playStream, SILENT_SECONDS } from './play-stream.ts';
import { speakTo, type Spoken } from './speak-to-server.ts';
import type { Measure } from './speech.ts';
import { cleanRecordings, wordsOf } from './stream-material.ts';
import { quantile } from './quantile.ts';

/** Streams at a time; `LETHE_BENCH_STREAMS=1,2` changes it. The first level that is not in time is the last one. */
const LEVELS = (process.env['LETHE_BENCH_STREAMS'] ?? '4,6,8,10').split(',').map(Number);
const FILES = 12;
/** Recordings that each stream speaks, one after the other. */
const EACH = 3;
const SILENCE_MS = 500;
/** In time is a level whose 95th percentiles are within these, milliseconds. */
const BOUNDS = { first: 1_000, end: SILENCE_MS + 1_000, last: 400 };
/** Words wrong at a level may be that many of a hundred more than when nobody else speaks: when a step is done decides a little. */
const WER_MARGIN = 1;

interface Prompt {
  /** With silence after it. */
  readonly sound: Float32Array;
  readonly words: readonly string[];
  readonly firstWordEndMs: number | undefined;
  /** Errors when nobody else speaks. */
  readonly errorsAlone: number;
}

interface Play {
  readonly prompt: Prompt;
  readonly spoken: Spoken;
}

/**
 * How many speak at once to a real server, in a process of its own, and are answered in time: signed WebSocket
 * connections, packets of 40 ms at the pace of speech. By the clock on the wall: only a quiet machine tells the truth.
 */
export async function benchStreams(folder?: string): Promise<Measure[]> {
  const prompts = await prepare(folder);
  const home = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const env = { LETHE_DATA: join(home, 'data'), LETHE_MASTER_KEY: randomBytes(32).toString('hex') };
  const server = await startServerProcess({ ...env, LETHE_LOG_LEVEL: 'error' }, '/readyz');
  const measures: Measure[] = [];
  try {
    const credential = await firstKey(() => server.output());
    const speak = async (prompt: Prompt): Promise<Play> => ({
      prompt,
      spoken: await speakTo(`127.0.0.1:${server.port}`, credential, prompt.sound, SILENCE_MS),
    });
    // Each of the workers loads what it needs.
    await Promise.all(prompts.slice(0, 2).map(speak));
    let most = 0;
    for (const level of LEVELS) {
      const plays = await together(level, prompts, speak);
      const { found, inTime } = judge(plays);
      measures.push(...found.map((one) => ({ ...one, name: `${level} streams: ${one.name}` })));
      if (!inTime) break;
      most = level;
    }
    measures.push({ name: 'most streams of those tried that are answered in time', value: most, unit: '' });
  } finally {
    await server.end('SIGTERM');
    await rm(home, { recursive: true, force: true });
  }
  return measures;
}

/** What the recordings hold, and how well they are understood when nobody else speaks. */
async function prepare(folder: string | undefined): Promise<Prompt[]> {
  const ears = await createEars();
  const prompts: Prompt[] = [];
  for (const { sound, text } of await cleanRecordings(folder, FILES)) {
    const asked = { format: 'wav', maxSeconds: 3600, words: true } as const;
    const whole = await createTranscriber(ears).transcribe(encodeWav(sound, SPEECH_RATE), asked);
    const spoken = joinSounds([sound, new Float32Array(SILENT_SECONDS * SPEECH_RATE)]);
    const alone = await playStream(createListener(ears), spoken, { silenceMs: SILENCE_MS });
    const words = wordsOf(text);
    prompts.push({
      sound: spoken,
      words,
      firstWordEndMs: whole.words?.[0]?.endMs,
      errorsAlone: editDistance(words, wordsOf(alone.text)),
    });
  }
  return prompts;
}

/** The server shows the key of its first account once. */
async function firstKey(output: () => string): Promise<SpeechCredential> {
  for (;;) {
    const [, appId, secretId, secretKey] =
      /AppId (\d+)\)[^]*?SecretId +(\S+)\s+SecretKey +(\S+)\s/.exec(output()) ?? [];
    if (appId && secretId && secretKey) return { appId, secretId, secretKey };
    await delay(20);
  }
}

/** Each begins a little after the one before, and with other recordings. */
async function together(
  level: number,
  prompts: readonly Prompt[],
  speak: (prompt: Prompt) => Promise<Play>,
): Promise<Play[]> {
  const streams = Array.from({ length: level }, async (_, stream) => {
    await delay((1000 * stream) / level);
    const plays: Play[] = [];
    for (let i = 0; i < EACH; i++) plays.push(await speak(prompts[(stream * EACH + i) % prompts.length]!));
    return plays;
  });
  return (await Promise.all(streams)).flat();
}

function judge(plays: readonly Play[]): { found: Measure[]; inTime: boolean } {
  const said = plays.reduce((sum, { prompt }) => sum + prompt.words.length, 0);
  const wrong = plays.reduce(
    (sum, { prompt, spoken }) => sum + editDistance(prompt.words, wordsOf(spoken.text)),
    0,
  );
  const alone = plays.reduce((sum, { prompt }) => sum + prompt.errorsAlone, 0);
  const times = {
    first: plays.flatMap(({ prompt: { firstWordEndMs }, spoken: { firstMs } }) =>
      firstMs === undefined || firstWordEndMs === undefined ? [] : [firstMs - firstWordEndMs],
    ),
    end: plays.flatMap(({ spoken }) => spoken.endMs),
    last: plays.map(({ spoken }) => spoken.lastMs),
  };
  const p95 = (name: keyof typeof times): number => quantile(times[name], 0.95);
  const percent = (errors: number): number => (100 * errors) / Math.max(1, said);
  const found: Measure[] = [
    { name: 'first words after the first ended, p50', value: quantile(times.first, 0.5), unit: 'ms' },
    { name: `the same, p95 (bound ${BOUNDS.first})`, value: p95('first'), unit: 'ms' },
    { name: 'end of a sentence, p50', value: quantile(times.end, 0.5), unit: 'ms' },
    { name: `the same, p95 (bound ${BOUNDS.end})`, value: p95('end'), unit: 'ms' },
    { name: `last message after the end, p95 (bound ${BOUNDS.last})`, value: p95('last'), unit: 'ms' },
    { name: 'word error rate', value: percent(wrong), unit: '%' },
    { name: 'of the same when nobody else speaks', value: percent(alone), unit: '%' },
    {
      name: 'the latest packet of the callers',
      value: Math.max(...plays.map(({ spoken }) => spoken.callerLateMs)),
      unit: 'ms',
    },
  ];
  const inTime =
    (['first', 'end', 'last'] as const).every((name) => p95(name) <= BOUNDS[name]) &&
    percent(wrong) <= percent(alone) + WER_MARGIN;
  return { found, inTime };
}
