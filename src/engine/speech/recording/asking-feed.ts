import type { ByteFeed } from '../formats/byte-cursor.ts';

/** Bytes that somebody else has to bring. */
export interface Ask {
  readonly from: number;
  readonly length: number;
}

/** A feed in a worker whose bytes come from outside: each read becomes a question, and waits for what is given. */
export class AskingFeed implements ByteFeed {
  readonly size: number;
  #question = Promise.withResolvers<Ask>();
  #answer: PromiseWithResolvers<Uint8Array> | undefined;

  constructor(size: number) {
    this.size = size;
  }

  /** The question that waits for its answer, or the next one. */
  get asked(): Promise<Ask> {
    return this.#question.promise;
  }

  read(from: number, length: number): Promise<Uint8Array> {
    this.#answer = Promise.withResolvers<Uint8Array>();
    this.#question.resolve({ from, length });
    return this.#answer.promise;
  }

  /** Answers the question; nothing when none was asked. */
  give(bytes: Uint8Array): void {
    this.#take()?.resolve(bytes);
  }

  /** Whoever waits for bytes gives up. */
  close(): void {
    this.#take()?.reject(new Error('nobody brings any more bytes'));
  }

  #take(): PromiseWithResolvers<Uint8Array> | undefined {
    const answer = this.#answer;
    this.#answer = undefined;
    if (answer) this.#question = Promise.withResolvers<Ask>();
    return answer;
  }
}
