import { OpusDecoder } from 'opus-decoder';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { unreadable } from './unreadable.ts';

const RATE = 16_000;
/** What stands before each frame, and before the two bytes of its length. */
const FRAME_MARK = 'opus';
const HEADER = FRAME_MARK.length + 2;

const isMarked = (bytes: Uint8Array): boolean =>
  Buffer.from(FRAME_MARK).equals(bytes.subarray(0, FRAME_MARK.length));

/**
 * The documentation does not say which byte of a length comes first. Frames are far shorter than 256 × 256 bytes, so the
 * smaller reading is nearly always right; what follows the frame tells for sure.
 * @returns undefined where both readings are the same
 */
async function isLittleEndian(cursor: ByteCursor, view: DataView): Promise<boolean | undefined> {
  const [little, big] = [view.getUint16(4, true), view.getUint16(4, false)];
  if (little === big) return undefined;
  const smaller = Math.min(little, big);
  const after = (await cursor.peek(HEADER + smaller + FRAME_MARK.length)).subarray(HEADER + smaller);
  return (after.length < FRAME_MARK.length || isMarked(after)) === (little === smaller);
}

/** The frames of a stream, without what stands before them; the last one is left out where it is cut short. */
async function* readFrames(cursor: ByteCursor): AsyncGenerator<Uint8Array, void, undefined> {
  let little: boolean | undefined;
  for (;;) {
    const header = await cursor.peek(HEADER);
    if (header.length < HEADER) return;
    if (!isMarked(header)) unreadable('an Opus frame does not start where it should');
    const view = new DataView(Uint8Array.from(header).buffer);
    little ??= await isLittleEndian(cursor, view);
    const length = view.getUint16(4, little);
    await cursor.skip(HEADER);
    const frame = await cursor.take(length);
    if (frame.length < length) return;
    if (length > 0) yield frame;
  }
}

/**
 * Opus without Ogg, as the real-time API describes it for `voice_format` 10: `opus`, the length in two bytes, the frame, and
 * so on; one channel.
 * https://cloud.tencent.com/document/product/1093/48982
 */
export async function* decodeOpusFrames(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  const decoder = new OpusDecoder({ sampleRate: RATE, channels: 1 });
  await decoder.ready;
  try {
    for await (const frame of readFrames(cursor)) {
      const { channelData, samplesDecoded } = decoder.decodeFrame(frame);
      if (samplesDecoded === 0) unreadable('an Opus frame is broken');
      yield { channels: channelData.map((channel) => channel.subarray(0, samplesDecoded)), rate: RATE };
    }
  } finally {
    decoder.free();
  }
}
