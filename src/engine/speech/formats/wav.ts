import type { SoundBuffer } from '../sound-buffer.ts';
import { readSamples, SAMPLE_BYTES, unreadable, type SampleCoding } from './pcm.ts';

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
/** WAVE_FORMAT_EXTENSIBLE: the true tag is the first two bytes of the sub-format. */
const EXTENSIBLE = 0xfffe;

const MAX_CHANNELS = 32;

function codingOf(tag: number, bits: number): SampleCoding {
  const codings: Readonly<Record<string, SampleCoding>> = {
    [`${PCM}/8`]: 'u8',
    [`${PCM}/16`]: 's16',
    [`${PCM}/24`]: 's24',
    [`${PCM}/32`]: 's32',
    [`${FLOAT}/32`]: 'f32',
    [`${FLOAT}/64`]: 'f64',
    [`${A_LAW}/8`]: 'a-law',
    [`${MU_LAW}/8`]: 'mu-law',
  };
  return codings[`${tag}/${bits}`] ?? unreadable('the WAV file holds a coding that is not read');
}

interface WavFormat {
  readonly coding: SampleCoding;
  readonly channels: number;
  readonly rate: number;
  readonly strideBytes: number;
}

function readFormat(view: DataView, at: number, size: number): WavFormat {
  if (size < 16 || at + 16 > view.byteLength) unreadable('the WAV header is cut short');
  const tag = view.getUint16(at, true);
  const channels = view.getUint16(at + 2, true);
  const bits = view.getUint16(at + 14, true);
  const subFormat =
    tag === EXTENSIBLE && size >= 26 && at + 26 <= view.byteLength ? view.getUint16(at + 24, true) : tag;
  const coding = codingOf(subFormat, bits);
  const strideBytes = view.getUint16(at + 12, true) / channels;
  if (channels === 0 || channels > MAX_CHANNELS || strideBytes !== SAMPLE_BYTES[coding])
    unreadable('the WAV header contradicts itself');
  return { coding, channels, rate: view.getUint32(at + 4, true), strideBytes };
}

/** RIFF/WAVE: integer and float PCM, mu-law and A-law; sizes of streams that were never closed are forgiven. */
export function decodeWav(content: Uint8Array, sound: SoundBuffer): void {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  let format: WavFormat | undefined;
  for (let at = 12; at + 8 <= content.length;) {
    const id = view.getUint32(at, false);
    const size = view.getUint32(at + 4, true);
    at += 8;
    if (id === 0x666d7420 /* fmt */) format = readFormat(view, at, size);
    if (id === 0x64617461 /* data */) {
      if (!format) unreadable('the WAV file has no format before its data');
      const data = content.subarray(at, Math.min(content.length, at + size));
      for (const block of readSamples(data, format.coding, format.channels)) sound.add(block, format.rate);
      return;
    }
    at += size + (size & 1);
  }
  unreadable('the WAV file has no data');
}
