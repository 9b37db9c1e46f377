import { decodeSpeech, isInDoubt, searchAgain, SURE_SECONDS } from '../hear.ts';
import { joinSounds } from '../join-sounds.ts';
import type { HotWordTrie } from '../hot-words.ts';
import type { Encoded, Moonshine } from '../moonshine.ts';
import { SPEECH_RATE } from '../resample.ts';
import type { Hypothesis, SearchOptions } from '../search.ts';
import { SURE } from '../segment.ts';
import { beginsWord, splitWords } from '../tokenizer.ts';
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
  /** Tokens of what is said in the beginning of the sound, and known: nothing of it is given again. */
  readonly context: readonly number[];
  /** Windows of that beginning. */
  readonly contextWindows: number;
  readonly tokens: readonly number[];
  /** That many of its words stand. */
  readonly stable: number;
}

/**
 * Of a sentence, as far as one can tell: nothing was shown of it yet, it goes on, it has to be parted, or nothing follows.
 * Where there is speech for sure, something is heard in its beginning, and what is not heard again is listened to once more
 * if nothing was. Somebody who has ended leaves the time to search for what is in doubt among several hypotheses.
 */
export type Part = 'beginning' | 'middle' | 'cut' | 'end';

/**
 * Follows the beginning of a sentence: cut off in the middle of a word, less than a second of sound is silence to the
 * recogniser more often than not. Of 30 recordings 288 ms of speech were enough for 5 first words, and 384 ms for 11;
 * followed by silence, and with something to be heard in it, 320 ms for 20.
 */
const QUIET = new Float32Array(4 * WINDOW);

/**
 * An end less likely than that is in doubt, natural logarithm a token. Somebody waits for it: two thirds of the searches that
 * a file would have win as much.
 */
const DOUBT = -0.18;
/** Tokens that do not stand yet: where there are more, the search takes longer than the silence that ends a sentence. */
const MOST_SEARCHED = 8;

export interface DecodedStretch extends Hypothesis {
  /** Attention of the recogniser tells where its words are. */
  times(): Promise<TimedWord[]>;
}

/** Decodes a stretch that was decoded before, when it was shorter. */
export async function decodeStretch(
  moonshine: Moonshine,
  { sound, probabilities }: Stretch,
  guess: Guess,
  { hotWords, part }: { hotWords: HotWordTrie | undefined; part: Part },
): Promise<DecodedStretch> {
  const encoded = await moonshine.encode(part === 'beginning' ? joinSounds([sound, QUIET]) : sound);
  const { context, contextWindows } = guess;
  const fresh = probabilities.subarray(contextWindows);
  const sure = fresh.filter((probability) => probability >= SURE).length;
  const sureSeconds = (sure * WINDOW) / SPEECH_RATE;
  const speak = part === 'beginning' && sureSeconds >= SURE_SECONDS;
  const options = { ...(hotWords && { hotWords }), ...(speak && { speak }) };
  const isLast = part === 'cut' || part === 'end';
  let whole = await decodeSpeech(moonshine, encoded, isLast ? sureSeconds : 0, {
    ...{ ...options, prefix: context, draft: guess.tokens },
  });
  let said = after(whole, context.length);
  if (!keeps(said.tokens, guess.tokens, guess.stable)) {
    const prefix = [...context, ...guess.tokens.slice(0, endOf(guess.tokens, guess.stable))];
    const draft = said.tokens.slice(endOf(said.tokens, guess.stable));
    whole = await moonshine.decode(encoded, { ...options, prefix, draft });
    said = after(whole, context.length);
  }
  if (part === 'end') {
    whole = await searchEnd(moonshine, encoded, { whole, said }, guess, options);
    said = after(whole, context.length);
  }
  const contextMs = ((contextWindows * WINDOW) / SPEECH_RATE) * 1000;
  const times = async (): Promise<TimedWord[]> => {
    const all = splitWords(whole.tokens);
    const attention = await moonshine.attend(encoded, whole.tokens);
    const words = splitWords(said.tokens);
    const spans = timeWords(all, attention, sound.length, probabilities).slice(all.length - words.length);
    return words.map((word, i) => {
      const { startMs, endMs } = spans[i]!;
      return { ...word, startMs: Math.max(0, startMs - contextMs), endMs: Math.max(0, endMs - contextMs) };
    });
  };
  return { ...said, times };
}

/** What does not stand yet is searched for again where it is in doubt, and not too long. */
async function searchEnd(
  moonshine: Moonshine,
  encoded: Encoded,
  { whole, said }: { readonly whole: Hypothesis; readonly said: Hypothesis },
  { context, stable }: Guess,
  options: SearchOptions,
): Promise<Hypothesis> {
  const open = said.tokens.length - endOf(said.tokens, stable);
  if (open > MOST_SEARCHED || !isInDoubt(said, DOUBT)) return whole;
  const prefix = whole.tokens.slice(0, whole.tokens.length - open);
  const found = await searchAgain(moonshine, encoded, whole, { ...options, prefix });
  return keeps(after(found, context.length).tokens, said.tokens, stable) ? found : whole;
}

/** What follows the first tokens, from its first whole word on: what comes before that belongs to the last word of theirs. */
function after({ tokens, logProbabilities }: Hypothesis, count: number): Hypothesis {
  const begins = count === 0 ? 0 : tokens.findIndex((token, i) => i >= count && beginsWord(token));
  const from = begins < 0 ? tokens.length : begins;
  return { tokens: tokens.slice(from), logProbabilities: logProbabilities.slice(from) };
}
