import { encode as encodeSilk } from 'silk-wasm';
import { describe, expect, test } from 'vitest';
import { joinSounds } from '../../../src/engine/speech/join-sounds.ts';
import { decodeAudio, decodeBlocks } from '../../../src/engine/speech/decode-audio.ts';
import { ByteCursor } from '../../../src/engine/speech/formats/byte-cursor.ts';
import { DecoderSession } from '../../../src/engine/speech/recording/decoder-session.ts';
import { SoundIntake } from '../../../src/engine/speech/sound-intake.ts';
import type { AudioFormat } from '../../../src/engine/types.ts';
import { encodePcm, encodeWav, readRecording } from '../../material/speech.ts';

const RATE = 16_000;

const wholly = (content: Uint8Array, format: AudioFormat): Promise<Float32Array> =>
  decodeAudio(content, { format, maxSeconds: 60 });

/** What each recording sounds like as a whole; decoded once. */
const wholes = new Map<string, Promise<Float32Array>>();
const wholeOf = (name: string, content: Uint8Array): Promise<Float32Array> => {
  const whole = wholes.get(name) ?? wholly(content, 'mp3');
  wholes.set(name, whole);
  return whole;
};

const bytesOf = (sound: Float32Array): Buffer =>
  Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength);

/** What a live decoder makes of pushes of those sizes, in turn. */
async function live(content: Uint8Array, format: AudioFormat, ...sizes: number[]): Promise<Float32Array> {
  const session = new DecoderSession();
  const sounds: Float32Array[] = [];
  for (let at = 0, turn = 0; at < content.length; turn++) {
    const bytes = content.subarray(at, at + sizes[turn % sizes.length]!);
    sounds.push(await session.step({ format, bytes, isLast: false }));
    at += bytes.length;
  }
  sounds.push(await session.step({ format, bytes: new Uint8Array(0), isLast: true }));
  session.close();
  return joinSounds(sounds);
}

const largestDifference = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('a live stream', () => {
  test.each([
    ['short.flac', 'flac'],
    ['short.opus', 'ogg-opus'],
    ['short.mp3', 'mp3'],
    ['short.amr', 'amr'],
    ['short-wideband.amr', 'amr'],
    ['short.aac', 'aac'],
  ] as const)('%s sounds as the file does, however it is cut', async (name, format) => {
    const content = await readRecording(name);
    const whole = await wholeOf(name, content);
    const sound = await live(content, format, 777, 1, 5_000, 63);
    expect(sound.length).toBe(whole.length);
    expect(largestDifference(sound, whole)).toBeLessThan(1e-4);
  });

  test('SILK too, nearly, though its decoder starts afresh with every step', async () => {
    const sound = (await wholeOf('short.flac', await readRecording('short.flac'))).subarray(0, 2.5 * RATE);
    const { data } = await encodeSilk(encodePcm(sound), RATE);
    const whole = await wholly(data, 'silk');
    const streamed = await live(data, 'silk', 400);
    expect(streamed.length).toBe(whole.length);
    expect(largestDifference(streamed, whole)).toBeLessThan(0.05);
  });

  test('WAV whose header was written before anybody knew its length', async () => {
    const sound = Float32Array.from({ length: 3_200 }, (_, i) =>
      Math.fround(Math.round(9_000 * Math.sin(i / 7)) / 32768),
    );
    for (const size of [0, 0xffffffff]) {
      const wav = encodeWav(sound, RATE);
      wav.writeUInt32LE(size, 40);
      expect(largestDifference(await live(wav, 'wav', 77), sound)).toBe(0);
    }
  });

  test('raw samples come out with the push that completes them', async () => {
    const session = new DecoderSession();
    const step = (bytes: Uint8Array) => session.step({ format: 'pcm', bytes, isLast: false });
    // What is shorter than any mark is held back until it is known to be none.
    expect(await step(Buffer.alloc(63))).toHaveLength(0);
    expect(await step(Buffer.alloc(1_201))).toHaveLength(632);
    expect(await step(Buffer.alloc(641))).toHaveLength(320);
    expect(await step(Buffer.alloc(641))).toHaveLength(321);
    session.close();
  });

  test('what was cut short is left out; nothing at all is silence', async () => {
    const content = await readRecording('short.opus');
    const sound = await live(content.subarray(0, content.length / 2), 'ogg-opus', 1_000);
    expect(sound.length / RATE).toBeGreaterThan(1);
    expect(await live(new Uint8Array(0), 'mp3', 100)).toHaveLength(0);
  });

  test('an MP4 file with its contents at the end cannot be one', async () => {
    await expect(live(await readRecording('short.m4a'), 'm4a', 1_000)).rejects.toMatchObject({
      reason: 'unsupported-audio',
    });
  });

  test('noise is refused, and bytes that unpack to minutes', async () => {
    const noise = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 2654435761) >>> 24));
    for (const format of ['wav', 'ogg-opus', 'silk', 'amr'] as const)
      await expect(live(noise, format, 500)).rejects.toMatchObject({ reason: 'unreadable-audio' });
    const empty = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(6_100, 0x7c)]);
    await expect(live(empty, 'amr', 16_384)).rejects.toMatchObject({ reason: 'too-long' });
  });
});

describe('a source', () => {
  const NAMES = ['short.flac', 'short.opus', 'short.mp3', 'short.amr', 'short.aac', 'short.m4a'] as const;

  /** Decodes what a source gives that answers as told. */
  async function through(size: number, read: (from: number, length: number) => Promise<Uint8Array>) {
    const intake = new SoundIntake(10);
    const sounds: Float32Array[] = [];
    for await (const block of decodeBlocks(new ByteCursor({ size, read }), {}))
      sounds.push(...intake.add(block));
    return joinSounds([...sounds, ...intake.finish()]);
  }

  test.each(NAMES)('%s in small portions is the same', async (name) => {
    const content = await readRecording(name);
    const read = (from: number, length: number) =>
      Promise.resolve(content.subarray(from, from + Math.min(length, 1_000)));
    const sound = await through(content.length, read);
    expect(bytesOf(sound).equals(bytesOf(await wholeOf(name, content)))).toBe(true);
  });

  test.each(NAMES)(
    '%s: one that says it is larger than it is, or smaller, ends all the same',
    async (name) => {
      const content = await readRecording(name);
      const read = (from: number, length: number) => Promise.resolve(content.subarray(from, from + length));
      for (const size of [2 ** 45, content.length >> 1, 1]) {
        const result = await through(size, read).catch((error: unknown) => error);
        if (!(result instanceof Float32Array)) expect(result).toHaveProperty('reason', 'unreadable-audio');
      }
    },
  );

  test.each(NAMES)('%s with other bytes at every read ends in an error of ours or in sound', async (name) => {
    const content = await readRecording(name);
    let asked = 0;
    const read = (from: number, length: number) => {
      if (++asked > 5_000) throw new Error('it never ends');
      return Promise.resolve(content.subarray(from % 977, (from % 977) + Math.min(length, 4_000)));
    };
    const result = await through(2 ** 40, read).catch((error: unknown) => error);
    if (!(result instanceof Float32Array))
      expect(result).toHaveProperty('reason', expect.stringMatching(/unreadable|too-long/) as string);
  });
});
