import type { SpokenWord } from '../../types.ts';
import type { HotWordTrie } from '../hot-words.ts';
import type { Moonshine } from '../moonshine.ts';
import type { StreamEvent, StreamOptions } from '../types.ts';
import { agreeOn, chooseShown, endOf } from './agreement.ts';
import { chooseCut, type Cut, type TimedWord } from './cut.ts';
import { findBeginning, isSpeech, KEPT_IN_SILENCE, LEAD, WINDOW_MS } from './endpoint.ts';
import { nextTurn, SETTLE_MS, type Turn } from './pace.ts';
import { stretchOf, type SoundWindow } from './sound-window.ts';
import { contextOf, isNear } from './context.ts';
import type { Context, OpenSentence, StreamState } from './state.ts';
import { decodeStretch, type DecodedStretch, type Part } from './stretch.ts';
import { asBefore, bare, wordingOf, type Shown } from './wording.ts';

/** A stretch that long is parted where its words stand, so that it does not cost more and more. */
const PART_MS = 3_500;
/** One that long is parted wherever it can be. */
const LONGEST_MS = 6_500;
const SETTLE_WINDOWS = Math.ceil(SETTLE_MS / WINDOW_MS);

export interface Task {
  readonly moonshine: Moonshine;
  readonly options: StreamOptions;
  readonly hotWords: HotWordTrie | undefined;
}

/** What one step of a live stream does, window by window. */
export class Step {
  readonly events: StreamEvent[] = [];
  open: OpenSentence | null;
  ended: number;
  /** The first window that nobody was told of. */
  from: number;
  context: Context | null;
  readonly #task: Task;
  readonly #heard: SoundWindow;

  constructor(task: Task, heard: SoundWindow, { open, ended, from, context }: StreamState) {
    this.#task = task;
    this.#heard = heard;
    this.open = open;
    this.ended = ended;
    this.from = from;
    this.context = context;
  }

  /** The first window whose sound is still needed. */
  get first(): number {
    return Math.min(this.from, this.context?.from ?? this.from);
  }

  /** Takes in one window more; only what cannot wait is decoded. */
  async take(window: number): Promise<void> {
    const probability = this.#heard.probabilities[window - this.#heard.first]!;
    if (!this.open) return this.#wait(window);
    if (isSpeech(probability)) this.open = { ...this.open, lastSpeech: window };
    if (this.#turn(window + 1) === 'end') await this.finish(window + 1);
    else if (this.#soundMs(window + 1) >= LONGEST_MS) await this.#look(window + 1, true);
  }

  /** Decodes what there is, if it is time for it. */
  async lookAround(to: number): Promise<void> {
    if (!this.open) return;
    const turn = this.#turn(to);
    if (turn === 'look') await this.#look(to, false);
    if (turn === 'settle') await this.#settle(to);
  }

  /** Ends the open sentence. */
  async finish(to: number): Promise<void> {
    if (this.open && this.#isUnheard(this.open)) await this.#settle(to);
    const open = this.open!;
    this.#end(open, open.tokens, open.words);
    // Words that were said after those would be heard a second time.
    this.context = open.last?.to === open.lastSpeech + 1 ? open.last : null;
    this.open = null;
    this.from = Math.max(open.lastSpeech + 1, to - KEPT_IN_SILENCE);
  }

  #wait(window: number): void {
    if (this.context && !isNear(this.context, window)) this.context = null;
    const { first, probabilities } = this.#heard;
    const begins = findBeginning(probabilities.subarray(this.from - first, window + 1 - first));
    if (begins === undefined) {
      this.from = Math.max(this.from, window + 1 - KEPT_IN_SILENCE);
      return;
    }
    const startWindow = this.from + begins;
    this.from = Math.max(this.from, startWindow - LEAD);
    this.open = beginAt(startWindow, window);
  }

  #soundMs = (to: number): number => (to - this.from) * WINDOW_MS;

  #isUnheard = (open: OpenSentence): boolean => open.decodedTo <= open.lastSpeech + SETTLE_WINDOWS;

  #turn(to: number): Turn {
    const open = this.open!;
    return nextTurn(
      {
        silentMs: (to - 1 - open.lastSpeech) * WINDOW_MS,
        soundMs: this.#soundMs(to),
        freshMs: (to - Math.max(open.decodedTo, this.from)) * WINDOW_MS,
        isHeard: open.decodedTo > open.startWindow,
        isUnheard: this.#isUnheard(open),
        isShown: open.shown !== null,
      },
      this.#task.options.silenceMs,
    );
  }

  async #decode(to: number, part: Part): Promise<DecodedStretch> {
    const { moonshine, hotWords } = this.#task;
    const end = Math.min(to, this.open!.lastSpeech + 1 + LEAD);
    const { from = this.from, tokens: context = [] } = this.context ?? {};
    const guess = { ...this.open!, context, contextWindows: this.from - from };
    const stretch = stretchOf(this.#heard, from, end);
    const decoded = await decodeStretch(moonshine, stretch, guess, { hotWords, part });
    const stable = agreeOn(this.open!.tokens, decoded, this.open!.stable);
    this.open = { ...this.open!, tokens: decoded.tokens, stable, decodedTo: to, words: null };
    return decoded;
  }

  async #settle(to: number): Promise<void> {
    const before = this.open!.tokens;
    const decoded = await this.#decode(to, 'end');
    const words = await decoded.times();
    const last = contextOf(words, decoded.tokens, this.from, this.open!.lastSpeech + 1, this.context);
    this.open = { ...this.open!, last, ...(this.#task.options.words && { words: this.#inStream(words) }) };
    this.#showSome(before, decoded);
  }

  async #look(to: number, mustPart: boolean): Promise<void> {
    const before = this.open!.tokens;
    const { startWindow, shown } = this.open!;
    const part = mustPart ? 'cut' : shown ? 'middle' : 'beginning';
    const decoded = await this.#decode(to, part);
    this.#showSome(before, decoded);
    const isTooLong = (to - startWindow) * WINDOW_MS >= this.#task.options.longestMs;
    if (mustPart || isTooLong || this.#soundMs(to) >= PART_MS) await this.#part(decoded, to, mustPart);
  }

  /** Drops the sound of words that stand; ends the sentence there when it is too long. */
  async #part(decoded: DecodedStretch, to: number, mustPart: boolean): Promise<void> {
    const words = await decoded.times();
    const { probabilities } = stretchOf(this.#heard, this.from, to);
    const { stable } = this.open!;
    const cut =
      chooseCut(words, stable, probabilities) ?? (mustPart ? this.#anyCut(words, probabilities) : undefined);
    if (!cut) return;
    const open = this.open!;
    const before = words.slice(0, cut.words);
    const dropped = before.at(-1)?.to ?? 0;
    const next = words[cut.words];
    const window = this.from + cut.window;
    const said = [...open.said, ...this.#inStream(before)];
    this.open = {
      ...open,
      said,
      tokens: open.tokens.slice(dropped),
      shownTokens: open.shownTokens.slice(endOf(open.shownTokens, cut.words)),
      stable: Math.max(0, open.stable - cut.words),
      firstWord: next && said.length > 0 ? bare(next.text) : null,
    };
    this.context = contextOf(before, open.tokens, this.from, window, this.context);
    this.from = window;
    if ((window - open.startWindow) * WINDOW_MS < this.#task.options.longestMs) return;
    this.#end({ ...this.open, lastSpeech: Math.min(open.lastSpeech, window - 1) }, [], []);
    this.open = { ...beginAt(window, open.lastSpeech), tokens: this.open.tokens, decodedTo: open.decodedTo };
  }

  #anyCut(words: readonly TimedWord[], probabilities: Float32Array): Cut {
    return (
      chooseCut(words, words.length - 1, probabilities) ?? {
        words: words.length,
        window: probabilities.length,
      }
    );
  }

  #inStream(words: readonly TimedWord[]): SpokenWord[] {
    const fromMs = this.from * WINDOW_MS;
    const { firstWord } = this.open!;
    return words.map(({ text, startMs, endMs }, i) => ({
      text: i === 0 ? asBefore(text, firstWord) : text,
      startMs: Math.round(fromMs + startMs),
      endMs: Math.round(fromMs + endMs),
    }));
  }

  #showSome(before: readonly number[], decoded: DecodedStretch): void {
    const { shownTokens, stable, startWindow, decodedTo } = this.open!;
    const spokenMs = (decodedTo - startWindow) * WINDOW_MS;
    const tokens = chooseShown(shownTokens, before, decoded, stable, spokenMs);
    const open = { ...this.open!, shownTokens: tokens };
    const shown = wordingOf(open, tokens);
    this.open = open;
    const { text, stableLength } = shown;
    if (text === (open.shown?.text ?? '') && stableLength === (open.shown?.stableLength ?? 0)) return;
    this.open = { ...open, shown };
    this.#tell(open.shown ? 'change' : 'begin', open, shown);
  }

  /** @param words of the shown tokens, those of what was said before aside */
  #end(open: OpenSentence, tokens: readonly number[], words: readonly SpokenWord[] | null): void {
    const { text } = wordingOf(open, tokens);
    if (text === '' && !open.shown) return;
    const shown = { text, stableLength: text.length };
    if (!open.shown) this.#tell('begin', open, shown);
    const all = this.#task.options.words ? { words: [...open.said, ...(words ?? [])] } : {};
    this.#tell('end', open, shown, all);
    this.ended++;
  }

  #tell(
    type: StreamEvent['type'],
    open: OpenSentence,
    shown: Shown,
    words: { words?: readonly SpokenWord[] } = {},
  ): void {
    const startMs = open.startWindow * WINDOW_MS;
    const endMs = (open.lastSpeech + 1) * WINDOW_MS;
    this.events.push({ type, index: this.ended, startMs, endMs, ...shown, ...words });
  }
}

const beginAt = (startWindow: number, lastSpeech: number): OpenSentence => ({
  startWindow,
  lastSpeech,
  said: [],
  tokens: [],
  stable: 0,
  decodedTo: startWindow,
  words: null,
  shownTokens: [],
  shown: null,
  firstWord: null,
  last: null,
});
