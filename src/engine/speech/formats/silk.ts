import { decode } from 'silk-wasm';
import { checkSeconds, type SoundBuffer } from '../sound-buffer.ts';
import { readSamples, unreadable } from './pcm.ts';

const MARK = '#!SILK_V3';
const END_MARK = 0xffff;
/** The shortest packet is 20 ms. */
const SHORTEST_PACKET_SECONDS = 0.02;
/** Packets decoded at once, so that a long recording does not lie in memory at the decoder's rate. */
const BATCH = 3_000;
const RATE = 24_000;

/** The file's packets, each still with its length before it. */
function readPackets(content: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  const markAt = content[0] === MARK.charCodeAt(0) ? 0 : 1;
  for (let at = markAt + MARK.length; at + 2 <= content.length;) {
    const size = content[at]! | (content[at + 1]! << 8);
    if (size === END_MARK) break;
    if (at + 2 + size > content.length) unreadable('the SILK file is cut short');
    packets.push(content.subarray(at, at + 2 + size));
    at += 2 + size;
  }
  return packets;
}

/** SILK version 3 as messaging programs store it, with or without the byte 2 before its mark. */
export async function decodeSilk(content: Uint8Array, sound: SoundBuffer, maxSeconds: number): Promise<void> {
  const packets = readPackets(content);
  checkSeconds(packets.length * SHORTEST_PACKET_SECONDS, maxSeconds);
  for (let start = 0; start < packets.length; start += BATCH) {
    const batch = Buffer.concat([Buffer.from(`\u0002${MARK}`), ...packets.slice(start, start + BATCH)]);
    const { data } = await decode(batch, RATE);
    for (const block of readSamples(data, 's16', 1)) sound.add(block, RATE);
  }
}
