import type { BroughtModel } from './brought/types.ts';
import type { AudioFormat, SpokenWord, Step } from '../types.ts';

/** A word or name that is likelier than the recogniser would think. */
export interface HotWord {
  readonly text: string;
  /** 1..11, the more the likelier; 100: as 11. */
  readonly weight: number;
}

/** What was said between two pauses, or up to the end of a sentence. Times are milliseconds from the start of the audio. */
export interface SpokenSentence {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Absent when they were not asked for. */
  readonly words?: readonly SpokenWord[];
  /** 0: the left or only one; 1: the right one. */
  readonly channel: number;
  /** Natural logarithm of the probability of a token, mean over the sentence; null: the recogniser does not tell. */
  readonly meanLogProbability: number | null;
}

export interface SpeechOptions {
  /** One that the deployment brought; absent: the packaged one. */
  readonly model?: BroughtModel;
  readonly format: AudioFormat;
  /** Sample rate of raw `pcm` input, Hz; other formats carry their own. */
  readonly pcmSampleRate?: 8000 | 16000;
  readonly words?: boolean;
  /** Words and names that are likelier than the recogniser would think. */
  readonly hotWords?: readonly HotWord[];
  /** Audio longer than this is refused with `too-long`. */
  readonly maxSeconds: number;
}

export interface SpeechResult {
  readonly text: string;
  readonly audioSeconds: number;
  /** Absent where the recogniser cannot time words honestly. */
  readonly words?: readonly SpokenWord[];
  /** In order; their texts, joined by spaces, are the text. */
  readonly sentences: readonly SpokenSentence[];
  readonly steps: readonly Step[];
}

/** Audio whose bytes are asked for as they are needed, so that nobody has to hold all of them. */
export interface AudioSource {
  /** Bytes. */
  readonly size: number;
  /** @returns the bytes from `from` on, `length` of them or what there is before the end */
  read(from: number, length: number): Promise<Uint8Array>;
}

export interface RecordingOptions {
  /** One that the deployment brought; absent: the packaged one. */
  readonly model?: BroughtModel;
  /** Absent: told by the marks of the file. */
  readonly format?: AudioFormat;
  /** Sample rate of raw `pcm`, Hz. */
  readonly pcmSampleRate?: 8000 | 16000;
  /** `apart`: the two sides of a call are heard each for itself; audio of one channel stays one. */
  readonly channels: 'mixed' | 'apart';
  readonly words?: boolean;
  readonly hotWords?: readonly HotWord[];
  /** Audio longer than this is refused with `too-long`. */
  readonly maxSeconds: number;
}

/** How far a recording has been heard. */
export interface RecordingProgress {
  readonly heardSeconds: number;
  /** 0..1, by the bytes that were read. */
  readonly share: number;
  /** Those that came since the last report, in order of time within their channel. */
  readonly sentences: readonly SpokenSentence[];
}

export interface RecordingResult {
  readonly audioSeconds: number;
  /** 1 or 2. */
  readonly channels: number;
  /** In order of their starts. */
  readonly sentences: readonly SpokenSentence[];
  readonly steps: readonly Step[];
}

export interface StreamOptions {
  readonly hotWords?: readonly HotWord[];
  readonly words?: boolean;
  /** Silence that ends a sentence, milliseconds. */
  readonly silenceMs: number;
  /** A sentence that goes on longer is ended where it can be, milliseconds. */
  readonly longestMs: number;
}

/** One step of a live stream. Nothing of a stream stays in a worker: its whole state travels with each step. */
export interface StreamInput<State> {
  readonly options: StreamOptions;
  /** Null: the stream begins. */
  readonly state: State | null;
  /** What came since the last step: mono, 16 kHz, -1..1. */
  readonly sound: Float32Array;
  /** Nothing follows: whatever is open is ended. */
  readonly isLast: boolean;
}

export interface StreamOutput<State> {
  readonly state: State;
  readonly events: readonly StreamEvent[];
  readonly steps: readonly Step[];
}

/** A sentence of a stream begins, changes, or stands. */
export interface StreamEvent {
  readonly type: 'begin' | 'change' | 'end';
  /** Of the sentence, from 0. */
  readonly index: number;
  readonly startMs: number;
  /** So far. */
  readonly endMs: number;
  readonly text: string;
  /** Length of the beginning of `text` whose words will not change any more, though their capitals and punctuation may; UTF-16 code units; all of it at the end. */
  readonly stableLength: number;
  /** At the end, when they were asked for. */
  readonly words?: readonly SpokenWord[];
}
