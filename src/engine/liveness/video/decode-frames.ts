import sharp from 'sharp';
import type { RgbImage } from '../../image.ts';
import type * as codecs from 'node-webcodecs';
import type { VideoFrame as DecodedFrame } from 'node-webcodecs';
import { openVideo } from './open-video.ts';
import type { Track } from './types.ts';
import { tooLong, unreadable, unsupported } from './unreadable.ts';

// The package would rather use the system's FFmpeg, whichever that is; its own build holds nothing under the GPL.
process.env['NODE_WEBCODECS_FORCE'] = 'static';

type Codecs = typeof codecs;

/** Longest video, seconds. */
export const MOST_SECONDS = 20;
/** Longest side of a frame in the file, pixels. */
const MOST_SIDE = 4096;
const MOST_PACKETS = 4_000;
/** Frames are looked at at this size at most, pixels on the longest side. */
const LONGEST_SIDE = 960;
const MICROSECONDS = 1e6;

/** Where a decoder is not built for this machine, videos are refused and pictures are not. */
async function loadCodecs(): Promise<Codecs> {
  try {
    return ((await import('node-webcodecs')) as unknown as { default: Codecs }).default;
  } catch {
    throw unsupported();
  }
}

/** Turned and scaled down. */
async function shown(data: Uint8Array, width: number, height: number, rotation: number): Promise<RgbImage> {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const { data: rgb, info } = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize(Math.round(width * scale), Math.round(height * scale), { fit: 'fill' })
    .rotate(rotation)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: rgb, width: info.width, height: info.height };
}

async function rgbOf(frame: DecodedFrame, rotation: number): Promise<RgbImage> {
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  if (width < 1 || height < 1 || Math.max(width, height) > MOST_SIDE) throw unsupported();
  const rgba = new Uint8Array(width * height * 4);
  await frame.copyTo(rgba, { format: 'RGBA' });
  return shown(rgba, width, height, rotation);
}

/** Which frames are looked at: at most so many, evenly spread over the time. */
function every(track: Track, mostFrames: number, mostPerSecond: number): (at: number) => boolean {
  const gap = Math.max(1 / mostPerSecond, track.durationS / mostFrames);
  let next = -Infinity;
  return (at) => {
    // Times are rounded on their way.
    if (at < next - gap / 10) return false;
    next = Math.max(next + gap, at + gap / 2);
    return true;
  };
}

async function* decoded(track: Track, wanted: (at: number) => boolean): AsyncGenerator<RgbImage> {
  const { VideoDecoder, EncodedVideoChunk } = await loadCodecs();
  const waiting: DecodedFrame[] = [];
  /** Of frames that are not there yet, ascending. */
  const times: number[] = [];
  let failures = 0;
  const decoder = new VideoDecoder({
    output: (frame) => {
      // The decoder is late by some frames and names the wrong times; what it gives is in the order of showing.
      if (wanted(times.shift() ?? 0)) waiting.push(frame);
      else frame.close();
    },
    error: () => failures++,
  });
  const taken = async (): Promise<RgbImage[]> => {
    const frames = waiting.splice(0);
    try {
      const images: RgbImage[] = [];
      for (const frame of frames) images.push(await rgbOf(frame, track.rotation));
      return images;
    } finally {
      for (const frame of frames) frame.close();
    }
  };
  try {
    const { codec, width, height, description } = track;
    const settings = { codec, codedWidth: width, codedHeight: height, useWorkerThread: false };
    decoder.configure({ ...settings, ...(description ? { description } : {}) });
    let packets = 0;
    for await (const { key, at, data } of track.packets()) {
      if (++packets > MOST_PACKETS) throw tooLong(MOST_SECONDS);
      const timestamp = Math.round(at * MICROSECONDS);
      times.splice(times.findLastIndex((time) => time <= at) + 1, 0, at);
      decoder.decode(new EncodedVideoChunk({ type: key ? 'key' : 'delta', timestamp, data }));
      yield* await taken();
    }
    await decoder.flush();
    yield* await taken();
  } finally {
    for (const frame of waiting) frame.close();
    decoder.close();
  }
  if (failures > 0 && waiting.length > 0) throw unreadable();
}

/** Pictures decode by themselves. */
async function* pictures(
  track: Track,
  wanted: (at: number) => boolean,
  decodePicture: (jpeg: Uint8Array) => Promise<RgbImage>,
): AsyncGenerator<RgbImage> {
  for await (const { at, data } of track.packets()) if (wanted(at)) yield await decodePicture(data);
}

const DECODED = /^(avc1|avc3|hvc1|hev1|vp8|vp09|vp9|av01)/;

/**
 * The frames of a video, one after the other: at most `mostFrames`, evenly spread, turned as they are shown. Nothing but
 * the frame in hand is held.
 * @throws EngineError `unreadable-video`, `unsupported-video`, `too-long`
 */
export async function* decodeFrames(
  video: Uint8Array,
  { mostFrames, mostPerSecond }: { readonly mostFrames: number; readonly mostPerSecond: number },
  decodePicture: (jpeg: Uint8Array) => Promise<RgbImage>,
): AsyncGenerator<RgbImage> {
  const track = await openVideo(video);
  if (track.durationS > MOST_SECONDS) throw tooLong(MOST_SECONDS);
  if (Math.max(track.width, track.height) > MOST_SIDE) throw unsupported();
  const wanted = every(track, mostFrames, mostPerSecond);
  if (track.codec === 'jpeg') {
    yield* pictures(track, wanted, decodePicture);
    return;
  }
  if (!DECODED.test(track.codec)) throw unsupported();
  try {
    yield* decoded(track, wanted);
  } catch (error) {
    throw error instanceof Error && error.name === 'EngineError' ? error : unreadable();
  }
}
