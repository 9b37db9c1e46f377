import type { Packet, Track } from './types.ts';
import { unreadable } from './unreadable.ts';

/** Pictures a second of a stream that does not say. */
const USUAL_RATE = 10;
const MOST_PICTURES = 2_000;

const START = Buffer.from([0xff, 0xd8, 0xff]);
const END = Buffer.from([0xff, 0xd9]);

/** A picture, and then another one: a single JPEG is no video. */
export const isMotionJpeg = (bytes: Uint8Array): boolean =>
  START.every((byte, i) => bytes[i] === byte) && Buffer.from(bytes).indexOf(Buffer.concat([END, START])) > 0;

/** JPEG pictures one after the other, as cameras send them. @throws EngineError */
export function openMotionJpeg(bytes: Uint8Array): Track {
  const pictures: Uint8Array[] = [];
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const border = Buffer.concat([END, START]);
  for (let from = 0; from < all.length && pictures.length < MOST_PICTURES;) {
    const found = all.indexOf(border, from);
    const to = found < 0 ? all.length : found + END.length;
    pictures.push(bytes.subarray(from, to));
    from = to;
  }
  if (pictures.length < 2) throw unreadable();
  return {
    codec: 'jpeg',
    ...{ width: 0, height: 0, description: null, rotation: 0 },
    durationS: pictures.length / USUAL_RATE,
    async *packets(): AsyncGenerator<Packet> {
      for (const [i, data] of pictures.entries())
        yield await Promise.resolve({ key: true, at: i / USUAL_RATE, data });
    },
  };
}
