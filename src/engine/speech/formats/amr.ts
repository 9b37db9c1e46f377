import { decoder as createDecoder } from '@audio/decode-amr';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { unreadable } from './unreadable.ts';

/** Bytes of a frame with its header byte, by frame type: RFC 4867 section 5.3; 0 where the type is reserved. */
const NARROWBAND_BYTES = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 1, 1] as const;
const WIDEBAND_BYTES = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1] as const;
const NARROWBAND_MARK = '#!AMR\n';
const WIDEBAND_MARK = '#!AMR-WB\n';
/** Frames of 20 ms decoded at once. */
const BATCH = 500;
const LONGEST_FRAME = 61;

/** AMR narrowband and wideband files, RFC 4867 section 5, one channel. */
export async function* decodeAmr(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  const start = await cursor.peek(WIDEBAND_MARK.length);
  const mark = [WIDEBAND_MARK, NARROWBAND_MARK].find((text) =>
    Buffer.from(text).equals(start.subarray(0, text.length)),
  );
  if (!mark) unreadable('the AMR file is of a kind that is not read');
  const sizes = mark === WIDEBAND_MARK ? WIDEBAND_BYTES : NARROWBAND_BYTES;
  const decoder = await createDecoder();
  try {
    decoder.decode(await cursor.take(mark.length));
    let batch: Uint8Array[] = [];
    const flush = () => {
      const { channelData, sampleRate } = decoder.decode(Buffer.concat(batch));
      batch = [];
      return channelData.length > 0 ? [{ channels: channelData, rate: sampleRate }] : [];
    };
    for (let ended = false; !ended;) {
      const [header] = await cursor.peek(1);
      const size = header === undefined ? 0 : sizes[(header >> 3) & 15]!;
      if (header !== undefined && size === 0) unreadable('an AMR frame is of a reserved type');
      const frame = await cursor.take(size);
      ended = size === 0 || frame.length < size;
      if (!ended) batch.push(frame);
      if (ended || batch.length === BATCH || cursor.buffered < LONGEST_FRAME) yield* flush();
    }
  } finally {
    decoder.free();
  }
}
