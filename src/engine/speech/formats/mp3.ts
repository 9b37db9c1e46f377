import { MPEGDecoder } from 'mpg123-decoder';
import type { SoundBuffer } from '../sound-buffer.ts';
import { readMpegFrames } from './mpeg-frames.ts';
import { unreadable } from './pcm.ts';

/** Frames handed over at once: about a second. */
const BATCH = 40;

/** MPEG-1, 2 and 2.5 layer III, decoded by mpg123; tags and damage between frames are stepped over. */
export async function decodeMp3(content: Uint8Array, sound: SoundBuffer): Promise<void> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    let batch: Uint8Array[] = [];
    const flush = () => {
      const { channelData, samplesDecoded, sampleRate } = decoder.decode(Buffer.concat(batch));
      if (samplesDecoded > 0) sound.add(channelData, sampleRate);
      batch = [];
    };
    // mpg123 is given whole frames only: it may look for a frame without end in bytes that hold none.
    let frames = 0;
    for (const frame of readMpegFrames(content)) {
      frames++;
      if (batch.push(frame) === BATCH) flush();
    }
    if (frames === 0) unreadable('the content holds no MPEG audio');
    flush();
  } finally {
    decoder.free();
  }
}
