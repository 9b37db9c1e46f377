import type { Hypothesis } from '../search.ts';
import { splitWords, type TokenRun } from '../tokenizer.ts';

/** What the words of a hypothesis are, whatever their capitals and punctuation: those may change as long as more is said. */
export const bareWords = (tokens: readonly number[]): string[] =>
  splitWords(tokens).map(({ text }) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));

/** Words that must follow one that stands: the last ones may be a word's beginning, or a guess at what follows. */
const FOLLOWING = 3;
/** Tokens of words that stand are at least that likely, natural logarithm: what stands is forced on all that is heard later. */
const STABLE_LOG_PROBABILITY = -0.4;

/**
 * LocalAgreement-2 (https://arxiv.org/abs/2005.11185), of sure words: those that two hypotheses in a row begin with stand.
 * @param stable words that stood before
 * @returns how many words stand now
 */
export function agreeOn(before: readonly number[], now: Hypothesis, stable: number): number {
  const old = bareWords(before);
  const words = splitWords(now.tokens);
  const fresh = bareWords(now.tokens);
  let common = 0;
  while (
    common < Math.min(old.length, fresh.length) - FOLLOWING &&
    old[common] === fresh[common] &&
    (common < stable || likelihoodOf(now, words[common]!) >= STABLE_LOG_PROBABILITY)
  )
    common++;
  return Math.max(common, stable);
}

/** Of its least likely token. */
const likelihoodOf = ({ logProbabilities }: Hypothesis, { from, to }: TokenRun): number =>
  Math.min(...logProbabilities.slice(from, to));

/** Whether a hypothesis begins with the words of another one that stand. */
export function keeps(now: readonly number[], before: readonly number[], stable: number): boolean {
  const fresh = bareWords(now);
  return bareWords(before.slice(0, endOf(before, stable))).every((word, i) => word === fresh[i]);
}

/** Tokens of that many words. */
export const endOf = (tokens: readonly number[], words: number): number =>
  words === 0 ? 0 : (splitWords(tokens)[words - 1]?.to ?? tokens.length);

/** Words whose tokens are all that likely may be shown before they stand, natural logarithm. */
const SHOWN_LOG_PROBABILITY = -0.5;

/**
 * @param before the hypothesis before this one
 * @returns how many tokens are shown: the words that stand, and those after them that are sure; the last one, which may be
 * half of a longer one, when it was the same before
 */
export function showOf(before: readonly number[], now: Hypothesis, stable: number): number {
  const words = splitWords(now.tokens);
  const last = words.length - 1;
  const isSame = last >= 0 && bareWords(before)[last] === bareWords(now.tokens)[last];
  const most = isSame ? words.length : last;
  let shown = stable;
  while (shown < most && likelihoodOf(now, words[shown]!) >= SHOWN_LOG_PROBABILITY) shown++;
  return endOf(now.tokens, shown);
}
