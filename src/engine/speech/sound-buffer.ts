import type { SoundBlock } from './formats/decoder.ts';
import { SPEECH_RATE } from './resample.ts';
import { LEEWAY_SECONDS, SoundIntake } from './sound-intake.ts';

const FIRST_SECONDS = 30;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** A whole sound in memory, put together block by block, mixed to one channel; it grows no further than to the limit. */
export class SoundBuffer {
  readonly #intake: SoundIntake;
  readonly #storage: ArrayBuffer;
  #length = 0;

  constructor(maxSeconds: number) {
    this.#intake = new SoundIntake(maxSeconds);
    const maxByteLength = BYTES * Math.ceil((maxSeconds + LEEWAY_SECONDS) * SPEECH_RATE);
    this.#storage = new ArrayBuffer(Math.min(maxByteLength, BYTES * FIRST_SECONDS * SPEECH_RATE), {
      maxByteLength,
    });
  }

  /** @throws EngineError `too-long` as soon as the limit is passed, `unreadable-audio` */
  add(block: SoundBlock): void {
    for (const sound of this.#intake.add(block)) this.#append(sound);
  }

  /**
   * @returns the whole sound, mono, 16 kHz, -1..1
   * @throws EngineError `unreadable-audio` when nothing was decoded
   */
  finish(): Float32Array {
    for (const sound of this.#intake.finish()) this.#append(sound);
    return new Float32Array(this.#storage.transferToFixedLength(BYTES * this.#length));
  }

  #append(sound: Float32Array): void {
    const length = BYTES * (this.#length + sound.length);
    if (length > this.#storage.byteLength)
      this.#storage.resize(
        Math.min(this.#storage.maxByteLength, Math.max(length, 2 * this.#storage.byteLength)),
      );
    new Float32Array(this.#storage, BYTES * this.#length, sound.length).set(sound);
    this.#length += sound.length;
  }
}
