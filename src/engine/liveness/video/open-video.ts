import { BufferSource, EncodedPacketSink, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { EngineError } from '../../types.ts';
import { isAvi, openAvi } from './avi.ts';
import { isMotionJpeg, openMotionJpeg } from './motion-jpeg.ts';
import type { Packet, Track } from './types.ts';
import { unreadable, unsupported } from './unreadable.ts';

const asBytes = (source: AllowSharedBufferSource): Uint8Array =>
  ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);

async function openContainer(bytes: Uint8Array): Promise<Track> {
  const input = new Input({ source: new BufferSource(bytes), formats: [MP4, QTFF, WEBM, MATROSKA] });
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
