import type { Ears } from '../ears.ts';
import { StepTimer } from '../step-timer.ts';
import { AskingFeed, type Ask } from './asking-feed.ts';
import { hearRecording, type HeardSoFar } from './hear-recording.ts';
import type { RecordingInput, RecordingOutput, Session } from './types.ts';

/**
 * A recording that is heard step by step: each goes on until bytes are needed or something is to be told, and then leaves the
 * worker to others.
 */
export class RecordingSession implements Session<'recording'> {
  readonly #ears: Ears;
  readonly #timer = new StepTimer(['decode', 'voiceActivity', 'encode', 'decodeText']);
  #feed: AskingFeed | undefined;
  #hearing: AsyncGenerator<HeardSoFar, void, undefined> | undefined;
  /** What the hearing does at the moment, which may take more than one step. */
  #next: Promise<IteratorResult<HeardSoFar, void>> | undefined;

  constructor(ears: Ears) {
    this.#ears = ears;
  }

  /** @throws EngineError as `hearRecording` */
  async step({ opening, bytes }: RecordingInput): Promise<RecordingOutput> {
    if (opening) {
      this.#feed = new AskingFeed(opening.size);
      this.#hearing = hearRecording(this.#feed, opening.options, this.#ears, this.#timer);
    }
    if (!this.#feed || !this.#hearing) throw new Error('the recording has not been opened');
    if (bytes) this.#feed.give(bytes);
    this.#next ??= this.#hearing.next();
    const outcome = await this.#timer.timeRest('decode', () =>
      Promise.race([this.#next!, this.#feed!.asked]),
    );
    if (isAsk(outcome)) return { type: 'ask', from: outcome.from, length: outcome.length };
    this.#next = undefined;
    if (outcome.done) return { type: 'end', steps: this.#timer.steps() };
    return { type: 'heard', ...outcome.value };
  }

  close(): void {
    this.#next?.catch(() => {});
    this.#feed?.close();
    // Whoever was stopped in the middle gives its memory back.
    this.#hearing?.return().catch(() => {});
  }
}

const isAsk = (outcome: Ask | IteratorResult<HeardSoFar, void>): outcome is Ask => 'from' in outcome;
