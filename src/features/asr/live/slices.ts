import type { StreamEvent } from '../../../engine/speech/types.ts';
import type { SpokenWord } from '../../../engine/types.ts';
import { withoutPunctuation } from '../wording/punctuation.ts';
import { rewordSentence, rewordText, type WordingOptions } from '../wording/reword.ts';

export interface SliceOptions {
  readonly voiceId: string;
  readonly wording: WordingOptions;
  /** 0: no words; 1: without punctuation; else as they stand in the text. */
  readonly wordInfo: number;
  /** Also say that a sentence has begun of which nothing is understood yet, and that it came to nothing. */
  readonly withEmpty: boolean;
}

/** A sentence of the stream so far. https://www.tencentcloud.com/document/product/1118/53937 */
interface Slice {
  /** 0: begins; 1: goes on, and may still change; 2: stands. */
  readonly slice_type: 0 | 1 | 2;
  readonly index: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly voice_text_str: string;
  readonly word_size: number;
  readonly word_list: readonly object[];
}

const TYPES = { begin: 0, change: 1, end: 2 } as const;

/** Words what is heard as the messages of the real-time API. */
export class Slices {
  readonly #options: SliceOptions;
  #messages = 0;
  /** The sentence whose beginning was told. */
  #begun = -1;
  /** Sentences that were told to the end. */
  ended = 0;

  constructor(options: SliceOptions) {
    this.#options = options;
  }

  /** What every message has. */
  envelope(): { code: 0; message: 'success'; voice_id: string; message_id: string } {
    const { voiceId } = this.#options;
    return { code: 0, message: 'success', voice_id: voiceId, message_id: `${voiceId}_${this.#messages++}` };
  }

  /** The message for an event; null when there is nothing to tell. */
  of(event: StreamEvent): object | null {
    const { text, words } = this.#worded(event);
    if (text === '' && !this.#options.withEmpty) return null;
    const isFirst = this.#begun !== event.index;
    if (event.type !== 'end') this.#begun = event.index;
    else this.ended++;
    const result: Slice = {
      slice_type: isFirst && event.type === 'change' ? 0 : TYPES[event.type],
      index: event.index,
      start_time: Math.round(event.startMs),
      end_time: Math.round(event.endMs),
      voice_text_str: text,
      word_size: words.length,
      word_list: words.map((word) => ({
        word: word.text,
        start_time: Math.round(word.startMs),
        end_time: Math.round(word.endMs),
        stable_flag: 1,
      })),
    };
    return { ...this.envelope(), result };
  }

  #worded(event: StreamEvent): { text: string; words: readonly SpokenWord[] } {
    const { wording, wordInfo } = this.#options;
    if (event.type !== 'end') return { text: rewordText(event.text, wording), words: [] };
    const { text, startMs, endMs, words } = event;
    const sentence = rewordSentence(
      { text, startMs, endMs, ...(words && { words }), channel: 0, meanLogProbability: null },
      wording,
    );
    const heard = wordInfo === 0 ? [] : (sentence?.words ?? []);
    return { text: sentence?.text ?? '', words: wordInfo === 1 ? withoutPunctuation(heard) : heard };
  }
}
