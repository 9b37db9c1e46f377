import type { SoundBuffer } from '../sound-buffer.ts';
import { AacDecoder } from './aac/aac-decoder.ts';
import { id3Size } from './mpeg-frames.ts';
import { unreadable } from './pcm.ts';

interface AdtsHeader {
  readonly rateIndex: number;
  readonly headerBytes: number;
  readonly frameBytes: number;
}

const LOW_COMPLEXITY = 1;

function readHeader(content: Uint8Array, at: number): AdtsHeader | undefined {
  if (at + 7 > content.length || content[at] !== 0xff || (content[at + 1]! & 0xf6) !== 0xf0) return undefined;
  const rateIndex = (content[at + 2]! >> 2) & 15;
  const headerBytes = content[at + 1]! & 1 ? 7 : 9;
  const frameBytes = ((content[at + 3]! & 3) << 11) | (content[at + 4]! << 3) | (content[at + 5]! >> 5);
  if (rateIndex > 11 || frameBytes <= headerBytes) return undefined;
  if (content[at + 2]! >> 6 !== LOW_COMPLEXITY) unreadable('only the low complexity profile of AAC is read');
  if ((content[at + 6]! & 3) !== 0) unreadable('ADTS frames of several blocks are not read');
  return { rateIndex, headerBytes, frameBytes };
}

/** AAC in an ADTS stream, ISO/IEC 14496-3 annex 1.A; bytes between frames are stepped over. */
export function decodeAdts(content: Uint8Array, sound: SoundBuffer): void {
  let decoder: AacDecoder | undefined;
  let rateIndex = -1;
  for (let at = id3Size(content); at + 7 <= content.length;) {
    const header = readHeader(content, at);
    if (!header) {
      at++;
      continue;
    }
    if (at + header.frameBytes > content.length) break;
    if (!decoder) {
      rateIndex = header.rateIndex;
      decoder = new AacDecoder(rateIndex);
    } else if (header.rateIndex !== rateIndex) unreadable('the sample rate changes within the audio');
    const channels = decoder.decode(content.subarray(at + header.headerBytes, at + header.frameBytes));
    if (channels.length > 0) sound.add(channels, decoder.rate);
    at += header.frameBytes;
  }
}
