import { decode } from 'silk-wasm';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { readSamples } from './pcm.ts';
import { unreadable } from './unreadable.ts';

const MARK = '#!SILK_V3';
const END_MARK = 0xffff;
const RATE = 24_000;
/** Packets of 20 ms and more decoded at once: at most, and at least in a live stream. */
const LARGEST_BATCH = 250;
const SMALLEST_BATCH = 5;
/** The decoder starts afresh with each batch; that many packets before it bring it back to where it was (60 dB). */
const RUN_UP = 25;
/** It decodes a packet with an eye to those that follow: what is last in a batch is not right yet. */
const LOOK_AHEAD = 2;

/** The file's packets, each still with its length before it. */
async function* readPackets(cursor: ByteCursor): AsyncGenerator<Uint8Array, void, undefined> {
  const [first] = await cursor.peek(1);
  await cursor.skip(MARK.length + (first === MARK.charCodeAt(0) ? 0 : 1));
  for (;;) {
    const header = await cursor.peek(2);
    if (header.length < 2) return;
    const size = header[0]! | (header[1]! << 8);
    if (size === END_MARK) return;
    const packet = await cursor.take(2 + size);
    if (packet.length < 2 + size) unreadable('the SILK file is cut short');
    yield packet;
  }
}

/** SILK version 3 as messaging programs store it, with or without the byte 2 before its mark. */
export async function* decodeSilk(cursor: ByteCursor): AsyncGenerator<SoundBlock, void, undefined> {
  /** The last packets that were given out, for the run-up, and those that were not yet. */
  let packets: Uint8Array[] = [];
  let given = 0;
  const flush = async (ready: number): Promise<SoundBlock> => {
    const { data } = await decode(Buffer.concat([Buffer.from(`\u0002${MARK}`), ...packets]), RATE);
    const [sound] = readSamples(data, 's16', 1);
    // All packets of a file last equally long.
    const startOf = (packet: number): number => Math.round((sound!.length * packet) / packets.length);
    const channels = [sound!.subarray(startOf(given), startOf(ready))];
    packets = packets.slice(Math.max(0, ready - RUN_UP));
    given = Math.min(ready, RUN_UP);
    return { channels, rate: RATE };
  };
  for await (const packet of readPackets(cursor)) {
    packets.push(packet);
    const ready = packets.length - LOOK_AHEAD;
    const isStarving = cursor.buffered < 2 && ready - given >= SMALLEST_BATCH;
    if (ready - given === LARGEST_BATCH || isStarving) yield await flush(ready);
  }
  if (packets.length > given) yield await flush(packets.length);
}
