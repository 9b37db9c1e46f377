import { beforeAll, describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/speech/decode-audio.ts';
import { createEars, type Ears } from '../../../src/engine/speech/ears.ts';
import { feedOf } from '../../../src/engine/speech/formats/byte-cursor.ts';
import { hearRecording, type HeardSoFar } from '../../../src/engine/speech/recording/hear-recording.ts';
import { StepTimer } from '../../../src/engine/speech/step-timer.ts';
import { createTranscriber } from '../../../src/engine/speech/transcriber.ts';
import type { RecordingOptions } from '../../../src/engine/speech/types.ts';
import { encodeWav, readRecording, wrapWav } from '../../material/speech.ts';

const RATE = 16_000;

let ears: Ears;
let short: Float32Array;
beforeAll(async () => {
  ears = await createEars();
  short = await decodeAudio(await readRecording('short.flac'), { maxSeconds: 60 });
}, 60_000);

async function hear(content: Uint8Array, options: Partial<RecordingOptions> = {}) {
  const reports: HeardSoFar[] = [];
  const whole: RecordingOptions = { channels: 'mixed', maxSeconds: 600, ...options };
  const timer = new StepTimer(['voiceActivity', 'encode', 'decodeText']);
  for await (const report of hearRecording(feedOf(content), whole, ears, timer)) reports.push(report);
  return { reports, last: reports.at(-1)!, sentences: reports.flatMap(({ sentences }) => sentences) };
}

const silence = (seconds: number): Float32Array => new Float32Array(seconds * RATE);
const join = (...parts: readonly Float32Array[]): Float32Array =>
  Float32Array.from(parts.flatMap((part) => [...part]));

/** Two channels of equal length in one file. */
function stereo(left: Float32Array, right: Float32Array): Buffer {
  const data = Buffer.alloc(4 * left.length);
  left.forEach((value, i) => {
    data.writeInt16LE(Math.round(value * 32767), 4 * i);
    data.writeInt16LE(Math.round(right[i]! * 32767), 4 * i + 2);
  });
  return wrapWav(data, { tag: 1, channels: 2, rate: RATE, bits: 16 });
}

describe('a recording', () => {
  test('is heard as a whole file is, sentence by sentence as it goes', async () => {
    const wav = encodeWav(join(short, silence(3), short), RATE);
    const options = { format: 'wav', maxSeconds: 60, words: true } as const;
    const whole = await createTranscriber(ears).transcribe(wav, options);
    const { reports, sentences, last } = await hear(wav, { words: true });
    expect(sentences).toEqual(whole.sentences);
    expect(last).toMatchObject({ heardSeconds: whole.audioSeconds, channels: 1, position: wav.length });
    expect(reports.filter((report) => report.sentences.length > 0)).toHaveLength(2);
  }, 30_000);

  test('of two people on two channels: each for himself, or mixed', async () => {
    const length = 2 * short.length + RATE;
    const left = join(short, silence(length / RATE)).subarray(0, length);
    const right = join(silence(length / RATE).subarray(0, short.length + RATE), short);
    const { sentences, last } = await hear(stereo(left, right), { channels: 'apart' });
    expect(last.channels).toBe(2);
    const sides = [0, 1].map((side) => sentences.filter(({ channel }) => channel === side));
    for (const side of sides)
      expect(side.map(({ text }) => text).join(' ')).toMatch(/close my account today/);
    expect(sides[1]![0]!.startMs - sides[0]![0]!.startMs).toBeGreaterThan(5_000);
    const mixed = await hear(stereo(left, right));
    expect(mixed.last.channels).toBe(1);
    expect(mixed.sentences.map(({ channel }) => channel)).toEqual(mixed.sentences.map(() => 0));
  }, 30_000);

  test('of silence has no sentences, and tells how far it is all the same', async () => {
    const { reports, sentences, last } = await hear(encodeWav(silence(120), RATE));
    expect(sentences).toEqual([]);
    expect(last.heardSeconds).toBe(120);
    expect(reports.length).toBeGreaterThan(1);
  }, 30_000);

  test('that is too long is refused as soon as that is seen', async () => {
    await expect(hear(encodeWav(silence(30), RATE), { maxSeconds: 5 })).rejects.toMatchObject({
      reason: 'too-long',
    });
  });

  test('whose format nobody states is told by its marks, or refused', async () => {
    const { sentences } = await hear(await readRecording('short.mp3'), { channels: 'apart' });
    expect(sentences.map(({ text }) => text).join(' ')).toMatch(/close my account today/);
    await expect(hear(Buffer.alloc(2_000, 1))).rejects.toMatchObject({ reason: 'unreadable-audio' });
    await expect(hear(Buffer.alloc(0))).rejects.toMatchObject({ reason: 'unreadable-audio' });
  }, 30_000);
});
