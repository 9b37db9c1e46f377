import { EngineError, type AudioFormat } from '../types.ts';
import { decodeAdts } from './formats/adts.ts';
import { decodeAmr } from './formats/amr.ts';
import { ByteCursor, feedOf } from './formats/byte-cursor.ts';
import type { Decoder, SoundBlock } from './formats/decoder.ts';
import { decodeFlac } from './formats/flac.ts';
import { decodeM4a } from './formats/m4a.ts';
import { decodeMp3 } from './formats/mp3.ts';
import { ID3_HEADER, id3Size } from './formats/mpeg-frames.ts';
import { decodeOpusFrames } from './formats/opus-frames.ts';
import { decodeOggOpus } from './formats/opus.ts';
import { decodeSamples } from './formats/pcm.ts';
import { decodeSilk } from './formats/silk.ts';
import { sniffFrame, sniffMark } from './formats/sniff.ts';
import { decodeWav } from './formats/wav.ts';
import { SoundBuffer } from './sound-buffer.ts';

const DECODERS: Readonly<Record<Exclude<AudioFormat, 'pcm' | 'speex'>, Decoder>> = {
  wav: decodeWav,
  flac: decodeFlac,
  'ogg-opus': decodeOggOpus,
  'opus-frames': decodeOpusFrames,
  mp3: decodeMp3,
  silk: decodeSilk,
  amr: decodeAmr,
  aac: decodeAdts,
  m4a: decodeM4a,
};

/** Formats that are one stream of frames, which a decoder can find behind other bytes. */
const UNMARKED: ReadonlySet<AudioFormat> = new Set(['pcm', 'mp3', 'aac', 'speex']);

/** All marks lie within that many bytes. */
const MARK_BYTES = 64;

export interface FormatOptions {
  /** Absent: told by the marks of the audio. */
  readonly format?: AudioFormat;
  /** Hz of raw `pcm`; default 16,000. */
  readonly pcmSampleRate?: 8000 | 16000;
}

/** Audio with a known mark is read as what it is, whatever it was called. */
async function formatOf(cursor: ByteCursor, stated: AudioFormat | undefined): Promise<AudioFormat> {
  const marked = sniffMark(await cursor.peek(MARK_BYTES));
  if (marked) return marked;
  // Any 16-bit samples may look like an MPEG frame, so what is called PCM is taken as PCM.
  if (stated === 'pcm') return 'pcm';
  const framed = await sniffBehindTag(cursor);
  if (framed) return framed;
  if (stated && UNMARKED.has(stated)) return stated;
  throw new EngineError('unreadable-audio', 'the content is not audio of the stated format');
}

/** Looks behind an ID3 tag, which may be long; in a live stream only at what has come. */
async function sniffBehindTag(cursor: ByteCursor): Promise<AudioFormat | undefined> {
  const tag = id3Size(await cursor.peek(ID3_HEADER));
  if (cursor.size === Infinity && tag > 0) return undefined;
  const start = cursor.position;
  await cursor.skip(tag);
  const framed = sniffFrame(await cursor.peek(2));
  await cursor.seek(start);
  return framed;
}

/**
 * Reads any of the listed formats as its bytes come.
 * @throws EngineError `unreadable-audio` or `unsupported-audio`
 */
export async function* decodeBlocks(
  cursor: ByteCursor,
  { format: stated, pcmSampleRate = 16_000 }: FormatOptions,
): AsyncGenerator<SoundBlock, void, undefined> {
  if ((await cursor.peek(1)).length === 0) throw new EngineError('unreadable-audio', 'the audio is empty');
  const format = await formatOf(cursor, stated);
  if (format === 'speex')
    throw new EngineError(
      'unsupported-audio',
      'Speex audio is not read: no decoder with a fitting licence is packaged',
    );
  if (format === 'pcm')
    return yield* decodeSamples(cursor, { coding: 's16', channels: 1, rate: pcmSampleRate });
  try {
    yield* DECODERS[format](cursor);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    // Decoders of other makers throw what they like, and may quote the input.
    throw new EngineError('unreadable-audio', 'the audio could not be decoded');
  }
}

/**
 * Reads a whole file in memory.
 * @returns mono, 16 kHz, -1..1
 * @throws EngineError `unreadable-audio`, `unsupported-audio` or `too-long`
 */
export async function decodeAudio(
  content: Uint8Array,
  options: FormatOptions & { readonly maxSeconds: number },
): Promise<Float32Array> {
  const sound = new SoundBuffer(options.maxSeconds);
  for await (const block of decodeBlocks(new ByteCursor(feedOf(content)), options)) sound.add(block);
  return sound.finish();
}
