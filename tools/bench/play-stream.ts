import { SPEECH_RATE } from '../../src/engine/speech/resample.ts';
import type { StreamState } from '../../src/engine/speech/stream/state.ts';
import type { Listener } from '../../src/engine/speech/stream/listener.ts';
import type { StreamEvent } from '../../src/engine/speech/types.ts';
import { STEP_SAMPLES } from '../../src/features/asr/live/listen.ts';

const PACKET_MS = 40;
const PACKET = (PACKET_MS * SPEECH_RATE) / 1000;
/** The server waits for as many, too. */
const STEP_PACKETS = Math.ceil(STEP_SAMPLES / PACKET);
/** So that the last sentence ends by itself. */
export const SILENT_SECONDS = 2.4;
const LONGEST_MS = 60_000;

/** How a live stream went, in the time of whoever plays it. */
export interface Played {
  readonly text: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** When anything was first shown, from the beginning and the end of the first word; absent: never, or the word is not known. */
  readonly firstAfterBeginMs: number | undefined;
  readonly firstAfterEndMs: number | undefined;
  /** The same of each sentence that was shown before it ended, by its own words. */
  readonly sentencesAfterEndMs: readonly number[];
  /** From the last sound of each sentence to its end being told. */
  readonly endMs: readonly number[];
  /** From the end of all sound to the end of the work. */
  readonly lastMs: number;
  readonly sentences: number;
  /** Words that were shown, each as often as it came anew, and those that were taken back or changed. */
  readonly shown: number;
  readonly retracted: number;
}

export interface PlayOptions {
  readonly silenceMs: number;
  readonly longestMs?: number;
  /** The first word, in the audio. */
  readonly first?: { readonly startMs: number; readonly endMs: number } | undefined;
}

/** The clock is where the audio is, or behind by the processor's time that the work took. */
export async function playStream(
  listen: Listener,
  sound: Float32Array,
  { silenceMs, first, longestMs = LONGEST_MS }: PlayOptions,
): Promise<Played> {
  const packets = Math.ceil(sound.length / PACKET);
  const whole = new Float32Array(packets * PACKET);
  whole.set(sound);
  const options = { silenceMs, longestMs, words: true };
  const tally = new Tally();
  let state: StreamState | null = null;
  let nowMs = 0;
  let cpuMs = 0;
  for (let sent = 0; sent < packets;) {
    nowMs = Math.max(nowMs, Math.min(packets, sent + STEP_PACKETS) * PACKET_MS);
    const come = Math.min(packets, Math.floor(nowMs / PACKET_MS));
    const before = process.cpuUsage();
    const step = await listen({
      options,
      state,
      sound: whole.slice(sent * PACKET, come * PACKET),
      isLast: come === packets,
    });
    const { user, system } = process.cpuUsage(before);
    cpuMs += (user + system) / 1000;
    nowMs += (user + system) / 1000;
    state = step.state;
    sent = come;
    for (const event of step.events) tally.count(event, nowMs);
  }
  const { firstMs, ends, sentenceFirsts, shown, retracted, texts } = tally;
  const since = (ms: number | undefined) =>
    ms === undefined || firstMs === undefined ? undefined : firstMs - ms;
  return {
    text: texts.join(' '),
    seconds: whole.length / SPEECH_RATE,
    cpuSeconds: cpuMs / 1000,
    firstAfterBeginMs: since(first?.startMs),
    firstAfterEndMs: since(first?.endMs),
    sentencesAfterEndMs: sentenceFirsts,
    endMs: ends,
    lastMs: nowMs - packets * PACKET_MS,
    sentences: texts.length,
    shown,
    retracted,
  };
}

class Tally {
  firstMs: number | undefined;
  readonly sentenceFirsts: number[] = [];
  readonly ends: number[] = [];
  readonly texts: string[] = [];
  shown = 0;
  retracted = 0;
  #words: readonly string[] = [];
  #begunMs: number | undefined;

  count({ type, text, endMs, words: timed }: StreamEvent, nowMs: number): void {
    this.firstMs ??= nowMs;
    this.#begunMs ??= nowMs;
    const words = text
      .toLowerCase()
      .split(' ')
      .map((word) => word.replace(/[^\p{L}\p{N}']/gu, ''))
      .filter(Boolean);
    const differs = this.#words.findIndex((word, i) => word !== words[i]);
    const kept = differs < 0 ? this.#words.length : differs;
    this.retracted += this.#words.length - kept;
    this.shown += words.length - kept;
    this.#words = words;
    if (type !== 'end') return;
    this.ends.push(nowMs - endMs);
    this.texts.push(text);
    this.#words = [];
    if (timed?.[0]) this.sentenceFirsts.push(this.#begunMs - timed[0].endMs);
    this.#begunMs = undefined;
  }
}
