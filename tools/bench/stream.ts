import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '../../src/engine/speech/decode-audio.ts';
import { createEars, type Ears } from '../../src/engine/speech/ears.ts';
import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';
import { createListener } from '../../src/engine/speech/stream/listener.ts';
import { createTranscriber } from '../../src/engine/speech/transcriber.ts';
import { encodeWav, speechSample } from '../../test/material/speech.ts';
import { editDistance, spread, type Item } from '../accuracy/speech.ts';
import { normaliseEnglish } from '../accuracy/english-normaliser.ts';
import { nonSpeech } from './non-speech.ts';
import { playStream, type Played } from './play-stream.ts';
import type { Measure } from './speech.ts';

const FILES = 20;
/** The public cloud's shortest. */
const SILENCE_MS = 500;
const CORES = 2;

interface Recording {
  readonly sound: Float32Array;
  readonly text: string;
}

/**
 * Plays recordings to a live stream in packets of 40 ms, at the pace of a clock that advances by what the work takes.
 * @param folder holds `asr/manifest.json`; without it the packaged speech is played
 */
export async function benchStream(folder?: string, files = FILES): Promise<Measure[]> {
  const ears = await createEars();
  const played: Played[] = [];
  const speech = { errors: 0, offline: 0, words: 0, seconds: 0, cpuSeconds: 0 };
  for (const { sound, text } of await recordings(folder, files)) {
    const offline = await createTranscriber(ears).transcribe(encodeWav(sound, SPEECH_RATE), {
      format: 'wav',
      maxSeconds: 3600,
      words: true,
    });
    const result = await play(ears, sound, offline.words?.[0]);
    played.push(result);
    const said = wordsOf(text);
    speech.errors += editDistance(said, wordsOf(result.text));
    speech.offline += editDistance(said, wordsOf(offline.text));
    speech.words += said.length;
    speech.seconds += result.seconds;
    speech.cpuSeconds += result.cpuSeconds;
  }
  const percent = (part: number, whole: number): number => (100 * part) / Math.max(1, whole);
  const total = (pick: (one: Played) => number): number => played.reduce((sum, one) => sum + pick(one), 0);
  return [
    ...quantiles(
      'first words after the first began',
      played.map((one) => one.firstAfterBeginMs),
    ),
    ...quantiles(
      'first words after the first ended',
      played.map((one) => one.firstAfterEndMs),
    ),
    ...quantiles(
      `end after the last word, ${SILENCE_MS} ms of silence among it`,
      played.flatMap((one) => one.endMs),
    ),
    {
      name: 'words taken back',
      value: percent(
        total((one) => one.retracted),
        total((one) => one.shown),
      ),
      unit: '%',
    },
    { name: 'word error rate, live', value: percent(speech.errors, speech.words), unit: '%' },
    { name: 'word error rate, whole', value: percent(speech.offline, speech.words), unit: '%' },
    { name: 'work', value: speech.cpuSeconds / speech.seconds, unit: 'CPU s/s' },
    {
      name: `streams on ${CORES} cores`,
      value: Math.floor((CORES * speech.seconds) / speech.cpuSeconds),
      unit: '',
    },
    ...(await inventedWords(ears)),
  ];
}

const play = (ears: Ears, sound: Float32Array, first?: { startMs: number; endMs: number }): Promise<Played> =>
  playStream(createListener(ears), sound, { silenceMs: SILENCE_MS, first });

/** Words a minute that are heard where nobody speaks. */
async function inventedWords(ears: Ears): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const [name, sound] of nonSpeech()) {
    const { shown, seconds } = await play(ears, sound);
    measures.push({ name: `words out of ${name}`, value: (60 * shown) / seconds, unit: 'a minute' });
  }
  return measures;
}

async function recordings(folder: string | undefined, files: number): Promise<Recording[]> {
  if (folder === undefined) {
    const { wav, transcript } = await speechSample();
    return [{ sound: await decodeAudio(wav, { format: 'wav', maxSeconds: 60 }), text: transcript }];
  }
  const asr = join(folder, 'asr');
  const items = JSON.parse(await readFile(join(asr, 'manifest.json'), 'utf8')) as Item[];
  const clean = spread(
    items.filter((item) => item.set === 'clean'),
    files,
  );
  return Promise.all(
    clean.map(async ({ file, text }) => ({
      sound: await decodeAudio(await readFile(join(asr, file)), { format: 'flac', maxSeconds: 3600 }),
      text: text ?? '',
    })),
  );
}

const wordsOf = (text: string): string[] => normaliseEnglish(text).split(' ').filter(Boolean);

function quantiles(name: string, values: readonly (number | undefined)[]): Measure[] {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return [
    { name: `${name}, p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}, p95`, value: at(0.95), unit: 'ms' },
  ];
}
