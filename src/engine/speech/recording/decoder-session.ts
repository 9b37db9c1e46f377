import { EngineError } from '../../types.ts';
import { decodeBlocks } from '../decode-audio.ts';
import { ByteCursor } from '../formats/byte-cursor.ts';
import type { SoundBlock } from '../formats/decoder.ts';
import { joinSounds } from '../join-sounds.ts';
import { SPEECH_RATE } from '../resample.ts';
import { SoundIntake } from '../sound-intake.ts';
import { AskingFeed, type Ask } from './asking-feed.ts';
import type { DecoderInput, Session } from './types.ts';

/** Of sound from one step: far more than anybody sends at once, far less than crafted bytes unpack to. */
const MOST_SECONDS = 120;

/** A live stream that is decoded as its bytes come. */
export class DecoderSession implements Session<'decoder'> {
  readonly #feed = new AskingFeed(Infinity);
  readonly #intake = new SoundIntake(Infinity);
  #blocks: AsyncGenerator<SoundBlock, void, undefined> | undefined;
  #next: Promise<IteratorResult<SoundBlock, void>> | undefined;
  #isOver = false;
  #received = 0;

  /** @throws EngineError `unreadable-audio`, `unsupported-audio`; `too-long` where a few bytes unpack to minutes */
  async step({ bytes, isLast, ...options }: DecoderInput): Promise<Float32Array> {
    this.#blocks ??= decodeBlocks(new ByteCursor(this.#feed), options);
    this.#received += bytes.length;
    const sounds: Float32Array[] = [];
    let rest: Uint8Array | undefined = bytes;
    let samples = 0;
    while (!this.#isOver) {
      this.#next ??= this.#blocks.next();
      const outcome = await Promise.race([this.#next, this.#feed.asked]).catch((error: unknown) => {
        // A stream may end anywhere, and then its last piece is none.
        if (isLast && !rest?.length && this.#isFine && isUnreadable(error)) return OVER;
        throw error;
      });
      if (isAsk(outcome)) {
        if (!rest?.length && !isLast) break;
        this.#feed.give(rest ?? new Uint8Array(0));
        rest = undefined;
        continue;
      }
      this.#next = undefined;
      this.#isOver = outcome.done === true;
      const [sound] = outcome.done ? [] : this.#intake.add(outcome.value);
      if (!sound) continue;
      samples += sound.length;
      if (samples > MOST_SECONDS * SPEECH_RATE)
        throw new EngineError('too-long', 'a few bytes unpack to minutes of sound');
      sounds.push(sound);
    }
    if (isLast && this.#intake.seconds > 0) sounds.push(...this.#intake.finish());
    return joinSounds(sounds);
  }

  /** Something could be read so far, or nothing was there to read. */
  get #isFine(): boolean {
    return this.#intake.seconds > 0 || this.#received === 0;
  }

  close(): void {
    this.#next?.catch(() => {});
    this.#feed.close();
    this.#blocks?.return().catch(() => {});
  }
}

const isAsk = (outcome: Ask | IteratorResult<SoundBlock, void>): outcome is Ask => 'from' in outcome;

const OVER = { done: true, value: undefined } as const;

const isUnreadable = (error: unknown): boolean =>
  error instanceof EngineError && error.reason === 'unreadable-audio';
