import type { Packet, Track } from './types.ts';
import { unreadable, unsupported } from './unreadable.ts';

/** Kinds of compression in an AVI file (`biCompression`) that are read, as the decoder names them. */
const CODECS: Readonly<Record<string, string>> = {
  MJPG: 'jpeg',
  H264: 'avc1.640028',
  h264: 'avc1.640028',
  avc1: 'avc1.640028',
  X264: 'avc1.640028',
  x264: 'avc1.640028',
};

const MOST_CHUNKS = 10_000;
const KEY_FRAME = 0x10;

interface Chunk {
  readonly id: string;
  readonly content: Uint8Array;
}

const textOf = (bytes: Uint8Array, from: number): string =>
  Buffer.from(bytes.subarray(from, from + 4)).toString('latin1');

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const isAvi = (bytes: Uint8Array): boolean =>
  bytes.length > 12 && textOf(bytes, 0) === 'RIFF' && textOf(bytes, 8) === 'AVI ';

/** Chunks of a RIFF list; what a file that ends early lacks is left out. */
function chunksOf(list: Uint8Array): Chunk[] {
  const chunks: Chunk[] = [];
  const view = viewOf(list);
  for (let at = 0; at + 8 <= list.length && chunks.length < MOST_CHUNKS;) {
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > list.length) break;
    chunks.push({ id: textOf(list, at), content: list.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

const listOf = (chunks: readonly Chunk[], name: string): Chunk[] | null => {
  const found = chunks.find(({ id, content }) => id === 'LIST' && textOf(content, 0) === name);
  return found ? chunksOf(found.content.subarray(4)) : null;
};

const flat = (chunks: readonly Chunk[]): Chunk[] =>
  chunks.flatMap((chunk) =>
    chunk.id === 'LIST' && textOf(chunk.content, 0) === 'rec '
      ? chunksOf(chunk.content.subarray(4))
      : [chunk],
  );

/** Reads the file's index, which says where key frames are; without one every frame may be one. */
function keysOf(riff: readonly Chunk[], stream: string): readonly boolean[] | null {
  const index = riff.find(({ id }) => id === 'idx1')?.content;
  if (!index) return null;
  const view = viewOf(index);
  const keys: boolean[] = [];
  for (let at = 0; at + 16 <= index.length; at += 16)
    if (textOf(index, at).startsWith(stream)) keys.push((view.getUint32(at + 4, true) & KEY_FRAME) !== 0);
  return keys;
}

/** The first video stream of an AVI file (Microsoft, "AVI RIFF File Reference"). @throws EngineError */
export function openAvi(bytes: Uint8Array): Track {
  const riff = chunksOf(bytes.subarray(12));
  const header = listOf(riff, 'hdrl');
  const movie = listOf(riff, 'movi');
  if (!header || !movie) throw unreadable();
  const streams = header
    .filter(({ id, content }) => id === 'LIST' && textOf(content, 0) === 'strl')
    .map(({ content }) => chunksOf(content.subarray(4)));
  const number = streams.findIndex((stream) =>
    stream.some(({ id, content }) => id === 'strh' && content.length >= 32 && textOf(content, 0) === 'vids'),
  );
  const stream = streams[number];
  const format = stream?.find(({ id }) => id === 'strf')?.content;
  const strh = stream?.find(({ id }) => id === 'strh')?.content;
  if (!format || !strh || format.length < 20) throw unreadable();
  const codec = CODECS[textOf(format, 16)];
  if (codec === undefined) throw unsupported();
  const name = String(number).padStart(2, '0');
  const frames = flat(movie).filter(({ id }) => id === `${name}dc` || id === `${name}db`);
  const keys = keysOf(riff, name);
  const rate = viewOf(strh).getUint32(24, true) / (viewOf(strh).getUint32(20, true) || 1);
  if (!(rate > 0)) throw unreadable();
  return {
    codec,
    width: Math.abs(viewOf(format).getInt32(4, true)),
    height: Math.abs(viewOf(format).getInt32(8, true)),
    description: null,
    rotation: 0,
    durationS: frames.length / rate,
    // eslint wants no await here: an array is walked.
    async *packets(): AsyncGenerator<Packet> {
      for (const [i, { content }] of frames.entries())
        if (content.length > 0)
          yield await Promise.resolve({ key: keys?.[i] ?? true, at: i / rate, data: content });
    },
  };
}
