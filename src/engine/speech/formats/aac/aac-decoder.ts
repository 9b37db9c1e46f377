import { BitReader } from '../bit-reader.ts';
import { unreadable } from '../unreadable.ts';
import { readChannelStream, type ChannelStream } from './channel-stream.ts';
import { FilterBank } from './filter-bank.ts';
import { applyShaping } from './noise-shaping.ts';
import { applyStereo, readMidSideMask } from './stereo.ts';
import { SAMPLE_RATES } from './tables.ts';
import { readWindowInfo } from './window-info.ts';

/** Syntactic elements, table 4.85; 0 is a single channel. */
const PAIR = 1;
const COUPLING = 2;
const LOW_FREQUENCY = 3;
const DATA = 4;
const PROGRAM = 5;
const FILL = 6;
const END = 7;

/**
 * AAC, low complexity profile, ISO/IEC 14496-3 subpart 4. Of HE-AAC it decodes the core, which is the lower half of the
 * band at half the rate: for speech at 16 kHz that is all there is to hear.
 */
export class AacDecoder {
  readonly rate: number;
  readonly #rateIndex: number;
  readonly #filterBanks = new Map<number, FilterBank>();

  constructor(rateIndex: number) {
    const rate = SAMPLE_RATES[rateIndex];
    if (!rate) unreadable('the AAC sample rate is not known');
    this.rate = rate;
    this.#rateIndex = rateIndex;
  }

  /** @returns 1,024 samples a channel, without the low frequency one */
  decode(frame: Uint8Array): Float32Array[] {
    const reader = new BitReader(frame);
    const channels: Float32Array[] = [];
    for (;;) {
      const element = reader.bits(3);
      if (element === END) break;
      if (element === FILL) skipFill(reader);
      else if (element === DATA) skipData(reader);
      else if (element === PROGRAM) skipProgram(reader);
      else if (element === COUPLING) unreadable('AAC coupling channels are not read');
      else {
        const tag = reader.bits(4);
        const streams =
          element === PAIR ? this.#readPair(reader) : [readChannelStream(reader, this.#rateIndex)];
        const sounds = streams.map((stream, side) =>
          this.#synthesise(stream, (element * 16 + tag) * 2 + side),
        );
        if (element !== LOW_FREQUENCY) channels.push(...sounds);
      }
    }
    return channels;
  }

  #readPair(reader: BitReader): ChannelStream[] {
    const shared = reader.bits(1) ? readWindowInfo(reader, this.#rateIndex) : undefined;
    const mask = shared && readMidSideMask(reader, shared);
    const left = readChannelStream(reader, this.#rateIndex, shared);
    const right = readChannelStream(reader, this.#rateIndex, shared);
    if (mask) applyStereo(left, right, mask);
    return [left, right];
  }

  #synthesise(stream: ChannelStream, key: number): Float32Array {
    applyShaping(stream.spectrum, stream.info, stream.shaping);
    const filterBank = this.#filterBanks.get(key) ?? new FilterBank();
    this.#filterBanks.set(key, filterBank);
    return filterBank.run(stream);
  }
}

function skip(reader: BitReader, bytes: number): void {
  for (let i = 0; i < bytes; i++) reader.bits(8);
}

function skipFill(reader: BitReader): void {
  const count = reader.bits(4);
  skip(reader, count === 15 ? 14 + reader.bits(8) : count);
}

function skipData(reader: BitReader): void {
  reader.bits(4);
  const aligned = reader.bits(1);
  const count = reader.bits(8);
  const bytes = count === 255 ? 255 + reader.bits(8) : count;
  if (aligned) reader.alignToByte();
  skip(reader, bytes);
}

/** program_config_element(), table 4.2: the layout of channels, which a mix to one channel need not know. */
function skipProgram(reader: BitReader): void {
  reader.bits(10);
  const [front, side, back] = [reader.bits(4), reader.bits(4), reader.bits(4)];
  const [low, data, coupling] = [reader.bits(2), reader.bits(3), reader.bits(4)];
  for (const bits of [4, 4, 3]) if (reader.bits(1)) reader.bits(bits);
  for (let i = 0; i < front + side + back + coupling; i++) reader.bits(5);
  for (let i = 0; i < low + data; i++) reader.bits(4);
  reader.alignToByte();
  skip(reader, reader.bits(8));
}
