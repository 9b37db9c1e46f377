import { beforeAll, describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/speech/decode-audio.ts';
import { createEars } from '../../../src/engine/speech/ears.ts';
import { createTranscriber, type Transcriber } from '../../../src/engine/speech/transcriber.ts';
import { editDistance } from '../../../tools/accuracy/speech.ts';
import { encodeWav, readRecording, SHORT_TRANSCRIPT, speechSample } from '../../material/speech.ts';

const RATE = 16_000;
/** Where the pause between the two sentences of the short recording lies, in samples. */
const PAUSE = 2.85 * RATE;

let transcriber: Transcriber;
let short: Float32Array;
beforeAll(async () => {
  transcriber = createTranscriber(await createEars());
  short = await decodeAudio(await readRecording('short.flac'), { format: 'flac', maxSeconds: 60 });
}, 60_000);

const hear = (sound: Float32Array, words = false) =>
  transcriber.transcribe(encodeWav(sound, RATE), { format: 'wav', maxSeconds: 120, words });

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z ]/g, '');

/** Integer kernels round differently on other processors, so that one word in eight may differ. */
function expectHeard(heard: string, said: string): void {
  const words = plain(said).split(' ');
  expect(editDistance(words, plain(heard).split(' ')), heard).toBeLessThanOrEqual(words.length / 8);
}

const silence = (seconds: number): Float32Array => new Float32Array(seconds * RATE);
const join = (...parts: readonly Float32Array[]): Float32Array =>
  Float32Array.from(parts.flatMap((part) => [...part]));

/** Hiss, the same in every run. */
function noise(seconds: number, level: number): Float32Array {
  let state = 1;
  return silence(seconds).map(() => {
    state = (state * 48271) % 2147483647;
    return level * ((2 * state) / 2147483647 - 1);
  });
}

describe('speech to text', () => {
  test('three sentences, with casing and punctuation, and what each step took', async () => {
    const { wav, transcript, seconds } = await speechSample();
    const result = await transcriber.transcribe(wav, { format: 'wav', maxSeconds: 60 });
    expectHeard(result.text, transcript);
    expect(result.text).toMatch(/^Good morning.*Alice Brown.*London\?/);
    expect(result.audioSeconds).toBeCloseTo(seconds, 3);
    expect(result.steps.map((step) => step.name)).toEqual([
      'decode',
      'voiceActivity',
      'encode',
      'decodeText',
    ]);
    expect(result.words).toBeUndefined();
  }, 30_000);

  test.each([
    ['short.opus', 'ogg-opus'],
    ['short.mp3', 'mp3'],
    ['short.amr', 'amr'],
    ['short-wideband.amr', 'amr'],
    ['short.flac', 'flac'],
    ['short.aac', 'aac'],
    ['short.m4a', 'm4a'],
  ] as const)(
    '%s',
    async (name, format) => {
      const result = await transcriber.transcribe(await readRecording(name), { format, maxSeconds: 60 });
      expectHeard(result.text, SHORT_TRANSCRIPT);
    },
    30_000,
  );

  test('a short command behind eight seconds of silence', async () => {
    const { text } = await hear(join(silence(8), short.subarray(0, PAUSE), silence(1)));
    expectHeard(text, 'I want to close my account today, please.');
  }, 30_000);

  test('silence and noise say nothing', async () => {
    expect((await hear(silence(5))).text).toBe('');
    expect((await hear(noise(5, 0.02))).text).toBe('');
    expect((await hear(noise(5, 0.3))).text).toBe('');
    expect((await hear(silence(0.01))).text).toBe('');
  }, 30_000);

  test('more than a minute: every sentence once, in order', async () => {
    const repeats = 13;
    const long = join(...Array.from({ length: repeats }, () => [short, silence(0.3)]).flat());
    const result = await hear(long);
    expect(result.audioSeconds).toBeGreaterThan(60);
    expect(plain(result.text).match(/close my account today/g)).toHaveLength(repeats);
  }, 60_000);
});

describe('word times', () => {
  test('in order, within the audio, and moved by the silence before', async () => {
    const { words = [] } = await hear(short, true);
    const { words: later = [] } = await hear(join(silence(3), short), true);
    expectHeard(words.map((word) => word.text).join(' '), SHORT_TRANSCRIPT);
    words.forEach((word, i) => {
      expect(word.endMs).toBeGreaterThan(word.startMs);
      expect(word.startMs).toBeGreaterThanOrEqual(words[i - 1]?.endMs ?? 0);
    });
    expect(words.at(-1)!.endMs).toBeLessThanOrEqual((short.length / RATE) * 1000);
    expect(later).toHaveLength(words.length);
    later.forEach((word, i) => expect(Math.abs(word.startMs - 3000 - words[i]!.startMs)).toBeLessThan(300));
  }, 30_000);

  test('the pause between the sentences belongs to no word', async () => {
    const { words = [] } = await hear(
      join(short.subarray(0, PAUSE), silence(1.2), short.subarray(PAUSE)),
      true,
    );
    const please = words.findIndex((word) => plain(word.text) === 'please');
    expect(words[please + 1]!.startMs - words[please]!.endMs).toBeGreaterThan(700);
  }, 30_000);

  test('silence has none', async () => {
    expect((await hear(silence(2), true)).words).toEqual([]);
  });
});
