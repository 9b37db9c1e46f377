import type { TokenRun } from './tokenizer.ts';

const ENDS_SENTENCE = /[.?!]["'”’)\]]*$/;
/** What a full stop belongs to without ending a sentence. */
const ABBREVIATION =
  /^["'“‘(]*(?:mr|mrs|ms|dr|prof|st|jr|sr|vs|no|gen|col|capt|lt|sgt|rev|hon|messrs|e\.g|i\.e|[a-z](?:\.[a-z])*)\.$/i;
/** The pronoun, which may well be the last word. */
const PRONOUN = /^I\.$/;
const GOES_ON = /^["'“‘(]*\p{Ll}/u;

/** Splits the words of a hypothesis at the ends of sentences. */
export function splitSentences(words: readonly TokenRun[]): TokenRun[][] {
  const sentences: TokenRun[][] = [];
  let open: TokenRun[] = [];
  words.forEach((word, i) => {
    open.push(word);
    const next = words[i + 1];
    if (next && !endsSentence(word.text, next.text)) return;
    sentences.push(open);
    open = [];
  });
  return sentences;
}

export const endsSentence = (word: string, next: string): boolean =>
  ENDS_SENTENCE.test(word) && (PRONOUN.test(word) || !ABBREVIATION.test(word)) && !GOES_ON.test(next);
