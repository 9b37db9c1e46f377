import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { decodeImaAdpcm } from './ima-adpcm.ts';
import { decodeSamples, SAMPLE_BYTES, type SampleCoding } from './pcm.ts';
import { unreadable } from './unreadable.ts';

const PCM = 1;
const FLOAT = 3;
const A_LAW = 6;
const MU_LAW = 7;
const IMA_ADPCM = 17;
/** WAVE_FORMAT_EXTENSIBLE: the true tag is the first two bytes of the sub-format. */
const EXTENSIBLE = 0xfffe;

const MAX_CHANNELS = 32;

const CODINGS: Readonly<Record<string, SampleCoding | 'ima-adpcm'>> = {
  [`${PCM}/8`]: 'u8',
  [`${PCM}/16`]: 's16',
  [`${PCM}/24`]: 's24',
  [`${PCM}/32`]: 's32',
  [`${FLOAT}/32`]: 'f32',
  [`${FLOAT}/64`]: 'f64',
  [`${A_LAW}/8`]: 'a-law',
  [`${MU_LAW}/8`]: 'mu-law',
  [`${IMA_ADPCM}/4`]: 'ima-adpcm',
};

interface WavFormat {
  readonly coding: SampleCoding | 'ima-adpcm';
  readonly channels: number;
  readonly rate: number;
  /** Bytes of one sample of all channels; of one block where samples are coded together. */
  readonly blockBytes: number;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readFormat(chunk: DataView): WavFormat {
  if (chunk.byteLength < 16) unreadable('the WAV header is cut short');
  const tag = chunk.getUint16(0, true);
  const channels = chunk.getUint16(2, true);
  const rate = chunk.getUint32(4, true);
  const blockBytes = chunk.getUint16(12, true);
  const bits = chunk.getUint16(14, true);
  const subFormat = tag === EXTENSIBLE && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : tag;
  const coding =
    CODINGS[`${subFormat}/${bits}`] ?? unreadable('the WAV file holds a coding that is not read');
  if (channels === 0 || channels > MAX_CHANNELS) unreadable('the WAV header contradicts itself');
  if (coding !== 'ima-adpcm' && blockBytes !== SAMPLE_BYTES[coding] * channels)
    unreadable('the WAV header contradicts itself');
  return { coding, channels, rate, blockBytes };
}

/** Where the data chunk says nothing of its size, as RF64 and streams that were never closed do. */
const UNKNOWN_SIZE = 0xffffffff;
const CHUNK_HEADER = 8;
/** Format chunks are 16 to 40 bytes. */
const MOST_FORMAT_BYTES = 4_096;

/** RIFF/WAVE and RF64: integer and float PCM, mu-law, A-law and IMA ADPCM; sizes of streams that were never closed are forgiven. */
export async function* decodeWav(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  let format: WavFormat | undefined;
  for (await cursor.skip(12); ;) {
    const header = viewOf(await cursor.take(CHUNK_HEADER));
    if (header.byteLength < CHUNK_HEADER) unreadable('the WAV file has no data');
    const id = header.getUint32(0, false);
    const size = header.getUint32(4, true);
    const next = cursor.position + size + (size & 1);
    if (id === 0x666d7420 /* fmt */)
      format = readFormat(viewOf(await cursor.peek(Math.min(size, MOST_FORMAT_BYTES))));
    if (id === 0x64617461 /* data */) {
      if (!format) unreadable('the WAV file has no format before its data');
      // A stream's header was written before anybody knew.
      const length = size === UNKNOWN_SIZE || (size === 0 && cursor.size === Infinity) ? Infinity : size;
      return yield* format.coding === 'ima-adpcm'
        ? decodeImaAdpcm(cursor, format, length)
        : decodeSamples(cursor, { ...format, coding: format.coding }, length);
    }
    await cursor.seek(next);
  }
}
