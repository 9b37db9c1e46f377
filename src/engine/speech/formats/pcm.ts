import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';

/** How one sample of one channel lies in the bytes. Little-endian, as in RIFF. */
export type SampleCoding = 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64' | 'mu-law' | 'a-law';

export const SAMPLE_BYTES: Readonly<Record<SampleCoding, number>> = {
  u8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
  'mu-law': 1,
  'a-law': 1,
};

/** ITU-T G.711, mu-law: 8 bits → -1..1. */
function expandMuLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = (((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7);
  return ((bits & 0x80 ? -1 : 1) * (magnitude - 0x84)) / 32768;
}

/** ITU-T G.711, A-law: 8 bits → -1..1. */
function expandALaw(code: number): number {
  const bits = code ^ 0x55;
  const segment = (bits >> 4) & 7;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? mantissa : (mantissa + 0x100) << (segment - 1);
  return ((bits & 0x80 ? 1 : -1) * magnitude) / 32768;
}

const tableOf = (expand: (code: number) => number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, code) => expand(code));

const MU_LAW = tableOf(expandMuLaw);
const A_LAW = tableOf(expandALaw);

const READERS: Readonly<Record<SampleCoding, (view: DataView, at: number) => number>> = {
  u8: (view, at) => (view.getUint8(at) - 128) / 128,
  s16: (view, at) => view.getInt16(at, true) / 32768,
  s24: (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608,
  s32: (view, at) => view.getInt32(at, true) / 2147483648,
  f32: (view, at) => view.getFloat32(at, true),
  f64: (view, at) => view.getFloat64(at, true),
  'mu-law': (view, at) => MU_LAW[view.getUint8(at)]!,
  'a-law': (view, at) => A_LAW[view.getUint8(at)]!,
};

/** Bytes decoded at once. */
const BLOCK_BYTES = 128 * 1024;

/**
 * Reads interleaved samples.
 * @returns one array per channel, -1..1; an incomplete last frame is dropped
 */
export function readSamples(data: Uint8Array, coding: SampleCoding, channels: number): Float32Array[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const stride = SAMPLE_BYTES[coding];
  const frames = Math.floor(data.byteLength / (stride * channels));
  const read = READERS[coding];
  const block = Array.from({ length: channels }, () => new Float32Array(frames));
  for (let frame = 0, at = 0; frame < frames; frame++)
    for (let channel = 0; channel < channels; channel++, at += stride)
      block[channel]![frame] = read(view, at);
  return block;
}

export interface SampleFormat {
  readonly coding: SampleCoding;
  readonly channels: number;
  /** Hz */
  readonly rate: number;
}

/** Decodes `length` bytes of interleaved samples, or those that there are; an incomplete last frame is dropped. */
export async function* decodeSamples(
  cursor: ByteCursor,
  { coding, channels, rate }: SampleFormat,
  length = Infinity,
): AsyncGenerator<SoundBlock, void, undefined> {
  const frameBytes = SAMPLE_BYTES[coding] * channels;
  for (let left = length; left >= frameBytes;) {
    const ready = Math.max(frameBytes, Math.min(cursor.buffered, BLOCK_BYTES, left));
    const bytes = await cursor.take(ready - (ready % frameBytes));
    if (bytes.length < frameBytes) return;
    left -= bytes.length;
    yield { channels: readSamples(bytes, coding, channels), rate };
  }
}
