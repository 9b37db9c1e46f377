import type { Said, Talk, TalkEnd } from '../live/talk.ts';

/** Bytes that are gathered while nobody asks; beyond them whoever brings more waits. */
const GATHERED_BYTES = 64 * 1024;

/** One connection to a stream as somebody who speaks, and is never answered. */
export class PulledTalk implements Talk {
  readonly gone: AbortSignal;
  #frames: Uint8Array[] = [];
  #bytes = 0;
  #end: TalkEnd | null = null;
  #wake = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();

  constructor(gone: AbortSignal) {
    this.gone = gone;
    gone.addEventListener('abort', () => this.over('gone'), { once: true });
  }

  /** Resolves once there is room for more. */
  async hear(chunk: Uint8Array): Promise<void> {
    this.#frames.push(chunk);
    this.#bytes += chunk.length;
    this.#wake.resolve();
    if (this.#bytes > GATHERED_BYTES && this.#end === null) await this.#room.promise;
  }

  /** Nothing follows. */
  over(end: TalkEnd): void {
    this.#end ??= end;
    this.#wake.resolve();
    this.#room.resolve();
  }

  async next(): Promise<Said> {
    if (this.#bytes === 0 && this.#end === null) await this.#wake.promise;
    const said = { frames: this.#frames, end: this.gone.aborted ? ('gone' as const) : this.#end };
    this.#frames = [];
    this.#bytes = 0;
    this.#wake = Promise.withResolvers();
    this.#room.resolve();
    this.#room = Promise.withResolvers();
    return said;
  }

  send(): void {
    // What was said is told elsewhere.
  }
}
