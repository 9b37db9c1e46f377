import { EngineError } from '../../types.ts';

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

/** Frames a block: what is decoded at once, so that the limit on length is noticed early. */
const BLOCK_FRAMES = 65_536;

/**
 * Reads interleaved samples.
 * @param strideBytes from one sample to the next, when it is more than the coding needs
 * @yields one Float32Array per channel, -1..1, of at most 65,536 frames; an incomplete last frame is dropped
 */
export function* readSamples(
  data: Uint8Array,
  coding: SampleCoding,
  channels: number,
  strideBytes: number = SAMPLE_BYTES[coding],
): Generator<Float32Array[]> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const frames = Math.floor(data.byteLength / (strideBytes * channels));
  const read = READERS[coding];
  for (let start = 0; start < frames; start += BLOCK_FRAMES) {
    const count = Math.min(BLOCK_FRAMES, frames - start);
    const block = Array.from({ length: channels }, () => new Float32Array(count));
    for (let frame = 0, at = start * channels * strideBytes; frame < count; frame++)
      for (let channel = 0; channel < channels; channel++, at += strideBytes)
        block[channel]![frame] = read(view, at);
    yield block;
  }
}

/** @throws EngineError `unreadable-audio`, always */
export function unreadable(message: string): never {
  throw new EngineError('unreadable-audio', message);
}
