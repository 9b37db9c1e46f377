import { EngineError, type AudioFormat } from '../types.ts';
import type { SpeechOptions } from './types.ts';
import { decodeAdts } from './formats/adts.ts';
import { decodeAmr } from './formats/amr.ts';
import { decodeFlac } from './formats/flac.ts';
import { decodeM4a } from './formats/m4a.ts';
import { decodeMp3 } from './formats/mp3.ts';
import { decodeOggOpus } from './formats/opus.ts';
import { readSamples } from './formats/pcm.ts';
import { decodeSilk } from './formats/silk.ts';
import { sniffFrame, sniffMark } from './formats/sniff.ts';
import { decodeWav } from './formats/wav.ts';
import { SoundBuffer } from './sound-buffer.ts';

/** Decodes a whole file into `sound`, block by block; `maxSeconds` is for decoders that cannot stop half-way. */
type Decoder = (content: Uint8Array, sound: SoundBuffer, maxSeconds: number) => void | Promise<void>;

const unsupported = (name: string): never => {
  throw new EngineError(
    'unsupported-audio',
    `${name} audio is not read: no decoder with a fitting licence is packaged`,
  );
};

const DECODERS: Readonly<Record<Exclude<AudioFormat, 'pcm'>, Decoder>> = {
  wav: decodeWav,
  flac: decodeFlac,
  'ogg-opus': decodeOggOpus,
  mp3: decodeMp3,
  silk: decodeSilk,
  amr: decodeAmr,
  aac: decodeAdts,
  m4a: decodeM4a,
  speex: () => unsupported('Speex'),
};

/** Formats that are one stream of frames, which a decoder can find behind other bytes. */
const UNMARKED: ReadonlySet<AudioFormat> = new Set(['pcm', 'mp3', 'aac', 'speex']);

/** A file with a known mark is read as what it is, whatever it was called. */
function formatOf(content: Uint8Array, stated: AudioFormat): AudioFormat {
  const marked = sniffMark(content);
  if (marked) return marked;
  // Any 16-bit samples may look like an MPEG frame, so what is called PCM is taken as PCM.
  if (stated === 'pcm') return 'pcm';
  const framed = sniffFrame(content);
  if (framed) return framed;
  if (UNMARKED.has(stated)) return stated;
  throw new EngineError('unreadable-audio', 'the content is not audio of the stated format');
}

/**
 * Reads any of the listed formats, in memory.
 * @returns mono, 16 kHz, -1..1
 * @throws EngineError `unreadable-audio`, `unsupported-audio` or `too-long`
 */
export async function decodeAudio(
  content: Uint8Array,
  options: Pick<SpeechOptions, 'format' | 'pcmSampleRate' | 'maxSeconds'>,
): Promise<Float32Array> {
  if (content.length === 0) throw new EngineError('unreadable-audio', 'the audio is empty');
  const sound = new SoundBuffer(options.maxSeconds);
  const format = formatOf(content, options.format);
  if (format === 'pcm') {
    for (const block of readSamples(content, 's16', 1)) sound.add(block, options.pcmSampleRate ?? 16_000);
    return sound.finish();
  }
  try {
    await DECODERS[format](content, sound, options.maxSeconds);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // Decoders of other makers throw what they like, and may quote the input.
    throw new EngineError('unreadable-audio', 'the audio could not be decoded');
  }
  return sound.finish();
}
