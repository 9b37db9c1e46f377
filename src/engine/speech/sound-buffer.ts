import { EngineError } from '../types.ts';
import { Resampler, SPEECH_RATE } from './resample.ts';

/** Encoders pad the last frame; that much above the limit is not held against the caller. */
const LEEWAY_SECONDS = 0.1;
const MIN_RATE = 4_000;
const MAX_RATE = 192_000;
const FIRST_SECONDS = 30;

/**
 * Where decoders put what they decode, block by block: mixed to one channel, brought to 16 kHz at once, and counted,
 * so that a small file that unpacks to hours stops at the limit instead of in the memory.
 */
export class SoundBuffer {
  readonly #maxSamples: number;
  readonly #storage: ArrayBuffer;
  #length = 0;
  #rate: number | undefined;
  #resampler: Resampler | undefined;

  constructor(maxSeconds: number) {
    this.#maxSamples = Math.ceil((maxSeconds + LEEWAY_SECONDS) * SPEECH_RATE);
    const maxByteLength = 4 * this.#maxSamples;
    this.#storage = new ArrayBuffer(Math.min(maxByteLength, 4 * FIRST_SECONDS * SPEECH_RATE), {
      maxByteLength,
    });
  }

  /**
   * @param channels one Float32Array per channel, -1..1, of equal length
   * @param rate Hz, the same for all blocks
   * @throws EngineError `too-long` as soon as the limit is passed
   */
  add(channels: readonly Float32Array[], rate: number): void {
    if (!(rate >= MIN_RATE && rate <= MAX_RATE) || !Number.isInteger(rate) || channels.length === 0)
      throw new EngineError('unreadable-audio', 'the audio has no usable sample rate or channel');
    if (this.#rate !== undefined && this.#rate !== rate)
      throw new EngineError('unreadable-audio', 'the sample rate changes within the audio');
    this.#rate = rate;
    const mono = channels.length === 1 ? channels[0]! : mixDown(channels);
    if (rate === SPEECH_RATE) return this.#append(mono);
    this.#resampler ??= new Resampler(rate, SPEECH_RATE);
    this.#append(this.#resampler.push(mono));
  }

  /**
   * @returns the whole sound, mono, 16 kHz, -1..1
   * @throws EngineError `unreadable-audio` when nothing was decoded
   */
  finish(): Float32Array {
    if (this.#resampler) this.#append(this.#resampler.finish());
    if (this.#length === 0) throw new EngineError('unreadable-audio', 'the audio holds no sound');
    return new Float32Array(this.#storage.transferToFixedLength(4 * this.#length));
  }

  #append(samples: Float32Array): void {
    const length = this.#length + samples.length;
    if (length > this.#maxSamples) throw tooLong();
    if (4 * length > this.#storage.byteLength)
      this.#storage.resize(
        Math.min(this.#storage.maxByteLength, Math.max(4 * length, 2 * this.#storage.byteLength)),
      );
    const target = new Float32Array(this.#storage, 4 * this.#length, samples.length);
    // A decoder must not be able to bring the recogniser NaN or infinity.
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i]!;
      target[i] = value > 1 ? 1 : value < -1 ? -1 : value === value ? value : 0;
    }
    this.#length = length;
  }
}

export const tooLong = (): EngineError => new EngineError('too-long', 'the audio is longer than allowed');

/** Refuses before decoding, where a container states or implies its length. */
export function checkSeconds(seconds: number, maxSeconds: number): void {
  if (seconds > maxSeconds + LEEWAY_SECONDS) throw tooLong();
}

function mixDown(channels: readonly Float32Array[]): Float32Array {
  const mono = new Float32Array(channels[0]!.length);
  for (const channel of channels)
    for (let i = 0; i < mono.length; i++) mono[i]! += channel[i]! / channels.length;
  return mono;
}
