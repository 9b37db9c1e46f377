import { decode } from 'silk-wasm';
import type { ByteCursor } from './byte-cursor.ts';
import type { SoundBlock } from './decoder.ts';
import { readSamples, unreadable } from './pcm.ts';

const MARK = '#!SILK_V3';
const END_MARK = 0xffff;
const RATE = 24_000;
/** Packets of 20 ms and more decoded at once: at most, and at least in a live stream. */
const LARGEST_BATCH = 250;
const SMALLEST_BATCH = 5;
/** The decoder starts afresh with each batch; that many packets before it bring it back to where it was (60 dB). */
const RUN_UP = 25;

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
  let runUp: Uint8Array[] = [];
  let batch: Uint8Array[] = [];
  const flush = async (): Promise<SoundBlock> => {
    const packets = [...runUp, ...batch];
    const { data } = await decode(Buffer.concat([Buffer.from(`\u0002${MARK}`), ...packets]), RATE);
    const [sound] = readSamples(data, 's16', 1);
    // All packets of a file last equally long.
    const known = Math.round((sound!.length * runUp.length) / packets.length);
    runUp = packets.slice(-RUN_UP);
    batch = [];
    return { channels: [sound!.subarray(known)], rate: RATE };
  };
  for await (const packet of readPackets(cursor)) {
    batch.push(packet);
    const isStarving = cursor.buffered < 2 && batch.length >= SMALLEST_BATCH;
    if (batch.length === LARGEST_BATCH || isStarving) yield await flush();
  }
  if (batch.length > 0) yield await flush();
}
