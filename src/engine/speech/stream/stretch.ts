import { decodeSpeech } from '../hear.ts';
import type { HotWordTrie } from '../hot-words.ts';
import type { Moonshine } from '../moonshine.ts';
import { SPEECH_RATE } from '../resample.ts';
import type { Hypothesis } from '../search.ts';
import { SURE } from '../segment.ts';
import { splitWords } from '../tokenizer.ts';
import { WINDOW } from '../voice-activity.ts';
import { timeWords } from '../words.ts';
import { endOf, keeps } from './agreement.ts';
import type { TimedWord } from './cut.ts';

/** The sound of an open sentence that is still there. */
export interface Stretch {
  readonly sound: Float32Array;
  /** Of speech, of its windows. */
  readonly probabilities: Float32Array;
}

export interface Guess {
  readonly tokens: readonly number[];
  /** That many of its words stand. */
  readonly stable: number;
}

export interface DecodedStretch extends Hypothesis {
  /** Attention of the recogniser tells where its words are. */
  times(): Promise<TimedWord[]>;
}

/**
 * Decodes a stretch that was decoded before, when it was shorter.
 * @param isOver nothing follows: if nothing is heard where there is speech for sure, listen again
 */
export async function decodeStretch(
  moonshine: Moonshine,
  { sound, probabilities }: Stretch,
  guess: Guess,
  { hotWords, isOver }: { hotWords: HotWordTrie | undefined; isOver: boolean },
): Promise<DecodedStretch> {
  const encoded = await moonshine.encode(sound);
  const sure = isOver ? probabilities.filter((probability) => probability >= SURE).length : 0;
  const sureSeconds = (sure * WINDOW) / SPEECH_RATE;
  const options = hotWords ? { hotWords } : {};
  let hypothesis = await decodeSpeech(moonshine, encoded, sureSeconds, { ...options, draft: guess.tokens });
  if (!keeps(hypothesis.tokens, guess.tokens, guess.stable)) {
    const prefix = guess.tokens.slice(0, endOf(guess.tokens, guess.stable));
    const draft = hypothesis.tokens.slice(endOf(hypothesis.tokens, guess.stable));
    hypothesis = await moonshine.decode(encoded, { ...options, prefix, draft });
  }
  const { tokens } = hypothesis;
  const times = async (): Promise<TimedWord[]> => {
    const words = splitWords(tokens);
    const spans = timeWords(words, await moonshine.attend(encoded, tokens), sound.length, probabilities);
    return words.map((word, i) => ({ ...word, ...spans[i]! }));
  };
  return { ...hypothesis, times };
}
