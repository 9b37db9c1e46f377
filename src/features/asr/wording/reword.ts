import type { SpokenSentence } from '../../../engine/speech/types.ts';
import type { SpokenWord } from '../../../engine/types.ts';
import { withoutFillers, withoutParticles } from './fillers.ts';
import { spellOut } from './numbers/spell-out.ts';
import { toFigures } from './numbers/to-figures.ts';
import { withoutProfanity, withStars } from './profanity.ts';
import { withoutEndMark, withoutPunctuation } from './punctuation.ts';
import { partsOf, textOfWords, wordsOfText } from './spoken-token.ts';

/** How a transcript is worded. */
export interface WordingOptions {
  /** Profanity. 1: left out; 2: `*` in its place. */
  readonly dirty: 0 | 1 | 2;
  /** Modal particles and fillers. 1: um, uh, er and the like left out; 2: also `, you know,` and repetitions. */
  readonly modal: 0 | 1 | 2;
  /** 1: without the marks at the end of the sentence; 2: without any. */
  readonly punctuation: 0 | 1 | 2;
  /** 0: in words, also what the recogniser wrote in figures; 1 and 3: in figures. */
  readonly numbers: 0 | 1 | 3;
}

/**
 * Words a sentence as it was asked for. Pure: the same gives the same, and order stays.
 * @returns null when nothing of it is left. Its words follow its text; a figure that was several words spans them.
 */
export function rewordSentence(sentence: SpokenSentence, options: WordingOptions): SpokenSentence | null {
  const { words } = sentence;
  if (!words) {
    const text = rewordText(sentence.text, options);
    return text === '' ? null : { ...sentence, text };
  }
  const reworded = reword(words, options);
  const isTheText = textOfWords(words) === sentence.text.trim().replace(/\s+/g, ' ');
  const text = isTheText ? textOfWords(reworded) : rewordText(sentence.text, options);
  return text === '' ? null : { ...sentence, text, words: reworded };
}

/** Words a text without times, such as what is heard of a sentence so far. Empty when nothing is left. */
export const rewordText = (text: string, options: WordingOptions): string =>
  textOfWords(reword(wordsOfText(text), options));

type Step = (words: readonly SpokenWord[]) => readonly SpokenWord[];

const unchanged: Step = (words) => words;
/** By the value of each option. */
const MODAL: readonly Step[] = [unchanged, withoutParticles, withoutFillers];
const DIRTY: readonly Step[] = [unchanged, withoutProfanity, withStars];
const NUMBERS: readonly Step[] = [spellOut, toFigures, toFigures, toFigures];
const PUNCTUATION: readonly Step[] = [unchanged, withoutEndMark, withoutPunctuation];

function reword(words: readonly SpokenWord[], options: WordingOptions): readonly SpokenWord[] {
  const steps = [
    MODAL[options.modal]!,
    DIRTY[options.dirty]!,
    NUMBERS[options.numbers]!,
    PUNCTUATION[options.punctuation]!,
  ];
  const reworded = steps.reduce((heard, step) => step(heard), words);
  return reworded.some(({ text }) => partsOf(text).core !== '') ? reworded : [];
}
