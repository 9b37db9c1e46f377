import type { SpokenWord } from '../../types.ts';
import type { ActivityMemory } from '../voice-activity.ts';

/** All that is known of a live stream between two of its steps; for nobody but the listener. Windows are of 512 samples. */
export interface StreamState {
  readonly memory: ActivityMemory;
  /** Mono, 16 kHz, 16 bit: what may still be needed; it begins with a window and may end within one. */
  readonly sound: Int16Array;
  /** Probabilities of speech of the whole windows of the sound. */
  readonly probabilities: Float32Array;
  /** Windows of the stream before the sound. */
  readonly firstWindow: number;
  /** The first window of them that nobody was told of. */
  readonly from: number;
  /** What was said just before it. */
  readonly context: Context | null;
  /** The sentence that is being said. */
  readonly open: OpenSentence | null;
  /** Sentences that have ended. */
  readonly ended: number;
}

/** Words that were told, whose sound is heard once more before what follows: a recogniser does worse without any. */
export interface Context {
  /** Windows of the stream, the end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly number[];
}

/** A sentence that is being said; windows are counted from the beginning of the stream. */
export interface OpenSentence {
  /** Its first window with speech. */
  readonly startWindow: number;
  /** The last one so far. */
  readonly lastSpeech: number;
  /** Its beginning, when that is long ago: it stands, and its sound is gone. */
  readonly said: readonly SpokenWord[];
  /** What the rest sounded like when it was last decoded. */
  readonly tokens: readonly number[];
  /** That many of their words stand. */
  readonly stable: number;
  /** The window before which it was decoded. */
  readonly decodedTo: number;
  /** The words of the tokens, where their times are known. */
  readonly words: readonly SpokenWord[] | null;
  /** What is shown of the rest: sometimes what it sounded like before. */
  readonly shownTokens: readonly number[];
  /** What is shown of it, and how much of that stands; null: nobody was told of it. */
  readonly shown: { readonly text: string; readonly stableLength: number } | null;
  /** Its last words, as context of the next sentence; null: it has not been silent since. */
  readonly last: Context | null;
  /** What the first of the tokens looked like before the sound before it was dropped: to begin small where it was small. */
  readonly firstWord: string | null;
}
