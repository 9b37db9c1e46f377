import { OpusDecoder } from 'opus-decoder';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { readOggPackets } from './ogg.ts';
import { unreadable } from './unreadable.ts';

/** libopus decodes at this rate by itself, better than by resampling afterwards. */
const RATE = 16_000;
/** Granule positions and the pre-skip count at this rate, whatever the sound's own. */
const GRANULE_RATE = 48_000;

interface OpusHead {
  readonly preSkip: number;
  readonly channels: number;
  readonly layout?: { streamCount: number; coupledStreamCount: number; channelMappingTable: number[] };
}

/** The identification header, RFC 7845 section 5.1. */
function readHead(data: Uint8Array): OpusHead {
  if (data.length < 19 || (data[8]! & 0xf0) !== 0) unreadable('the Opus header is broken');
  const channels = data[9]!;
  const preSkip = data[10]! | (data[11]! << 8);
  if (data[18] === 0 && (channels === 1 || channels === 2)) return { preSkip, channels };
  if (channels === 0 || data.length < 21 + channels) unreadable('the Opus header is broken');
  const channelMappingTable = [...data.subarray(21, 21 + channels)];
  return {
    preSkip,
    channels,
    layout: { streamCount: data[19]!, coupledStreamCount: data[20]!, channelMappingTable },
  };
}

/** Opus in Ogg, RFC 7845. */
export async function* decodeOggOpus(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  const packets = readOggPackets(cursor);
  const first = await packets.next();
  if (first.done) unreadable('the Ogg file is empty');
  const head = readHead(first.value.data);
  await packets.next(); // the comment header
  const decoder = new OpusDecoder({ sampleRate: RATE, channels: head.channels, ...head.layout });
  await decoder.ready;
  try {
    const inOutput = (granules: number) => Math.round((granules * RATE) / GRANULE_RATE);
    let decoded = -inOutput(head.preSkip);
    for await (const { data, granulePosition } of packets) {
      const { channelData, samplesDecoded } = decoder.decodeFrame(data);
      const skip = Math.min(samplesDecoded, Math.max(0, -decoded));
      decoded += samplesDecoded;
      // The last page's position tells how much of the last packet is padding.
      const end = granulePosition === undefined ? Infinity : inOutput(granulePosition - head.preSkip);
      const surplus = Math.min(samplesDecoded - skip, Math.max(0, decoded - end));
      yield {
        channels: channelData.map((channel) => channel.subarray(skip, samplesDecoded - surplus)),
        rate: RATE,
      };
    }
  } finally {
    decoder.free();
  }
}
