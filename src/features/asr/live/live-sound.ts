import { joinSounds } from '../../../engine/speech/join-sounds.ts';
import type { LiveDecoder, LongListening } from '../../../engine/speech/recording/types.ts';
import { Resampler, SPEECH_RATE } from '../../../engine/speech/resample.ts';
import type { AudioFormat } from '../../../engine/types.ts';

/** Makes sound, mono at 16 kHz and -1..1, of the messages of a live stream. Whoever opens one closes it. */
export interface LiveSound {
  /** @throws EngineError */
  push(frames: readonly Uint8Array[]): Promise<Float32Array>;
  /** Nothing follows. @returns the rest */
  end(): Promise<Float32Array>;
  close(): void;
}

export interface LiveFormat {
  readonly format: AudioFormat;
  /** Of raw `pcm`, Hz. */
  readonly pcmSampleRate: 8000 | 16000;
}

/** Raw sound is read here; all else goes through a decoder in a worker. */
export function liveSound(engine: Pick<LongListening, 'openDecoder'>, { format, pcmSampleRate }: LiveFormat) {
  if (format === 'pcm') return rawSound(pcmSampleRate);
  if (format === 'm4a') return wholeFiles(() => engine.openDecoder(format));
  return decoded(engine.openDecoder(format));
}

const joined = (frames: readonly Uint8Array[]): Uint8Array =>
  frames.length === 1 ? (frames[0] as Uint8Array) : Buffer.concat(frames);

/** 16-bit little-endian samples, cut anywhere. */
function rawSound(rate: 8000 | 16000): LiveSound {
  const resampler = rate === SPEECH_RATE ? null : new Resampler(rate, SPEECH_RATE);
  let odd = Buffer.alloc(0);
  return {
    async push(frames) {
      const bytes = Buffer.concat([odd, ...frames]);
      const samples = new Float32Array(bytes.length >> 1);
      for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(2 * i) / 32768;
      odd = Buffer.from(bytes.subarray(2 * samples.length));
      return resampler ? resampler.push(samples) : samples;
    },
    end: async () => resampler?.finish() ?? new Float32Array(0),
    close: () => {},
  };
}

const decoded = (decoder: LiveDecoder): LiveSound => ({
  push: (frames) => decoder.push(joined(frames)),
  end: () => decoder.end(),
  close: () => decoder.close(),
});

/** Each message is a file of its own, as the API asks for `m4a`. */
function wholeFiles(open: () => LiveDecoder): LiveSound {
  const one = async (frame: Uint8Array): Promise<readonly Float32Array[]> => {
    const decoder = open();
    try {
      return [await decoder.push(frame), await decoder.end()];
    } finally {
      decoder.close();
    }
  };
  return {
    async push(frames) {
      const pieces: Float32Array[] = [];
      for (const frame of frames) if (frame.length > 0) pieces.push(...(await one(frame)));
      return joinSounds(pieces);
    },
    end: async () => new Float32Array(0),
    close: () => {},
  };
}
