import { createEars, type Ears } from '../../src/engine/speech/ears.ts';
import { joinSounds } from '../../src/engine/speech/join-sounds.ts';
import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';
import { createListener } from '../../src/engine/speech/stream/listener.ts';
import { createTranscriber } from '../../src/engine/speech/transcriber.ts';
import { encodeWav } from '../../test/material/speech.ts';
import { editDistance } from '../accuracy/speech.ts';
import { nonSpeech } from './non-speech.ts';
import { playStream, SILENT_SECONDS, type Played } from './play-stream.ts';
import type { Measure } from './speech.ts';
import { cleanRecordings, quantiles, wordsOf, type Recording } from './stream-material.ts';

const FILES = 20;
/** The public cloud's shortest. */
const SILENCE_MS = 500;
const CORES = 2;
/** Speech without pauses for the one, and where its sentences are ended. */
const LONG = { recordings: 4, longestMs: 15_000 };
/** Recordings that are also ended by the client where they end. */
const ENDED = 4;

/**
 * Plays recordings to a live stream in packets of 40 ms, at the pace of a clock that advances by what the work takes.
 * @param folder holds `asr/manifest.json`; without it the packaged speech is played
 */
export async function benchStream(folder?: string, files = FILES): Promise<Measure[]> {
  const ears = await createEars();
  const played: Played[] = [];
  const speech = { errors: 0, offline: 0, words: 0, seconds: 0, cpuSeconds: 0, offlineCpuSeconds: 0 };
  const all = await cleanRecordings(folder, files);
  for (const { sound, text } of all) {
    const before = process.cpuUsage();
    const offline = await createTranscriber(ears).transcribe(encodeWav(sound, SPEECH_RATE), {
      format: 'wav',
      maxSeconds: 3600,
      words: true,
    });
    const { user, system } = process.cpuUsage(before);
    speech.offlineCpuSeconds += (user + system) / 1e6;
    const result = await play(ears, joinSounds([sound, silence]), offline.words?.[0]);
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
      'first words of a sentence after the first ended',
      played.flatMap((one) => one.sentencesAfterEndMs),
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
    { name: 'work, whole', value: speech.offlineCpuSeconds / speech.seconds, unit: 'CPU s/s' },
    {
      name: `streams on ${CORES} cores`,
      value: Math.floor((CORES * speech.seconds) / speech.cpuSeconds),
      unit: '',
    },
    ...(await endedByClient(ears, all.slice(0, ENDED))),
    ...(await withoutPauses(ears, all.slice(0, LONG.recordings))),
    ...(await inventedWords(ears)),
  ];
}

const silence = new Float32Array(SILENT_SECONDS * SPEECH_RATE);

/** How long the last words take when nothing follows them, silence neither. */
async function endedByClient(ears: Ears, some: readonly Recording[]): Promise<Measure[]> {
  const lasts: number[] = [];
  for (const { sound } of some) lasts.push((await play(ears, sound)).lastMs);
  return quantiles('end after the client said so', lasts);
}

/** Recordings one directly after another, as one long speech. */
async function withoutPauses(ears: Ears, some: readonly Recording[]): Promise<Measure[]> {
  const sound = joinSounds([...some.map((one) => one.sound), silence]);
  const said = wordsOf(some.map(({ text }) => text).join(' '));
  const listener = createListener(ears);
  const played = await playStream(listener, sound, { silenceMs: 2_000, longestMs: LONG.longestMs });
  const wrong = editDistance(said, wordsOf(played.text));
  return [
    { name: 'without pauses: length', value: played.seconds - SILENT_SECONDS, unit: 's' },
    { name: 'without pauses: sentences', value: played.sentences, unit: '' },
    { name: 'without pauses: word error rate', value: (100 * wrong) / said.length, unit: '%' },
    { name: 'without pauses: work', value: played.cpuSeconds / played.seconds, unit: 'CPU s/s' },
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
