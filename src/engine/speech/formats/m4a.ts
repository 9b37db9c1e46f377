import { EngineError } from '../../types.ts';
import { AacDecoder } from './aac/aac-decoder.ts';
import { SAMPLE_RATES } from './aac/tables.ts';
import { BitReader } from './bit-reader.ts';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { unreadable } from './unreadable.ts';

/** A box of ISO/IEC 14496-12, without its header. */
interface Box {
  readonly type: string;
  readonly content: DataView;
}

/** Boxes are few at the top of a file that is not fragmented. */
const MOST_BOXES = 10_000;
/** Bytes: of a box of 4 GB and more. */
const LONGEST_HEADER = 16;
/** AAC frames are at most 6,144 bits a channel. */
const LONGEST_FRAME = 64 * 1024;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const part = (view: DataView, from: number, to = view.byteLength): DataView =>
  from <= to && to <= view.byteLength
    ? new DataView(view.buffer, view.byteOffset + from, to - from)
    : unreadable('an MP4 box is cut short');

/** @returns bytes of the box whose header this is, and of the header alone */
function sizeOf(header: DataView, left: number): [size: number, headerBytes: number] {
  const stated = header.getUint32(0);
  const isLong = stated === 1 && header.byteLength >= LONGEST_HEADER;
  const size = isLong ? Number(header.getBigUint64(8)) : stated === 0 ? left : stated;
  const headerBytes = isLong ? LONGEST_HEADER : 8;
  if (size < headerBytes) unreadable('an MP4 box is broken');
  return [size, headerBytes];
}

function* boxes(view: DataView): Generator<Box> {
  for (let at = 0; at + 8 <= view.byteLength;) {
    const [size, headerBytes] = sizeOf(part(view, at), view.byteLength - at);
    const type = Buffer.from(view.buffer, view.byteOffset + at + 4, 4).toString('latin1');
    yield { type, content: part(view, at + headerBytes, Math.min(view.byteLength, at + size)) };
    at += size;
  }
}

function find(view: DataView, ...path: readonly string[]): DataView | undefined {
  let found: DataView | undefined = view;
  for (const type of path) found = found && [...boxes(found)].find((box) => box.type === type)?.content;
  return found;
}

const need = (view: DataView, type: string): DataView =>
  find(view, type) ?? unreadable(`the MP4 file has no ${type}`);

const unsupported = (message: string): never => {
  throw new EngineError('unsupported-audio', message);
};

const ES_DESCRIPTOR = 3;
const DECODER_CONFIG = 4;
const DECODER_SPECIFIC = 5;
const MPEG4_AUDIO = 0x40;
const MPEG2_AAC_LC = 0x67;
const LOW_COMPLEXITY = 2;
/** Spectral band replication and parametric stereo: HE-AAC. The core follows. */
const EXTENSIONS: readonly number[] = [5, 29];

/** The AudioSpecificConfig within an esds box, ISO/IEC 14496-1 section 7.2.6. */
function findAudioConfig(esds: DataView): Uint8Array {
  let at = 4;
  while (at + 2 <= esds.byteLength) {
    const tag = esds.getUint8(at++);
    let size = 0;
    for (let more = true; more && at < esds.byteLength;) {
      const byte = esds.getUint8(at++);
      size = size * 128 + (byte & 127);
      more = byte >= 128;
    }
    if (tag === ES_DESCRIPTOR) at += 3;
    else if (tag === DECODER_CONFIG) {
      const type = part(esds, at).getUint8(0);
      if (type !== MPEG4_AUDIO && type !== MPEG2_AAC_LC)
        unsupported('the MP4 file holds audio that is not AAC');
      at += 13;
    } else if (tag === DECODER_SPECIFIC) {
      const config = part(esds, at, Math.min(esds.byteLength, at + size));
      return new Uint8Array(config.buffer, config.byteOffset, config.byteLength);
    } else at += size;
  }
  return unreadable('the MP4 file does not say how its AAC is coded');
}

/** AudioSpecificConfig, ISO/IEC 14496-3 section 1.6.2.1. @returns the sampling frequency index of the core */
function readAudioConfig(config: Uint8Array): number {
  const reader = new BitReader(config);
  const readType = () => {
    const type = reader.bits(5);
    return type === 31 ? 32 + reader.bits(6) : type;
  };
  const readRate = () => {
    const index = reader.bits(4);
    return index === 15 ? SAMPLE_RATES.indexOf(reader.bits(24)) : index;
  };
  let type = readType();
  const rateIndex = readRate();
  reader.bits(4);
  if (EXTENSIONS.includes(type)) {
    readRate();
    type = readType();
  }
  if (type !== LOW_COMPLEXITY) unsupported('only the low complexity profile of AAC is read');
  if (reader.bits(1)) unsupported('AAC frames of 960 samples are not read');
  return rateIndex;
}

/** Offsets and sizes of the frames in the file, in order, from the tables of one track. */
function* frameRanges(table: DataView): Generator<{ offset: number; size: number }> {
  const sizes = need(table, 'stsz');
  const fixed = sizes.getUint32(4);
  const count = sizes.getUint32(8);
  const perChunk = need(table, 'stsc');
  const wide = find(table, 'co64');
  const offsets = wide ?? need(table, 'stco');
  const chunks = offsets.getUint32(4);
  let frame = 0;
  for (let chunk = 0, run = 0; chunk < chunks && frame < count; chunk++) {
    while (run + 1 < perChunk.getUint32(4) && perChunk.getUint32(8 + 12 * (run + 1)) <= chunk + 1) run++;
    let offset = wide ? Number(wide.getBigUint64(8 + 8 * chunk)) : offsets.getUint32(8 + 4 * chunk);
    for (let left = perChunk.getUint32(8 + 12 * run + 4); left > 0 && frame < count; left--, frame++) {
      const size = fixed || sizes.getUint32(12 + 4 * frame);
      yield { offset, size };
      offset += size;
    }
  }
}

/** Looks for the table of contents, which may stand before the sound or behind it. */
async function readMovie(cursor: ByteCursor): Promise<DataView> {
  for (let i = 0; i < MOST_BOXES; i++) {
    const start = cursor.position;
    const header = viewOf(await cursor.peek(LONGEST_HEADER));
    if (header.byteLength < 8) break;
    const [size, headerBytes] = sizeOf(header, cursor.size - start);
    const type = header.getUint32(4);
    if (type === 0x6d6f6f76 /* moov */) {
      await cursor.skip(headerBytes);
      return viewOf(await cursor.need(size - headerBytes));
    }
    if (type === 0x6d646174 /* mdat */ && cursor.size === Infinity)
      unsupported('an MP4 file that comes as a stream must have its table of contents first');
    if (start + size >= cursor.size) break;
    await cursor.seek(start + size);
  }
  return unreadable('the MP4 file has no moov');
}

/** AAC, low complexity profile, in an MP4 file that is not fragmented; the first sound track. */
export async function* decodeM4a(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  const movie = await readMovie(cursor);
  const track = [...boxes(movie)].find(
    ({ type, content: inner }) => type === 'trak' && find(inner, 'mdia', 'minf', 'smhd'),
  )?.content;
  if (!track) unreadable('the MP4 file has no sound');
  if (find(movie, 'mvex')) unsupported('fragmented MP4 files are not read');
  const table = find(track, 'mdia', 'minf', 'stbl') ?? unreadable('the MP4 file has no table of its sound');
  const decoder = new AacDecoder(readAudioConfig(findEsds(table)));
  for (const { offset, size } of frameRanges(table)) {
    if (size === 0 || size > LONGEST_FRAME) unreadable('the MP4 file is cut short');
    await cursor.seek(offset);
    const channels = decoder.decode(await cursor.need(size));
    if (channels.length > 0) yield { channels, rate: decoder.rate };
  }
}

function findEsds(table: DataView): Uint8Array {
  const [entry] = boxes(part(need(table, 'stsd'), 8));
  if (entry?.type !== 'mp4a') return unsupported('the MP4 file holds audio that is not AAC');
  // A sound description is 28 bytes, and longer in the versions 1 and 2 of QuickTime.
  const version = entry.content.getUint16(8);
  const inner = part(entry.content, 28 + (version === 1 ? 16 : version === 2 ? 36 : 0));
  const esds = find(inner, 'esds') ?? find(inner, 'wave', 'esds') ?? unreadable('the MP4 file has no esds');
  return findAudioConfig(esds);
}
