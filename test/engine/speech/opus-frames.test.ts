import { beforeAll, expect, test } from 'vitest';
import { decodeAudio } from '../../../src/engine/speech/decode-audio.ts';
import { ByteCursor, feedOf } from '../../../src/engine/speech/formats/byte-cursor.ts';
import { readOggPackets } from '../../../src/engine/speech/formats/ogg.ts';
import { joinSounds } from '../../../src/engine/speech/join-sounds.ts';
import { DecoderSession } from '../../../src/engine/speech/recording/decoder-session.ts';
import { opusFrames } from '../../material/opus-frames.ts';
import { readRecording } from '../../material/speech.ts';

const heard = (content: Uint8Array) => decodeAudio(content, { format: 'ogg-opus', maxSeconds: 60 });
const unreadable: unknown = expect.objectContaining({ reason: 'unreadable-audio' });

let packets: Uint8Array[];
let whole: Float32Array;
beforeAll(async () => {
  const file = await readRecording('short.opus');
  const all: Uint8Array[] = [];
  for await (const { data } of readOggPackets(new ByteCursor(feedOf(file)))) all.push(data);
  packets = all.slice(2);
  whole = await heard(file);
});

/** How far the sound is from that of the file, which leaves out what the encoder put before it. */
function distance(sound: Float32Array): number {
  const lead = 312 / 3;
  return Math.max(...whole.subarray(0, 32_000).map((value, i) => Math.abs(value - sound[i + lead]!)));
}

test.each(['little', 'big'] as const)('frames with their length, %s end first', async (order) => {
  const sound = await heard(opusFrames(packets, order));
  expect(sound.length).toBeGreaterThan(whole.length);
  expect(distance(sound)).toBeLessThan(1e-3);
});

test.each(['little', 'big'] as const)('a first frame whose length misleads, %s end first', async (order) => {
  // 513 is 258 read the other way.
  const padded = Buffer.concat([Buffer.from([packets[0]![0]! | 3, 0x41, 0]), packets[0]!.subarray(1)]);
  const first = padOpus(padded, 513);
  const sound = await heard(opusFrames([first, ...packets.slice(1)], order));
  expect(distance(sound)).toBeLessThan(1e-3);
});

test('messages may end anywhere; what was heard is told at once', async () => {
  const content = opusFrames(packets, 'big');
  const session = new DecoderSession();
  const sounds: Float32Array[] = [];
  for (let at = 0; at < content.length; at += 301)
    sounds.push(
      await session.step({ format: 'ogg-opus', bytes: content.subarray(at, at + 301), isLast: false }),
    );
  expect(sounds.slice(0, 10).some(({ length }) => length > 0)).toBe(true);
  sounds.push(await session.step({ format: 'ogg-opus', bytes: new Uint8Array(0), isLast: true }));
  session.close();
  expect(joinSounds(sounds)).toEqual(await heard(content));
});

test('what is cut short is left out; what is none is refused', async () => {
  const content = opusFrames(packets.slice(0, 50), 'big');
  const cut = await heard(content.subarray(0, content.length - 3));
  expect(cut).toHaveLength((await heard(content)).length - 320);
  await expect(heard(Buffer.concat([content, Buffer.from('opal frames')]))).rejects.toEqual(unreadable);
  const broken = Buffer.from([0xff, 0xff, 0xff]);
  await expect(heard(opusFrames([...packets.slice(0, 3), broken], 'big'))).rejects.toEqual(unreadable);
  await expect(heard(Buffer.from('opus'))).rejects.toEqual(unreadable);
});

test('frames of nothing say nothing, and none may be longer than a decoder takes', async () => {
  const nothing = Array.from({ length: 10_000 }, () => new Uint8Array(0));
  expect(await heard(opusFrames([...nothing, ...packets.slice(0, 50)], 'little'))).toEqual(
    await heard(opusFrames(packets.slice(0, 50), 'little')),
  );
  await expect(heard(opusFrames([packets[0]!, new Uint8Array(65_535)], 'big'))).rejects.toEqual(unreadable);
  await expect(heard(opusFrames([new Uint8Array(4_000)], 'big'))).rejects.toEqual(unreadable);
});

/** Lengthens a packet that says its number of frames and has padding to so many bytes: RFC 6716, section 3.2.5. */
function padOpus(packet: Uint8Array, length: number): Buffer {
  const head = packet.subarray(0, 2);
  const frame = packet.subarray(3);
  // Each 255 of the padding's length stands for 254 bytes and says that another such byte follows.
  const fixed = head.length + frame.length;
  for (let steps = 0; ; steps++) {
    const rest = length - fixed - (steps + 1) - 254 * steps;
    if (rest > 254) continue;
    const sizes = [...Array.from({ length: steps }, () => 255), rest];
    return Buffer.concat([head, Buffer.from(sizes), frame, Buffer.alloc(254 * steps + rest)]);
  }
}
