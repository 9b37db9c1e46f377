import { AacDecoder } from './aac/aac-decoder.ts';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { ID3_HEADER, id3Size } from './mpeg-frames.ts';
import { unreadable } from './unreadable.ts';

interface AdtsHeader {
  readonly rateIndex: number;
  readonly headerBytes: number;
  readonly frameBytes: number;
}

const LOW_COMPLEXITY = 1;
const HEADER_BYTES = 7;

function readHeader(content: Uint8Array, at: number): AdtsHeader | undefined {
  if (at + HEADER_BYTES > content.length || content[at] !== 0xff || (content[at + 1]! & 0xf6) !== 0xf0)
    return undefined;
  const rateIndex = (content[at + 2]! >> 2) & 15;
  const headerBytes = content[at + 1]! & 1 ? 7 : 9;
  const frameBytes = ((content[at + 3]! & 3) << 11) | (content[at + 4]! << 3) | (content[at + 5]! >> 5);
  if (rateIndex > 11 || frameBytes <= headerBytes) return undefined;
  if (content[at + 2]! >> 6 !== LOW_COMPLEXITY) unreadable('only the low complexity profile of AAC is read');
  if ((content[at + 6]! & 3) !== 0) unreadable('ADTS frames of several blocks are not read');
  return { rateIndex, headerBytes, frameBytes };
}

/** AAC in an ADTS stream, ISO/IEC 14496-3 annex 1.A; bytes between frames are stepped over. */
export async function* decodeAdts(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  let decoder: AacDecoder | undefined;
  let rateIndex = -1;
  await cursor.skip(id3Size(await cursor.peek(ID3_HEADER)));
  for (;;) {
    const start = await cursor.peek(HEADER_BYTES);
    if (start.length < HEADER_BYTES) return;
    const header = readHeader(start, 0);
    if (!header) {
      await cursor.skip(1);
      continue;
    }
    const frame = await cursor.take(header.frameBytes);
    if (frame.length < header.frameBytes) return;
    if (!decoder) {
      rateIndex = header.rateIndex;
      decoder = new AacDecoder(rateIndex);
    } else if (header.rateIndex !== rateIndex) unreadable('the sample rate changes within the audio');
    const channels = decoder.decode(frame.subarray(header.headerBytes));
    if (channels.length > 0) yield { channels, rate: decoder.rate };
  }
}
