import { readFile } from 'node:fs/promises';
import { decodeAudio } from '../../src/engine/speech/decode-audio.ts';

export interface SpeechSample {
  /** 16-bit PCM, mono, 16 kHz, in RIFF/WAVE. */
  readonly wav: Buffer;
  /** What is said, as English is written. */
  readonly transcript: string;
  readonly seconds: number;
}

/** What all `short.*` recordings say. */
export const SHORT_TRANSCRIPT =
  'I want to close my account today, please. Thank you very much for your help.';

const RATE = 16_000;

/** A recording from `audio/`, see the README there. */
export const readRecording = (name: string): Promise<Buffer> =>
  readFile(new URL(`audio/${name}`, import.meta.url));

/** Ten seconds of synthesised speech: three sentences that name an invented person. */
export async function speechSample(): Promise<SpeechSample> {
  const sound = await decodeAudio(await readRecording('speech.opus'), { format: 'ogg-opus', maxSeconds: 60 });
  return {
    wav: encodeWav(sound, RATE),
    transcript:
      'Good morning. My name is Alice Brown, and I would like to open a savings account. ' +
      'Could you please send the papers to my office in London? Thank you very much.',
    seconds: sound.length / RATE,
  };
}

/** The header of a RIFF/WAVE file, and its data after it. */
export function wrapWav(
  data: Uint8Array,
  format: { tag: number; channels: number; rate: number; bits: number },
): Buffer {
  const stride = (format.channels * format.bits) / 8;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format.tag, 20);
  header.writeUInt16LE(format.channels, 22);
  header.writeUInt32LE(format.rate, 24);
  header.writeUInt32LE(format.rate * stride, 28);
  header.writeUInt16LE(stride, 32);
  header.writeUInt16LE(format.bits, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

/** 16-bit little-endian samples of a mono sound, -1..1. */
export function encodePcm(sound: Float32Array): Buffer {
  const data = Buffer.alloc(2 * sound.length);
  sound.forEach((value, i) =>
    data.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(value * 32768))), 2 * i),
  );
  return data;
}

/** A mono sound, -1..1, as a 16-bit WAV file. */
export const encodeWav = (sound: Float32Array, rate: number): Buffer =>
  wrapWav(encodePcm(sound), { tag: 1, channels: 1, rate, bits: 16 });
