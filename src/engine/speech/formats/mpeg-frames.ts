import type { ByteCursor } from './byte-cursor.ts';

/** kbit/s of layer III by bitrate index: MPEG-1, then MPEG-2 and 2.5. Index 0 means free format, which is not read. */
const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
/** Hz of MPEG-1 by rate index; MPEG-2 halves them, MPEG-2.5 quarters them. */
const RATES = [44_100, 48_000, 32_000] as const;
const VERSION_1 = 3;
const VERSION_2 = 2;
const VERSION_RESERVED = 1;
const LAYER_3 = 1;
/** Bytes. */
const HEADER = 4;
export const ID3_HEADER = 10;

/** Bytes of the layer III frame whose header is at `at`, and a key of what must not change; undefined if none is. */
function readHeader(content: Uint8Array, at: number): { size: number; key: number } | undefined {
  if (content[at] !== 0xff || (content[at + 1]! & 0xe0) !== 0xe0 || at + 4 > content.length) return undefined;
  const version = (content[at + 1]! >> 3) & 3;
  const layer = (content[at + 1]! >> 1) & 3;
  const isVersion1 = version === VERSION_1;
  const bitrate = BITRATES[isVersion1 ? 0 : 1][content[at + 2]! >> 4];
  const baseRate = RATES[(content[at + 2]! >> 2) & 3];
  if (version === VERSION_RESERVED || layer !== LAYER_3 || !bitrate || !baseRate) return undefined;
  const rate = isVersion1 ? baseRate : version === VERSION_2 ? baseRate / 2 : baseRate / 4;
  const padding = (content[at + 2]! >> 1) & 1;
  const size = Math.floor(((isVersion1 ? 144_000 : 72_000) * bitrate) / rate) + padding;
  return { size, key: version * 8 + ((content[at + 2]! >> 2) & 3) };
}

const MONO = 3;

/** Whether a frame has one channel; its header was read before. */
export const isMono = (frame: Uint8Array): boolean => frame[3]! >> 6 === MONO;

/** Length of an ID3v2 tag at the start, which may hold anything, pictures too. */
export function id3Size(content: Uint8Array): number {
  if (content[0] !== 0x49 || content[1] !== 0x44 || content[2] !== 0x33 || content.length < ID3_HEADER)
    return 0;
  return 10 + [6, 7, 8, 9].reduce((size, i) => size * 128 + (content[i]! & 127), 0);
}

/** What is looked at for the next frame. */
const REACH = 4_096;

/**
 * The layer III frames of a file. A frame counts if another follows it or the file ends with it, so that a chance sync
 * word is not one; what lies between frames is stepped over.
 */
export async function* readMpegFrames(cursor: ByteCursor): AsyncGenerator<Uint8Array, void, undefined> {
  await cursor.skip(id3Size(await cursor.peek(ID3_HEADER)));
  let key: number | undefined;
  for (;;) {
    const start = await cursor.peek(HEADER);
    if (start.length < HEADER) return;
    const header = readHeader(start, 0);
    if (!header) {
      await cursor.skip(bytesToSync(await cursor.peek(Math.min(REACH, Math.max(2, cursor.buffered)))));
      continue;
    }
    const { size } = header;
    const isKnown = header.key === key;
    const frame = await cursor.peek(isKnown ? size : size + HEADER);
    const follows = frame.length === size || readHeader(frame, size)?.key === header.key;
    if (frame.length < size || !(isKnown || follows)) {
      await cursor.skip(1);
      continue;
    }
    key ??= header.key;
    await cursor.skip(size);
    if (header.key === key) yield frame.subarray(0, size);
  }
}

/** @returns bytes up to the next one, but the first, that may begin a frame; all where there is none */
function bytesToSync(bytes: Uint8Array): number {
  const at = bytes.indexOf(0xff, 1);
  return at < 0 ? bytes.length : at;
}
