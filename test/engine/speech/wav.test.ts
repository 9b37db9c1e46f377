import { describe, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/speech/decode-audio.ts';
import { encodePcm, wrapWav } from '../../material/speech.ts';

const RATE = 16_000;
const tone = Float32Array.from({ length: 8_000 }, (_, i) => 0.5 * Math.sin(i / 9) * Math.sin(i / 1_300));

const decode = (content: Uint8Array): Promise<Float32Array> =>
  decodeAudio(content, { format: 'wav', maxSeconds: 60 });

const chunk = (id: string, ...parts: readonly Uint8Array[]): Buffer => {
  const header = Buffer.alloc(8);
  header.write(id, 'latin1');
  header.writeUInt32LE(Buffer.concat(parts).length, 4);
  return Buffer.concat([header, ...parts]);
};

/** A format chunk of one channel. */
function format(tag: number, bits: number, blockBytes: number, extension = Buffer.alloc(0)): Buffer {
  const content = Buffer.alloc(16);
  content.writeUInt16LE(tag, 0);
  content.writeUInt16LE(1, 2);
  content.writeUInt32LE(RATE, 4);
  content.writeUInt16LE(blockBytes, 12);
  content.writeUInt16LE(bits, 14);
  return chunk('fmt ', content, extension);
}

const riff = (...chunks: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE'), ...chunks]);

const differences = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value - b[i]!);

describe('kinds of WAV', () => {
  test('RF64, whose sizes stand elsewhere, between chunks of other uses', async () => {
    const data = chunk('data', encodePcm(tone));
    data.writeUInt32LE(0xffffffff, 4);
    const wave = riff(
      chunk('ds64', Buffer.alloc(28)),
      chunk('LIST', Buffer.alloc(300_000)),
      format(1, 16, 2),
      data,
    );
    wave.write('RF64', 'latin1');
    expect(Math.max(...differences(await decode(wave), tone).map(Math.abs))).toBeLessThan(1e-4);
  });

  test('WAVE_FORMAT_EXTENSIBLE', async () => {
    const extension = Buffer.alloc(24);
    extension.writeUInt16LE(22, 0);
    extension.writeUInt16LE(16, 2);
    extension.writeUInt16LE(1, 8);
    const wave = riff(format(0xfffe, 16, 2, extension), chunk('data', encodePcm(tone)));
    expect(await decode(wave)).toHaveLength(tone.length);
  });

  test('what follows the data is not sound', async () => {
    const wave = Buffer.concat([
      riff(format(1, 16, 2), chunk('data', encodePcm(tone))),
      Buffer.alloc(5_000, 9),
    ]);
    expect(await decode(wave)).toHaveLength(tone.length);
  });

  test.each([
    ['a format that contradicts itself', riff(format(1, 16, 3), chunk('data', Buffer.alloc(10)))],
    ['a coding that is not read', riff(format(0x31, 4, 65), chunk('data', Buffer.alloc(650)))],
    ['no format', riff(chunk('data', Buffer.alloc(10)))],
    ['no data', riff(format(1, 16, 2))],
    ['no samples', riff(format(1, 16, 2), chunk('data'))],
    ['blocks of nothing', riff(format(17, 4, 0), chunk('data', Buffer.alloc(10)))],
    ['a rate of nothing', wrapWav(Buffer.alloc(10), { tag: 1, channels: 1, rate: 0, bits: 16 })],
  ])('%s', async (_, wave) => {
    await expect(decode(wave)).rejects.toMatchObject({ reason: 'unreadable-audio' });
  });
});

describe('IMA ADPCM', () => {
  const BLOCK_SAMPLES = 505;
  const BLOCK_BYTES = 256;
  /** The standard's table by its rule: each step is a tenth more than the one before, rounded down from the exact value. */
  const step = (index: number): number => Math.min(32_767, Math.floor(7.3 * 1.1 ** index));

  /** Codes one block, with steps that are near those of the standard: what the decoder adds up must come near the sound. */
  function encodeBlock(samples: Float32Array): Buffer {
    const block = Buffer.alloc(BLOCK_BYTES);
    let value = Math.round(samples[0]! * 32768);
    let index = 40;
    block.writeInt16LE(value, 0);
    block[2] = index;
    samples.subarray(1).forEach((sample, i) => {
      const wanted = Math.round(sample * 32768) - value;
      const magnitude = Math.min(7, Math.floor((4 * Math.abs(wanted)) / step(index)));
      const code = magnitude | (wanted < 0 ? 8 : 0);
      const change = ((magnitude + 0.5) * step(index)) / 4;
      value = Math.max(-32768, Math.min(32767, value + (wanted < 0 ? -change : change)));
      index = Math.max(0, Math.min(88, index + [-1, -1, -1, -1, 2, 4, 6, 8][magnitude]!));
      block[4 + (i >> 1)]! |= i % 2 ? code << 4 : code;
    });
    return block;
  }

  test('blocks of 505 samples', async () => {
    const blocks = Array.from({ length: 15 }, (_, i) =>
      encodeBlock(tone.subarray(i * BLOCK_SAMPLES, (i + 1) * BLOCK_SAMPLES)),
    );
    const sound = await decode(riff(format(17, 4, BLOCK_BYTES), chunk('data', ...blocks)));
    expect(sound).toHaveLength(15 * BLOCK_SAMPLES);
    const energy = (x: Float32Array): number => x.reduce((sum, value) => sum + value * value, 0);
    const noise = energy(differences(sound, tone)) / energy(tone.subarray(0, sound.length));
    expect(10 * Math.log10(noise)).toBeLessThan(-15);
  });
});
