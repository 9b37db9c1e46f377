import type { AudioSource } from '../types.ts';
import { unreadable } from './unreadable.ts';

/** Bytes asked of the source at once. */
const BLOCK = 256 * 1024;
/** A format whose tables send the reader to and fro may have each byte fetched that often, and no more. */
const MOST_PASSES = 4;
/** Longest stretch that may be looked at without moving on: tables of hours of audio fit in. */
const MOST_BYTES = 32 * 1024 * 1024;

/** Where a cursor gets its bytes. An `AudioSource` is one; a live stream is one of infinite size. */
export interface ByteFeed {
  readonly size: number;
  /** @returns at least one byte and at most `length`, or none at the end */
  read: AudioSource['read'];
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** Reads a source from its start to its end, holding little more of it than is being looked at. */
export class ByteCursor {
  readonly #feed: ByteFeed;
  #buffer = NOTHING;
  /** Where in the source the buffer begins, and where in the buffer the cursor stands. */
  #origin = 0;
  #at = 0;
  #fetched = 0;
  #ended = false;

  constructor(feed: ByteFeed) {
    this.#feed = feed;
  }

  get position(): number {
    return this.#origin + this.#at;
  }

  /** Of the source, as it states it; infinite for a live stream. */
  get size(): number {
    return this.#feed.size;
  }

  /** Bytes that can be had without waiting. */
  get buffered(): number {
    return this.#buffer.length - this.#at;
  }

  /** @returns the next `length` bytes, or what there is before the end; the cursor stays. Valid until the next call */
  async peek(length: number): Promise<Uint8Array> {
    if (length > MOST_BYTES) unreadable('the audio is made of parts too large to read');
    while (this.buffered < length && !this.#ended) await this.#fetch(length);
    return this.#buffer.subarray(this.#at, this.#at + length);
  }

  /** @returns the next bytes as `peek` does, and moves behind them */
  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.#at += bytes.length;
    return bytes;
  }

  /**
   * Takes exactly so many bytes.
   * @throws EngineError `unreadable-audio` when there are fewer
   */
  async need(length: number): Promise<Uint8Array> {
    const bytes = await this.take(length);
    return bytes.length === length ? bytes : unreadable('the audio is cut short');
  }

  /** Moves on or back. Bytes behind the cursor of a live stream are gone. */
  async seek(position: number): Promise<void> {
    const at = position - this.#origin;
    if (at >= 0 && at <= this.#buffer.length) {
      this.#at = at;
      return;
    }
    if (this.#feed.size === Infinity) return this.#wade(position);
    this.#buffer = NOTHING;
    this.#origin = position;
    this.#at = 0;
    this.#ended = false;
  }

  skip(length: number): Promise<void> {
    return this.seek(this.position + length);
  }

  /** Moves on in a stream that has to be read to be passed. */
  async #wade(position: number): Promise<void> {
    if (position < this.position) unreadable('a stream cannot be read backwards');
    while (this.position < position && !this.#ended) {
      this.#at = this.#buffer.length;
      await this.#fetch(1);
      this.#at = Math.min(this.#buffer.length, position - this.#origin);
    }
  }

  async #fetch(wanted: number): Promise<void> {
    const rest = this.#buffer.subarray(this.#at);
    const from = this.position + rest.length;
    const length = Math.min(this.#feed.size - from, Math.max(BLOCK, wanted - rest.length));
    const bytes = length > 0 ? await this.#feed.read(from, length) : NOTHING;
    this.#ended = bytes.length === 0;
    this.#fetched += bytes.length;
    if (this.#fetched > MOST_PASSES * this.#feed.size + MOST_BYTES)
      unreadable('the audio lies scattered in its file');
    this.#origin = this.position;
    this.#at = 0;
    this.#buffer = rest.length === 0 ? bytes.subarray(0, length) : join(rest, bytes.subarray(0, length));
  }
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** A whole file in memory as a feed. */
export const feedOf = (content: Uint8Array): ByteFeed => ({
  size: content.length,
  read: (from, length) => Promise.resolve(content.subarray(from, from + length)),
});
