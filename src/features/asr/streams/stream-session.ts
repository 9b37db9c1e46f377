import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../../../engine/jobs.ts';
import type { StreamEvent } from '../../../engine/speech/types.ts';
import { MINUTE_MS, SECOND_MS, type Clock } from '../../../lib/clock.ts';
import type { TaskPart } from '../../../tasks/types.ts';
import type { PartMeans } from '../../task-kind.ts';
import { sampleRateOf } from '../engine-types.ts';
import { listenOnce, type ConnectionEnd } from './connection.ts';
import { Meter, type Reading } from './meter.ts';
import { ResultPost } from './result-post.ts';
import {
  decodePrivatePart,
  OPEN,
  settingsOf,
  type PrivatePart,
  type StreamSettings,
} from './stream-order.ts';
import { toldSentence } from './stream-sentence.ts';

/** Without a word for so long a stream is given up, whether it is silent or cannot be had. */
const WORDLESS_MS = 10 * MINUTE_MS;
const LONGEST_PAUSE_MS = 30 * SECOND_MS;
/** Connections in a row on which nothing could be decoded. */
const UNDECODABLE_TRIES = 3;
/** How often it is looked whether the stream may still be heard. */
const LOOK_MS = SECOND_MS;
/** Results that are left when a stream is over have so long to be taken. */
const SETTLE_MS = MINUTE_MS;

/** A piece that is told is no longer. */
const LONGEST_SENTENCE_MS = 15_000;
const SILENCE_MS = 1000;

/** Attachment that says when the first sound came. */
const BEGUN = 'begun';

/** Why nothing more is heard; `left`: it was closed or erased, or its day is over, or the server stops. */
export type StreamEnd = 'said' | 'undecodable' | 'silent' | 'left';

/** What was heard in a stretch of time. */
export interface Stretch extends Reading {
  /** Null: it goes on. */
  readonly end: StreamEnd | null;
  /** Results that nobody took. */
  readonly lost: number;
}

/** One stream that is heard in this process, over as many connections as it takes. */
export class StreamSession {
  readonly #part: TaskPart;
  readonly #means: PartMeans;
  readonly #settings: StreamSettings;
  readonly #private: PrivatePart;
  readonly #meter = new Meter();
  readonly #post: ResultPost;
  /** Aborted when nothing more is to be heard. */
  readonly #leaving = new AbortController();
  readonly #signal: AbortSignal;
  /** Aborted when nothing more is heard. */
  readonly #ended = new AbortController();
  #live: Promise<void> | null = null;
  #end: StreamEnd | null = null;
  #hasFailed = false;
  #lastWordAt = 0;
  #toldUntilMs = 0;
  #lost = 0;

  constructor(part: TaskPart, means: PartMeans) {
    this.#part = part;
    this.#means = means;
    this.#settings = settingsOf(part.order);
    this.#private = decodePrivatePart(part.file);
    this.#signal = AbortSignal.any([part.signal, this.#leaving.signal]);
    const { callbackUrl, signToken } = this.#private;
    const receiver = { url: callbackUrl, appId: part.order.caller.appId, signToken };
    this.#post = new ResultPost(means.post, receiver, this.#signal);
  }

  /** Null: it goes on. */
  get end(): StreamEnd | null {
    return this.#live !== null && !this.#hasFailed ? this.#end : 'left';
  }

  /** Whether its task is to go on some time, here or elsewhere, or has ended otherwise. */
  get isLeft(): boolean {
    return this.#end === 'left';
  }

  begin(engine: Engine, clock: Clock): void {
    if (this.#live) return;
    this.#lastWordAt = clock.now();
    this.#live = this.#listen(engine, clock)
      .then(
        (end) => {
          this.#end = end;
        },
        (error: unknown) => {
          this.#hasFailed = true;
          throw error;
        },
      )
      .finally(() => this.#ended.abort());
    // Whoever waits for the stretch is told.
    this.#live.catch(() => {});
  }

  /** Resolves when a time has come, or the stream has ended. @throws whatever ended it that should not have */
  async stretch(clock: Clock, until: number): Promise<Stretch> {
    while (!this.#ended.signal.aborted && clock.now() < until) {
      await delay(LOOK_MS, undefined, { signal: this.#ended.signal }).catch(() => {});
      if (!this.#ended.signal.aborted) await this.#look(clock);
    }
    if (this.#ended.signal.aborted) await this.#live;
    const lost = this.#post.lost - this.#lost;
    this.#lost += lost;
    return { ...this.#meter.read(), end: this.#end, lost };
  }

  async close(): Promise<void> {
    this.#leaving.abort();
    await this.#live?.catch(() => {});
  }

  async #look(clock: Clock): Promise<void> {
    if (clock.now() - this.#lastWordAt > WORDLESS_MS) this.#leave('silent');
    // A store that does not answer for a moment ends nothing.
    const open = await this.#part.attachments.get(OPEN).catch(() => undefined);
    if (open === null) this.#leave('left');
  }

  #leave(end: StreamEnd): void {
    this.#end ??= end;
    this.#leaving.abort();
  }

  async #listen(engine: Engine, clock: Clock): Promise<StreamEnd> {
    let undecodable = 0;
    for (let failures = 0; ; failures++) {
      const before = this.#meter.seconds;
      const end = await this.#connect(engine, clock);
      if (this.#signal.aborted) break;
      if (this.#meter.seconds > before) failures = undecodable = 0;
      if (end === 'undecodable') undecodable++;
      const isOver = OVER[end] ?? (undecodable >= UNDECODABLE_TRIES ? 'undecodable' : null);
      if (isOver) {
        await Promise.race([this.#post.settled(), this.#pause(SETTLE_MS)]);
        return isOver;
      }
      await this.#pause(Math.min(SECOND_MS * 2 ** failures, LONGEST_PAUSE_MS));
    }
    return this.#end ?? 'left';
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#signal }).catch(() => {});
  }

  async #connect(engine: Engine, clock: Clock): Promise<ConnectionEnd> {
    const { url, hotWords } = this.#private;
    const { engineType, wordInfo } = this.#settings;
    const { listenOn } = this.#meter.counted(engine);
    const before = this.#meter.seconds;
    const began = { atMs: 0, voice: '' };
    return listenOnce({
      ...{ url, clock, signal: this.#signal, fetchLive: this.#means.fetchLive },
      engine: { listenOn, openDecoder: (...given) => engine.openDecoder(...given) },
      pcmSampleRate: sampleRateOf(engineType),
      options: {
        ...(hotWords.length > 0 && { hotWords }),
        ...{ words: wordInfo !== 0, silenceMs: SILENCE_MS, longestMs: LONGEST_SENTENCE_MS },
      },
      heardSeconds: () => this.#meter.seconds - before,
      onSound: async () => {
        began.atMs = Math.max(await this.#sinceFirstSound(clock.now()), this.#toldUntilMs);
        began.voice = `${this.#part.order.taskId}_${clock.now().toString(36)}`;
      },
      onEvents: (events) => {
        for (const event of events) this.#hear(event, began, clock);
      },
    });
  }

  /** Times are told from the first sound on, also after a restart. */
  async #sinceFirstSound(now: number): Promise<number> {
    const { attachments } = this.#part;
    const known = await attachments.get(BEGUN);
    if (known) return now - Number(Buffer.from(known).toString());
    await attachments.put({ name: BEGUN, group: OPEN, content: Buffer.from(String(now)) });
    return 0;
  }

  #hear(event: StreamEvent, began: { readonly atMs: number; readonly voice: string }, clock: Clock): void {
    if (event.text !== '') this.#lastWordAt = clock.now();
    if (event.type !== 'end') return;
    const voiceId = `${began.voice}_${event.index}`;
    const sentence = toldSentence(event, this.#settings, { voiceId, offsetMs: began.atMs });
    if (!sentence) return;
    this.#toldUntilMs = sentence.EndTime;
    this.#meter.countSentence();
    this.#post.tell({ TaskId: Number(this.#part.order.taskId), Result: [sentence] });
  }
}

/** Ends of a connection that are the end of the stream. */
const OVER: Readonly<Partial<Record<ConnectionEnd, StreamEnd>>> = { over: 'said', unserved: 'undecodable' };
