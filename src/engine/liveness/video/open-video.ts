import { BufferSource, EncodedPacketSink, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { EngineError } from '../../types.ts';
import { isAvi, openAvi } from './avi.ts';
import { isMotionJpeg, openMotionJpeg } from './motion-jpeg.ts';
import { hasEndlessTables } from './sample-tables.ts';
import type { Packet, Track } from './types.ts';
import { unreadable, unsupported } from './unreadable.ts';

const asBytes = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);

/** Far more looks than any file of `MOST_SECONDS` takes. */
const MOST_LOOKS = 500_000;

/** Bytes that give up after so many looks: mediabunny 1.61 turns in circles at junk that reaches to the end of a part. */
function bounded(source: BufferSource): BufferSource {
  let looks = 0;
  return new Proxy(source, {
    get(target, name, self): unknown {
      if (++looks > MOST_LOOKS) throw unreadable();
      return Reflect.get(target, name, self);
    },
  });
}

async function openContainer(bytes: Uint8Array): Promise<Track> {
  if (hasEndlessTables(bytes)) throw unreadable();
  const input = new Input({ source: bounded(new BufferSource(bytes)), formats: [MP4, QTFF, WEBM, MATROSKA] });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (!track) throw unreadable();
  if (!config) throw unsupported();
  return {
    codec: config.codec,
    width: config.codedWidth ?? 0,
    height: config.codedHeight ?? 0,
    description: config.description ? asBytes(config.description) : null,
    rotation: track.rotation,
    durationS: await track.computeDuration(),
    async *packets(): AsyncGenerator<Packet> {
      try {
        for await (const { type, timestamp, data } of new EncodedPacketSink(track).packets())
          yield { key: type === 'key', at: timestamp, data };
      } catch {
        throw unreadable();
      }
    },
  };
}

/**
 * Reads what a file says of its video: MP4, QuickTime, WebM, Matroska, AVI, or JPEG pictures one after the other.
 * @throws EngineError `unreadable-video`, `unsupported-video`
 */
export async function openVideo(bytes: Uint8Array): Promise<Track> {
  if (isAvi(bytes)) return openAvi(bytes);
  if (isMotionJpeg(bytes)) return openMotionJpeg(bytes);
  try {
    return await openContainer(bytes);
  } catch (error) {
    throw error instanceof EngineError ? error : unreadable();
  }
}
