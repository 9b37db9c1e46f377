import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../../../engine/jobs.ts';
import type { StreamEvent, StreamOptions } from '../../../engine/speech/types.ts';
import { EngineError } from '../../../engine/types.ts';
import { SECOND_MS, type Clock } from '../../../lib/clock.ts';
import { ApiError } from '../../errors.ts';
import type { PartMeans } from '../../task-kind.ts';
import { listen, type Listened } from '../live/listen.ts';
import { liveSound, type LiveSound } from '../live/live-sound.ts';
import { PulledTalk } from './pulled-talk.ts';
import { HEAD_BYTES, streamFormat } from './stream-format.ts';

const SILENCE_MS = 30 * SECOND_MS;
/** A stream may be so far ahead of the clock: servers begin with what they have gathered. */
const LEAD_MS = 30 * SECOND_MS;
/** More than any audio that is served here takes. */
const BYTES_PER_MS = 512;
const PAUSE_MS = 250;

/**
 * How a connection ended: the stream is over; it was cut off, or something failed that may pass; what it streams cannot be
 * decoded; it is nothing that is served here; nobody waits any more.
 */
export type ConnectionEnd = 'over' | 'cut' | 'undecodable' | 'unserved' | 'left';

export interface ConnectionOptions {
  readonly url: string;
  readonly pcmSampleRate: 8000 | 16000;
  readonly options: StreamOptions;
  readonly engine: Pick<Engine, 'listenOn' | 'openDecoder'>;
  readonly fetchLive: PartMeans['fetchLive'];
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Seconds of sound that were heard on it. */
  readonly heardSeconds: () => number;
  /** Sound begins to come. */
  readonly onSound: () => Promise<void>;
  readonly onEvents: (events: readonly StreamEvent[]) => void;
}

/** Listens to a stream as long as one connection to it lasts. */
export async function listenOnce(options: ConnectionOptions): Promise<ConnectionEnd> {
  const connection = new Connection(options);
  return options.signal.aborted ? 'left' : connection.run();
}

class Connection {
  readonly #given: ConnectionOptions;
  /** Aborted when it has ended, or nobody waits any more. */
  readonly #signal: AbortSignal;
  readonly #ended = new AbortController();
  readonly #talk: PulledTalk;
  readonly #startedAt: number;
  readonly #head: Uint8Array[] = [];
  #bytes = 0;
  #sound: LiveSound | null = null;
  #listening: Promise<Listened> | null = null;
  /** Rejects when nobody listens any more, whether or not more comes. */
  readonly #deaf = Promise.withResolvers<never>();

  constructor(given: ConnectionOptions) {
    this.#given = given;
    this.#signal = AbortSignal.any([given.signal, this.#ended.signal]);
    this.#talk = new PulledTalk(this.#signal);
    this.#startedAt = given.clock.now();
  }

  async run(): Promise<ConnectionEnd> {
    const { signal } = this.#given;
    try {
      const end = await Promise.race([this.#fetch(), this.#deaf.promise]);
      const heard = await this.#listening;
      if (signal.aborted) return 'left';
      return heard?.end === 'undecodable' ? 'undecodable' : end;
    } catch (error) {
      if (signal.aborted) return 'left';
      if (error instanceof Unserved) return 'unserved';
      // Nobody listens any more: because it cannot be decoded, or because a recogniser failed.
      if (error instanceof Deaf) return 'undecodable';
      if (error instanceof EngineError) return error.reason === 'too-long' ? 'undecodable' : 'cut';
      if (error instanceof ApiError) return 'cut';
      throw error;
    } finally {
      this.#ended.abort();
      this.#sound?.close();
      await this.#listening?.catch(() => {});
    }
  }

  async #fetch(): Promise<'over' | 'cut'> {
    const { url, fetchLive } = this.#given;
    const limit = { silenceMs: SILENCE_MS, signal: this.#signal };
    const end = await fetchLive(url, limit, (chunk, type) => this.#take(chunk, type));
    if (this.#listening === null && this.#bytes > 0) await this.#begin('');
    this.#talk.over('said');
    return end;
  }

  async #take(chunk: Uint8Array, contentType: string): Promise<void> {
    this.#bytes += chunk.length;
    if (this.#listening === null) {
      this.#head.push(chunk);
      if (this.#bytes >= HEAD_BYTES) await this.#begin(contentType);
    } else await this.#hear(chunk);
    await this.#pace();
  }

  async #begin(contentType: string): Promise<void> {
    const { pcmSampleRate, options, engine, onSound, onEvents } = this.#given;
    const head = Buffer.concat(this.#head.splice(0));
    const format = streamFormat(contentType, head, pcmSampleRate);
    if (!format) throw new Unserved();
    await onSound();
    this.#sound = liveSound(engine, format);
    this.#listening = listen(this.#talk, this.#sound, options, engine, onEvents);
    this.#listening.then(({ end }) => {
      if (end !== 'said') this.#deaf.reject(new Deaf());
    }, this.#deaf.reject);
    await this.#hear(head);
  }

  async #hear(chunk: Uint8Array): Promise<void> {
    await Promise.race([this.#talk.hear(chunk), this.#deaf.promise]);
  }

  /** What is not live is heard no faster than it would be spoken. */
  async #pace(): Promise<void> {
    const signal = this.#signal;
    const { clock, heardSeconds } = this.#given;
    for (;;) {
      const streamedMs = Math.max(heardSeconds() * 1000, this.#bytes / BYTES_PER_MS);
      if (signal.aborted || streamedMs - (clock.now() - this.#startedAt) <= LEAD_MS) return;
      await delay(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }
}

class Unserved extends Error {}

class Deaf extends Error {}
