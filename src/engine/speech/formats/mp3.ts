import { MPEGDecoder } from 'mpg123-decoder';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { isMono, readMpegFrames } from './mpeg-frames.ts';
import { unreadable } from './unreadable.ts';

/** Frames handed over at once: about a second. */
const BATCH = 40;
/** No layer III frame is longer, with its successor's header. */
const LONGEST_FRAME = 2_890;

/** MPEG-1, 2 and 2.5 layer III, decoded by mpg123; tags and damage between frames are stepped over. */
export async function* decodeMp3(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    let batch: Uint8Array[] = [];
    const flush = () => {
      const { channelData, samplesDecoded, sampleRate } = decoder.decode(Buffer.concat(batch));
      // The decoder gives two channels of everything.
      const channels = batch.every(isMono) ? channelData.slice(0, 1) : channelData;
      batch = [];
      return samplesDecoded > 0 ? [{ channels, rate: sampleRate }] : [];
    };
    // mpg123 is given whole frames only: it may look for a frame without end in bytes that hold none.
    let frames = 0;
    for await (const frame of readMpegFrames(cursor)) {
      frames++;
      if (batch.push(frame) === BATCH || cursor.buffered < LONGEST_FRAME) yield* flush();
    }
    if (frames === 0) unreadable('the content holds no MPEG audio');
    if (batch.length > 0) yield* flush();
  } finally {
    decoder.free();
  }
}
