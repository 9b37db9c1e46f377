import { BitReader, OutOfBits } from './bit-reader.ts';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { unreadable } from './unreadable.ts';

/** Coefficients of the fixed predictors, RFC 9639 section 9.2.5; the nearest sample first. */
const FIXED_PREDICTORS: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];
const BLOCK_SIZES: readonly number[] = [
  0, 192, 576, 1152, 2304, 4608, 0, 0, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768,
];
const SAMPLE_RATES: readonly number[] = [
  0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000,
];
const SAMPLE_SIZES: readonly number[] = [0, 8, 12, 0, 16, 20, 24, 32];
const LEFT_SIDE = 8;
const SIDE_RIGHT = 9;
const MID_SIDE = 10;

interface StreamInfo {
  readonly rate: number;
  readonly bits: number;
  /** Of each channel; 0 where the encoder did not know. */
  readonly samples: number;
}

interface FrameHeader {
  readonly blockSize: number;
  readonly rate: number;
  readonly bits: number;
  readonly assignment: number;
}

/** Bytes in which most frames fit, and in which every honest one does. */
const USUAL_FRAME = 16 * 1024;
const LONGEST_FRAME = 4 * 1024 * 1024;
/** What is less is the end of a file, not a frame. */
const SHORTEST_FRAME = 7;
const GROWTH = 1.25;
const STREAM_INFO_BYTES = 34;

/** FLAC as in RFC 9639; its checksums are not checked. */
export async function* decodeFlac(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  await cursor.skip(4);
  const info = await readMetadata(cursor);
  let usual = USUAL_FRAME;
  // Tags may follow the last frame, so the stated length decides, where there is one.
  for (let left = info.samples || Infinity; left > 0;) {
    const { block, bytes } = await readWhole(cursor, info, usual);
    if (!block) return;
    await cursor.skip(bytes);
    usual = Math.max(usual, 2 * bytes);
    left -= block.channels[0]!.length;
    yield block;
  }
}

async function readMetadata(cursor: ByteCursor): Promise<StreamInfo> {
  let info: StreamInfo | undefined;
  for (let last = false; !last;) {
    const header = await cursor.need(4);
    last = (header[0]! & 0x80) !== 0;
    const type = header[0]! & 0x7f;
    const size = (header[1]! << 16) | (header[2]! << 8) | header[3]!;
    if (type === 0 && size >= STREAM_INFO_BYTES) {
      info = readStreamInfo(await cursor.need(STREAM_INFO_BYTES));
      await cursor.skip(size - STREAM_INFO_BYTES);
    } else await cursor.skip(size);
  }
  return info ?? unreadable('the FLAC file has no stream information');
}

/** Nothing tells how long a frame is but its last bit, so one that runs out of bytes is read again from more. */
async function readWhole(
  cursor: ByteCursor,
  info: StreamInfo,
  usual: number,
): Promise<{ block?: SoundBlock; bytes: number }> {
  let bytes = await cursor.peek(Math.min(usual, Math.max(SHORTEST_FRAME, cursor.buffered)));
  for (;;) {
    if (bytes.length < SHORTEST_FRAME) return { bytes: 0 };
    const reader = new BitReader(bytes);
    try {
      const block = readFrame(reader, info);
      return { block, bytes: reader.position / 8 };
    } catch (error) {
      if (!(error instanceof OutOfBits) || bytes.length >= LONGEST_FRAME) throw error;
      const more = await cursor.peek(Math.ceil(GROWTH * bytes.length));
      if (more.length === bytes.length) throw error;
      bytes = more;
    }
  }
}

const readStreamInfo = (block: Uint8Array): StreamInfo => ({
  rate: (block[10]! << 12) | (block[11]! << 4) | (block[12]! >> 4),
  bits: (((block[12]! & 1) << 4) | (block[13]! >> 4)) + 1,
  samples:
    (block[13]! & 15) * 2 ** 32 + new DataView(block.buffer, block.byteOffset + 14, 4).getUint32(0, false),
});

function readFrameHeader(reader: BitReader, info: StreamInfo): FrameHeader {
  if (reader.bits(14) !== 0x3ffe) unreadable('a FLAC frame does not start where it should');
  reader.bits(2);
  const sizeCode = reader.bits(4);
  const rateCode = reader.bits(4);
  const assignment = reader.bits(4);
  const bits = SAMPLE_SIZES[reader.bits(3)]!;
  reader.bits(1);
  // The frame or sample number is coded as in UTF-8; only its length matters here.
  for (let lead = reader.bits(8); (lead & 0xc0) === 0xc0; lead = (lead << 1) & 0xff) reader.bits(8);
  const blockSize =
    sizeCode === 6 ? reader.bits(8) + 1 : sizeCode === 7 ? reader.bits(16) + 1 : BLOCK_SIZES[sizeCode]!;
  const rate =
    rateCode === 12
      ? reader.bits(8) * 1000
      : rateCode === 13
        ? reader.bits(16)
        : rateCode === 14
          ? reader.bits(16) * 10
          : SAMPLE_RATES[rateCode]!;
  reader.bits(8);
  if (blockSize === 0 || assignment > MID_SIDE) unreadable('a FLAC frame header is broken');
  return { blockSize, rate: rate || info.rate, bits: bits || info.bits, assignment };
}

function readFrame(reader: BitReader, info: StreamInfo): SoundBlock {
  const { blockSize, rate, bits, assignment } = readFrameHeader(reader, info);
  const count = assignment < LEFT_SIDE ? assignment + 1 : 2;
  const channels: Float64Array[] = [];
  for (let channel = 0; channel < count; channel++) {
    const isSide = channel === (assignment === SIDE_RIGHT ? 0 : 1) && assignment >= LEFT_SIDE;
    channels.push(readSubframe(reader, blockSize, bits + (isSide ? 1 : 0)));
  }
  reader.alignToByte();
  reader.bits(16);
  if (assignment >= LEFT_SIDE) undoStereo(channels[0]!, channels[1]!, assignment);
  return { channels: channels.map((samples) => scaled(samples, 2 ** (1 - bits))), rate };
}

/** A plain loop: `Float32Array.from` with a function is many times slower, and every sample comes through here. */
function scaled(samples: Float64Array, scale: number): Float32Array {
  const result = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) result[i] = samples[i]! * scale;
  return result;
}

function undoStereo(first: Float64Array, second: Float64Array, assignment: number): void {
  for (let i = 0; i < first.length; i++) {
    const a = first[i]!;
    const b = second[i]!;
    if (assignment === LEFT_SIDE) second[i] = a - b;
    else if (assignment === SIDE_RIGHT) first[i] = a + b;
    else {
      const mid = 2 * a + (b & 1);
      first[i] = (mid + b) / 2;
      second[i] = (mid - b) / 2;
    }
  }
}

function readSubframe(reader: BitReader, blockSize: number, codedBits: number): Float64Array {
  reader.bits(1);
  const type = reader.bits(6);
  let wasted = 0;
  if (reader.bits(1)) wasted = reader.unary() + 1;
  const bits = codedBits - wasted;
  if (bits < 1) unreadable('a FLAC subframe is broken');
  const samples = new Float64Array(blockSize);
  if (type === 0) samples.fill(reader.signed(bits));
  else if (type === 1) for (let i = 0; i < blockSize; i++) samples[i] = reader.signed(bits);
  else if (type >= 8 && type <= 12) {
    readWarmUp(reader, samples, type - 8, bits);
    predict(reader, samples, FIXED_PREDICTORS[type - 8]!, 0);
  } else if (type >= 32) {
    const order = type - 31;
    readWarmUp(reader, samples, order, bits);
    const precision = reader.bits(4) + 1;
    const shift = reader.signed(5);
    if (precision === 16 || shift < 0) unreadable('a FLAC predictor is broken');
    const coefficients = Array.from({ length: order }, () => reader.signed(precision));
    predict(reader, samples, coefficients, shift);
  } else unreadable('a FLAC subframe is of a reserved type');
  if (wasted) for (let i = 0; i < blockSize; i++) samples[i]! *= 2 ** wasted;
  return samples;
}

function readWarmUp(reader: BitReader, samples: Float64Array, order: number, bits: number): void {
  if (order > samples.length) unreadable('a FLAC predictor is longer than its block');
  for (let i = 0; i < order; i++) samples[i] = reader.signed(bits);
}

/** Adds the Rice-coded residual to what the predictor says, RFC 9639 sections 9.2.5 to 9.2.7. */
function predict(
  reader: BitReader,
  samples: Float64Array,
  coefficients: readonly number[],
  shift: number,
): void {
  const order = coefficients.length;
  const parameterBits = reader.bits(2) === 0 ? 4 : 5;
  const partitions = 1 << reader.bits(4);
  const partitionSize = samples.length / partitions;
  if (!Number.isInteger(partitionSize) || partitionSize < order) unreadable('a FLAC residual is broken');
  const divisor = 2 ** shift;
  for (let partition = 0, at = order; partition < partitions; partition++) {
    const parameter = reader.bits(parameterBits);
    const escaped = parameter === (1 << parameterBits) - 1;
    const rawBits = escaped ? reader.bits(5) : 0;
    for (const end = (partition + 1) * partitionSize; at < end; at++) {
      let prediction = 0;
      for (let k = 0; k < order; k++) prediction += coefficients[k]! * samples[at - 1 - k]!;
      samples[at] =
        Math.floor(prediction / divisor) + (escaped ? reader.signed(rawBits) : reader.rice(parameter));
    }
  }
}
