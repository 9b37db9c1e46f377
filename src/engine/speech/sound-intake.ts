import { EngineError } from '../types.ts';
import type { SoundBlock } from './formats/decoder.ts';
import { Resampler, SPEECH_RATE } from './resample.ts';

/** Encoders pad the last frame; that much above the limit is not held against the caller. */
export const LEEWAY_SECONDS = 0.1;
const MIN_RATE = 4_000;
const MAX_RATE = 192_000;

const unreadable = (message: string): never => {
  throw new EngineError('unreadable-audio', message);
};

/**
 * Brings what decoders give to what recognisers hear, block by block: one channel, or the two of a call, at 16 kHz. It counts,
 * so that a small file that unpacks to hours stops at the limit.
 */
export class SoundIntake {
  readonly #maxSamples: number;
  readonly #apart: boolean;
  #rate = 0;
  #decodedChannels = 0;
  #resamplers: readonly Resampler[] = [];
  #samples = 0;

  /** @param apart the channels of audio of two stay apart; any other number is mixed to one */
  constructor(maxSeconds: number, apart = false) {
    this.#maxSamples = Math.ceil((maxSeconds + LEEWAY_SECONDS) * SPEECH_RATE);
    this.#apart = apart;
  }

  /** Seconds that have come out, of each channel. */
  get seconds(): number {
    return this.#samples / SPEECH_RATE;
  }

  /**
   * @returns the sound that is complete with the block, one array a channel: 16 kHz, -1..1
   * @throws EngineError `too-long` as soon as the limit is passed; `unreadable-audio` when the rate changes
   */
  add({ channels, rate }: SoundBlock): readonly Float32Array[] {
    if (!(rate >= MIN_RATE && rate <= MAX_RATE) || !Number.isInteger(rate) || channels.length === 0)
      unreadable('the audio has no usable sample rate or channel');
    if (this.#rate && this.#rate !== rate) unreadable('the sample rate changes within the audio');
    if (this.#apart && this.#decodedChannels && this.#decodedChannels !== channels.length)
      unreadable('the number of channels changes within the audio');
    this.#rate = rate;
    this.#decodedChannels = channels.length;
    const isApart = this.#apart && channels.length === 2;
    const sounds = isApart || channels.length === 1 ? channels : [mixDown(channels)];
    if (rate !== SPEECH_RATE && this.#resamplers.length === 0)
      this.#resamplers = sounds.map(() => new Resampler(rate, SPEECH_RATE));
    return this.#count(sounds.map((sound, i) => this.#resamplers[i]?.push(sound) ?? sound));
  }

  /**
   * @returns what is left
   * @throws EngineError `unreadable-audio` when there was no sound at all
   */
  finish(): readonly Float32Array[] {
    const rest = this.#count(this.#resamplers.map((resampler) => resampler.finish()));
    if (this.#samples === 0) unreadable('the audio holds no sound');
    return rest;
  }

  #count(sounds: readonly Float32Array[]): readonly Float32Array[] {
    this.#samples += sounds[0]?.length ?? 0;
    if (this.#samples > this.#maxSamples)
      throw new EngineError('too-long', 'the audio is longer than allowed');
    return sounds.map((sound) => sound.map(withinOne));
  }
}

/** A decoder must not be able to bring the recogniser NaN or infinity. */
const withinOne = (value: number): number => (value > 1 ? 1 : value < -1 ? -1 : value === value ? value : 0);

function mixDown(channels: readonly Float32Array[]): Float32Array {
  const mono = new Float32Array(channels[0]!.length);
  for (const channel of channels)
    for (let i = 0; i < mono.length; i++) mono[i]! += channel[i]! / channels.length;
  return mono;
}
