import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { unreadable } from './unreadable.ts';

/** Of the predictor, by code: IMA Digital Audio Focus and Technical Working Group, 1992. */
const INDEX_STEPS: readonly number[] = [-1, -1, -1, -1, 2, 4, 6, 8];
const LAST_INDEX = 88;
/** Step sizes: each about a tenth more than the one before, as the standard rounds them. */
const STEPS: readonly number[] = [
  ...[7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80],
  ...[88, 97, 107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598],
  ...[658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327],
  ...[3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289],
  ...[16818, 18500, 20350, 22385, 24623, 27086, 29794, 32767],
];
/** A block's header, and its groups of eight samples, have that many bytes a channel. */
const GROUP_BYTES = 4;
const GROUP_SAMPLES = 8;

interface AdpcmFormat {
  readonly channels: number;
  readonly rate: number;
  readonly blockBytes: number;
}

/** IMA ADPCM as in WAV files: blocks that can be decoded each for itself, 4 bits a sample. */
export async function* decodeImaAdpcm(
  cursor: ByteCursor,
  { channels, rate, blockBytes }: AdpcmFormat,
  length: number,
): AsyncGenerator<SoundBlock, void, undefined> {
  const groupBytes = GROUP_BYTES * channels;
  if (blockBytes < 2 * groupBytes) unreadable('the WAV header contradicts itself');
  for (let left = length; left > 0;) {
    const block = await cursor.take(Math.min(left, blockBytes));
    if (block.length < groupBytes) return;
    left -= block.length;
    yield { channels: Array.from({ length: channels }, (_, i) => decodeBlock(block, i, channels)), rate };
  }
}

function decodeBlock(block: Uint8Array, channel: number, channels: number): Float32Array {
  const groupBytes = GROUP_BYTES * channels;
  const groups = Math.floor(block.length / groupBytes) - 1;
  const samples = new Float32Array(1 + groups * GROUP_SAMPLES);
  const header = GROUP_BYTES * channel;
  let value = ((block[header]! | (block[header + 1]! << 8)) << 16) >> 16;
  let index = Math.min(LAST_INDEX, block[header + 2]!);
  samples[0] = value / 32768;
  for (let i = 0; i < samples.length - 1; i++) {
    const group = Math.floor(i / GROUP_SAMPLES) + 1;
    const byte = block[group * groupBytes + header + ((i % GROUP_SAMPLES) >> 1)]!;
    const code = i % 2 === 0 ? byte & 15 : byte >> 4;
    const step = STEPS[index]!;
    const change =
      (step >> 3) + (code & 4 ? step : 0) + (code & 2 ? step >> 1 : 0) + (code & 1 ? step >> 2 : 0);
    value = Math.max(-32768, Math.min(32767, value + (code & 8 ? -change : change)));
    index = Math.max(0, Math.min(LAST_INDEX, index + INDEX_STEPS[code & 7]!));
    samples[i + 1] = value / 32768;
  }
  return samples;
}
