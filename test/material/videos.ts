import sharp from 'sharp';
import type * as Codecs from 'node-webcodecs';
import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat,
} from 'mediabunny';

const text = (fourCharacters: string): Buffer => Buffer.from(fourCharacters, 'latin1');

const words = (...values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => buffer.writeUInt32LE(value, 4 * i));
  return buffer;
};

const chunk = (id: string, content: Uint8Array): Buffer =>
  Buffer.concat([text(id), words(content.length), content, Buffer.alloc(content.length % 2)]);

const list = (name: string, ...parts: readonly Buffer[]): Buffer =>
  chunk('LIST', Buffer.concat([text(name), ...parts]));

/** JPEG pictures as an AVI file (Motion JPEG). */
export function aviOf(
  pictures: readonly Uint8Array[],
  { width, height, framesPerSecond }: { width: number; height: number; framesPerSecond: number },
): Buffer {
  const stream = Buffer.concat([
    ...[text('vids'), text('MJPG'), words(0, 0, 0, 1, framesPerSecond, 0, pictures.length, 0, 0, 0, 0, 0)],
  ]);
  const format = Buffer.concat([words(40, width, height, 0x0018_0001), text('MJPG'), words(0, 0, 0, 0, 0)]);
  const main = words(1e6 / framesPerSecond, 0, 0, 0x10, pictures.length, 0, 1, 0, width, height, 0, 0, 0, 0);
  const header = list(
    'hdrl',
    chunk('avih', main),
    list('strl', chunk('strh', stream), chunk('strf', format)),
  );
  const movie = list('movi', ...pictures.map((picture) => chunk('00dc', picture)));
  return chunk('RIFF', Buffer.concat([text('AVI '), header, movie]));
}

const KINDS = {
  mp4: { codec: 'avc1.64001f', muxed: 'avc', format: () => new Mp4OutputFormat() },
  webm: { codec: 'vp8', muxed: 'vp8', format: () => new WebMOutputFormat() },
} as const;

/** JPEG pictures as a video file: H.264 in MP4, or VP8 in WebM. */
export async function videoOf(
  kind: keyof typeof KINDS,
  pictures: readonly Uint8Array[],
  framesPerSecond = 10,
): Promise<Buffer> {
  process.env['NODE_WEBCODECS_FORCE'] = 'static';
  const { default: codecs } = (await import('node-webcodecs')) as unknown as { default: typeof Codecs };
  const { codec, muxed, format } = KINDS[kind];
  const { width = 0, height = 0 } = await sharp(pictures[0]).metadata();
  const target = new BufferTarget();
  const output = new Output({ format: format(), target });
  const source = new EncodedVideoPacketSource(muxed);
  output.addVideoTrack(source);
  await output.start();
  const added: Promise<void>[] = [];
  const encoder = new codecs.VideoEncoder({
    output: (encoded, meta) => {
      const data = new Uint8Array(encoded.byteLength);
      encoded.copyTo(data);
      const packet = new EncodedPacket(data, encoded.type, encoded.timestamp / 1e6, 1 / framesPerSecond);
      added.push(source.add(packet, meta as EncodedVideoChunkMetadata));
    },
    error: (error) => {
      throw error;
    },
  });
  // The package's encoder loses packets on a thread of its own, and at times the process.
  const here = { useWorkerThread: false };
  encoder.configure({ codec, width, height, bitrate: 2_000_000, framerate: framesPerSecond, ...here });
  for (const [i, picture] of pictures.entries()) {
    const data = await sharp(picture).ensureAlpha().raw().toBuffer();
    const shape = { format: 'RGBA', codedWidth: width, codedHeight: height } as const;
    const frame = new codecs.VideoFrame(data, { ...shape, timestamp: (i * 1e6) / framesPerSecond });
    encoder.encode(frame, { keyFrame: i === 0 });
    frame.close();
  }
  await encoder.flush();
  await Promise.all(added);
  encoder.close();
  await output.finalize();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}
