import { detokenise } from '../tokenizer.ts';
import { endOf } from './agreement.ts';
import type { OpenSentence } from './state.ts';

/** What is shown of an open sentence, and how much of that stands. */
export interface Shown {
  readonly text: string;
  /** UTF-16 code units. */
  readonly stableLength: number;
}

/** @param tokens those of the rest that are shown */
export function wordingOf(open: OpenSentence, tokens: readonly number[]): Shown {
  const text = textOf(open, tokens);
  const stable = textOf(open, tokens.slice(0, endOf(tokens, open.stable)));
  return { text, stableLength: text.startsWith(stable) ? stable.length : 0 };
}

function textOf(open: OpenSentence, tokens: readonly number[]): string {
  const said = open.said.map((word) => word.text);
  const rest = asBefore(detokenise(tokens), open.firstWord);
  return [...said, rest].filter((part) => part !== '').join(' ');
}

/** The recogniser begins every stretch with a capital: a word that was small while the sound before it was there stays so. */
export function asBefore(text: string, firstWord: string | null): string {
  if (firstWord === null || !text.toLowerCase().startsWith(firstWord.toLowerCase())) return text;
  return firstWord + text.slice(firstWord.length);
}

/** A word without the punctuation after it. */
export const bare = (word: string): string => word.replace(/[^\p{L}\p{N}]+$/u, '');
