import { encode as encodeSilk } from 'silk-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/speech/decode-audio.ts';
import type { AudioFormat, EngineErrorReason } from '../../../src/engine/types.ts';
import { encodePcm, encodeWav, readRecording, wrapWav } from '../../material/speech.ts';

const RATE = 16_000;
const decode = (content: Uint8Array, format: AudioFormat, maxSeconds = 60) =>
  decodeAudio(content, { format, maxSeconds });

const failure = (reason: EngineErrorReason): unknown => expect.objectContaining({ reason });

/**
 * The largest normalised cross-correlation of the first seconds within 50 ms: 1 for the same sound, however delayed or
 * scaled.
 */
function likeness(first: Float32Array, second: Float32Array): number {
  const reach = 800;
  const a = first.subarray(0, 2 * RATE);
  const b = second.subarray(0, 2 * RATE);
  const energy = (x: Float32Array) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
  let best = 0;
  for (let shift = -reach; shift <= reach; shift++) {
    let sum = 0;
    for (let i = Math.max(0, -shift); i < Math.min(a.length, b.length - shift); i++)
      sum += a[i]! * b[i + shift]!;
    best = Math.max(best, Math.abs(sum));
  }
  return best / (energy(a) * energy(b));
}

let reference: Float32Array;
beforeAll(async () => {
  reference = await decode(await readRecording('short.flac'), 'flac');
});

describe('recordings', () => {
  test.each([
    ['short.opus', 'ogg-opus', 0.9],
    ['short.mp3', 'mp3', 0.9],
    ['short.amr', 'amr', 0.7],
    ['short-wideband.amr', 'amr', 0.7],
    ['short.aac', 'aac', 0.9],
    ['short.m4a', 'm4a', 0.9],
  ] as const)('%s', async (name, format, least) => {
    const sound = await decode(await readRecording(name), format);
    expect(sound.length / RATE).toBeCloseTo(reference.length / RATE, 0);
    expect(likeness(reference, sound)).toBeGreaterThan(least);
  });

  test('SILK, with and without the byte before its mark', async () => {
    const { data } = await encodeSilk(encodePcm(reference), RATE);
    expect(likeness(reference, await decode(data, 'silk'))).toBeGreaterThan(0.7);
    expect(likeness(reference, await decode(data.subarray(1), 'silk'))).toBeGreaterThan(0.7);
  });

  test.each([['short.spx', 'speex']] as const)('%s is refused by name', async (name, format) => {
    await expect(decode(await readRecording(name), format)).rejects.toEqual(failure('unsupported-audio'));
  });
});

describe('WAV', () => {
  const sound = Float32Array.from({ length: 3_200 }, (_, i) => 0.5 * Math.sin(i / 7));

  const codings: readonly [string, number, number, (value: number, data: Buffer, at: number) => void][] = [
    ['8-bit', 1, 8, (v, data, at) => data.writeUInt8(Math.round(v * 127) + 128, at)],
    ['16-bit', 1, 16, (v, data, at) => data.writeInt16LE(Math.round(v * 32767), at)],
    ['24-bit', 1, 24, (v, data, at) => data.writeIntLE(Math.round(v * 8388607), at, 3)],
    ['32-bit', 1, 32, (v, data, at) => data.writeInt32LE(Math.round(v * 2147483647), at)],
    ['float', 3, 32, (v, data, at) => data.writeFloatLE(v, at)],
    ['double', 3, 64, (v, data, at) => data.writeDoubleLE(v, at)],
  ];

  test.each(codings)('%s', async (_, tag, bits, write) => {
    const data = Buffer.alloc((sound.length * bits) / 8);
    sound.forEach((value, i) => write(value, data, (i * bits) / 8));
    const decoded = await decode(wrapWav(data, { tag, channels: 1, rate: RATE, bits }), 'wav');
    expect(decoded).toHaveLength(sound.length);
    expect(Math.max(...decoded.map((value, i) => Math.abs(value - sound[i]!)))).toBeLessThan(
      bits === 8 ? 0.01 : 1e-4,
    );
  });

  test('G.711: known codes of mu-law and A-law', async () => {
    const wrap = (tag: number, ...codes: number[]) =>
      wrapWav(Buffer.from(codes), { tag, channels: 1, rate: RATE, bits: 8 });
    const muLaw = await decode(wrap(7, 0xff, 0x7f, 0x80, 0x00), 'wav');
    expect([...muLaw].map((v) => Math.round(v * 32768) || 0)).toEqual([0, 0, 32124, -32124]);
    const aLaw = await decode(wrap(6, 0xd5, 0x55, 0xaa, 0x2a), 'wav');
    expect([...aLaw].map((v) => Math.round(v * 32768))).toEqual([8, -8, 32256, -32256]);
  });

  test('channels are averaged', async () => {
    const data = Buffer.from(new Float32Array([0.5, 0.1, -0.2, 0.4]).buffer);
    const decoded = await decode(wrapWav(data, { tag: 3, channels: 2, rate: RATE, bits: 32 }), 'wav');
    expect([...decoded].map((v) => Number(v.toFixed(3)))).toEqual([0.3, 0.1]);
  });

  test('a stream whose header was never completed', async () => {
    const wav = encodeWav(sound, RATE);
    wav.writeUInt32LE(0xffffffff, 40);
    expect(await decode(wav, 'wav')).toHaveLength(sound.length);
  });
});

describe('raw PCM', () => {
  test('at 8 and 16 kHz', async () => {
    const content = encodePcm(reference);
    const at = (pcmSampleRate: 8000 | 16000) =>
      decodeAudio(content, { format: 'pcm', pcmSampleRate, maxSeconds: 60 });
    expect(await at(16000)).toHaveLength(reference.length);
    expect(await at(8000)).toHaveLength(2 * reference.length);
  });

  test('samples that look like an MPEG frame are samples', async () => {
    const content = Buffer.alloc(3_200, Buffer.from([0xff, 0xfb, 0x90, 0x64]));
    expect(await decode(content, 'pcm')).toHaveLength(1_600);
  });
});

describe('what cannot be read', () => {
  test('the content decides, not the name', async () => {
    const mp3 = await decode(await readRecording('short.mp3'), 'wav');
    expect(mp3.length).toBeGreaterThan(4 * RATE);
  });

  test.each(['wav', 'flac', 'ogg-opus', 'mp3', 'silk', 'amr', 'm4a', 'aac'] as const)(
    'noise called %s',
    async (format) => {
      const noise = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 2654435761) >>> 24));
      await expect(decode(noise, format)).rejects.toEqual(
        expect.objectContaining({ reason: expect.stringMatching(/unreadable|unsupported/) as string }),
      );
      await expect(decode(new Uint8Array(0), format)).rejects.toEqual(failure('unreadable-audio'));
    },
  );

  test.each([
    'short.flac',
    'short.opus',
    'short.mp3',
    'short.amr',
    'short-wideband.amr',
    'short.aac',
    'short.m4a',
  ])('a broken %s ends quickly, in sound or in an error of ours', async (name) => {
    const whole = await readRecording(name);
    for (let seed = 1; seed <= 12; seed++) {
      const broken = Buffer.from(whole.subarray(0, whole.length >> (seed % 3)));
      for (let hit = 0, at = seed; hit < 30; hit++, at = (at * 48271) % 2147483647)
        broken[at % broken.length] = at & 255;
      const result = await decode(broken, 'mp3').catch((error: unknown) => error);
      if (!(result instanceof Float32Array)) expect(result).toHaveProperty('reason');
    }
  });
});

describe('more sound than allowed', () => {
  test.each([
    ['short.flac', 'flac'],
    ['short.opus', 'ogg-opus'],
    ['short.mp3', 'mp3'],
    ['short.amr', 'amr'],
    ['short.aac', 'aac'],
    ['short.m4a', 'm4a'],
  ] as const)('%s', async (name, format) => {
    await expect(decode(await readRecording(name), format, 2)).rejects.toEqual(failure('too-long'));
  });

  test('a small file that unpacks to hours', async () => {
    // AMR frames of the kind "no data" are one byte for 20 ms.
    const amr = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(1_000_000, 0x7c)]);
    await expect(decode(amr, 'amr')).rejects.toEqual(failure('too-long'));
    const silk = Buffer.concat([Buffer.from('#!SILK_V3'), Buffer.alloc(1_000_000)]);
    await expect(decode(silk, 'silk')).rejects.toEqual(failure('too-long'));
  });
});
