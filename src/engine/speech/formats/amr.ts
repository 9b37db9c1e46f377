import { decoder as createDecoder } from '@audio/decode-amr';
import type { SoundBuffer } from '../sound-buffer.ts';
import { unreadable } from './pcm.ts';

/** Bytes of a frame with its header byte, by frame type: RFC 4867 section 5.3; 0 where the type is reserved. */
const NARROWBAND_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 1, 1] as const;
const WIDEBAND_BYTES = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1] as const;
const NARROWBAND_MARK = '#!AMR\n';
const WIDEBAND_MARK = '#!AMR-WB\n';
/** Frames of 20 ms decoded at once. */
const BATCH = 500;

/** AMR narrowband and wideband files, RFC 4867 section 5, one channel. */
export async function decodeAmr(content: Uint8Array, sound: SoundBuffer): Promise<void> {
  const mark = [WIDEBAND_MARK, NARROWBAND_MARK].find((text) =>
    Buffer.from(text).equals(content.subarray(0, text.length)),
  );
  if (!mark) unreadable('the AMR file is of a kind that is not read');
  const sizes = mark === WIDEBAND_MARK ? WIDEBAND_BYTES : NARROWBAND_BYTES;
  const decoder = await createDecoder();
  try {
    decoder.decode(content.subarray(0, mark.length));
    let batchStart = mark.length;
    let frames = 0;
    const flush = (end: number) => {
      const { channelData, sampleRate } = decoder.decode(content.subarray(batchStart, end));
      if (channelData.length > 0) sound.add(channelData, sampleRate);
      batchStart = end;
    };
    for (let at = mark.length; at < content.length;) {
      const size = sizes[(content[at]! >> 3) & 15]!;
      if (size === 0) unreadable('an AMR frame is of a reserved type');
      if (at + size > content.length) break;
      at += size;
      if (++frames % BATCH === 0) flush(at);
    }
    flush(content.length);
  } finally {
    decoder.free();
  }
}
