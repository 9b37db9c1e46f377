import { splitWords } from '../tokenizer.ts';

/** What the words of a hypothesis are, whatever their capitals and punctuation: those may change as long as more is said. */
export const bareWords = (tokens: readonly number[]): string[] =>
  splitWords(tokens).map(({ text }) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));

/** Words at the end of a hypothesis that may be a word's beginning, or a guess at what follows. */
const UNSURE = 1;

/**
 * LocalAgreement-2 (https://arxiv.org/abs/2005.11185): words that two hypotheses in a row begin with stand.
 * @param stable words that stood before
 * @returns how many words stand now
 */
export function agreeOn(before: readonly number[], now: readonly number[], stable: number): number {
  const [old, fresh] = [bareWords(before), bareWords(now)];
  let common = 0;
  while (common < old.length - UNSURE && common < fresh.length - UNSURE && old[common] === fresh[common])
    common++;
  return Math.max(common, stable);
}

/** Whether a hypothesis begins with the words of another one that stand. */
export function keeps(now: readonly number[], before: readonly number[], stable: number): boolean {
  const fresh = bareWords(now);
  return bareWords(before.slice(0, endOf(before, stable))).every((word, i) => word === fresh[i]);
}

/** Tokens of that many words. */
export const endOf = (tokens: readonly number[], words: number): number =>
  words === 0 ? 0 : (splitWords(tokens)[words - 1]?.to ?? tokens.length);

/** A word whose tokens are all that likely may be shown before it stands, natural logarithm. */
const SHOWN_LOG_PROBABILITY = -0.5;

/** @returns how many tokens are shown: the words that stand, and those after them that are sure, but for the last one */
export function showOf(
  { tokens, logProbabilities }: { tokens: readonly number[]; logProbabilities: readonly number[] },
  stable: number,
): number {
  const words = splitWords(tokens);
  let shown = stable;
  while (shown < words.length - UNSURE) {
    const { from, to } = words[shown]!;
    if (Math.min(...logProbabilities.slice(from, to)) < SHOWN_LOG_PROBABILITY) break;
    shown++;
  }
  return endOf(tokens, shown);
}
