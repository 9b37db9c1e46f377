import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { openVideo } from '../../../src/engine/liveness/video/open-video.ts';
import type { Packet, Track } from '../../../src/engine/liveness/video/types.ts';
import { codeOfEngine } from '../../support/code-of-engine.ts';
import { aviOf, videoOf } from '../../material/videos.ts';

const picture = (body: number): Buffer => Buffer.from([0xff, 0xd8, 0xff, 0xe0, body, body, 0xff, 0xd9]);
const pictures = [picture(1), picture(2), picture(3)];

async function packetsOf(track: Track): Promise<Packet[]> {
  const packets: Packet[] = [];
  for await (const packet of track.packets()) packets.push(packet);
  return packets;
}

describe('openVideo', () => {
  test('takes pictures one after the other for a video, and a single one for none', async () => {
    const track = await openVideo(Buffer.concat(pictures));
    expect(track.codec).toBe('jpeg');
    const packets = await packetsOf(track);
    expect(packets.map(({ data }) => Buffer.from(data))).toEqual(pictures);
    expect(await codeOfEngine(openVideo(picture(1)))).toBe('unreadable-video');
  });

  test('reads AVI files', async () => {
    const track = await openVideo(aviOf(pictures, { width: 64, height: 48, framesPerSecond: 5 }));
    expect(track).toMatchObject({ codec: 'jpeg', width: 64, height: 48 });
    expect(track.durationS).toBeCloseTo(0.6);
    const packets = await packetsOf(track);
    expect(packets.map(({ at }) => at)).toEqual([0, 0.2, 0.4]);
    expect(packets.map(({ data }) => Buffer.from(data))).toEqual(pictures);
  });

  test('survives files that end anywhere', async () => {
    const avi = aviOf(pictures, { width: 64, height: 48, framesPerSecond: 5 });
    for (let length = 0; length < avi.length; length += 3) {
      const outcome = await openVideo(avi.subarray(0, length)).then(
        (track) => track.codec,
        (error: { reason?: string }) => error.reason,
      );
      expect(['jpeg', 'unreadable-video', 'unsupported-video']).toContain(outcome);
    }
  });

  test('counts no samples that a table makes up', async () => {
    const create = { width: 64, height: 64, channels: 3, background: '#886644' } as const;
    const frame = await sharp({ create }).jpeg().toBuffer();
    const file = await videoOf('mp4', [frame, frame, frame]);
    expect((await packetsOf(await openVideo(file))).length).toBe(3);
    file.writeUInt32BE(0xffff_ffff, file.indexOf('stsc', 0, 'latin1') + 16);
    expect(await codeOfEngine(openVideo(file))).toBe('unreadable-video');
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no video at all')],
    ['the beginning of an MP4 file', Buffer.from('\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41')],
  ])('refuses %s', async (_, bytes) => {
    expect(await codeOfEngine(openVideo(bytes))).toBe('unreadable-video');
  });
});
