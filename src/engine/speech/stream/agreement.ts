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

/** Least log-probability of a word that is shown: of one that others follow, and of the last one, which may be half of a longer one. */
interface Least {
  readonly within: number;
  readonly last: number;
}

/**
 * What words need to be shown before they stand: those that a look agrees on with the one before, and those that it alone
 * has. First words are waited for, and the longer, the less sure they are; later ones are rather shown late than taken back.
 */
const FIRST = { agreed: { within: -1, last: -0.75 }, fresh: { within: -0.45, last: 0 } };
const LATER = { agreed: { within: -0.2, last: -0.1 }, fresh: { within: -0.02, last: 0 } };
/** After so much speech, milliseconds, a first word alone is shown that is that likely. */
const OVERDUE = [
  { afterMs: 384, least: -1 },
  { afterMs: 512, least: -2.5 },
];

/**
 * Chooses what is shown of an open sentence. What is shown stays, though a look may doubt it or have something else:
 * only two looks that agree on something else take it back.
 * @param shown what was shown, tokens
 * @param before the hypothesis before this one
 * @param spokenMs since the sentence began
 * @returns tokens, the beginning of those of `now` or `shown` itself
 */
export function chooseShown(
  shown: readonly number[],
  before: readonly number[],
  now: Hypothesis,
  stable: number,
  spokenMs: number,
): readonly number[] {
  const words = splitWords(now.tokens);
  const fresh = bareWords(now.tokens);
  const old = bareWords(shown);
  const agreed = commonOf(bareWords(before), fresh);
  const kept = commonOf(old, fresh);
  const isContradicted = kept < old.length;
  if (isContradicted && agreed <= kept) return shown;
  let ready = isContradicted ? stable : Math.max(stable, kept);
  const rules = old.length === 0 ? FIRST : LATER;
  const isReady = (word: number): boolean => {
    const { within, last }: Least = word < agreed ? rules.agreed : rules.fresh;
    return likelihoodOf(now, words[word]!) >= (word === words.length - 1 ? last : within);
  };
  while (ready < words.length && isReady(ready)) ready++;
  if (old.length === 0 && ready === 0 && isOverdue(now, words[0], spokenMs)) ready = 1;
  return now.tokens.slice(0, endOf(now.tokens, ready));
}

const isOverdue = (now: Hypothesis, first: TokenRun | undefined, spokenMs: number): boolean =>
  first !== undefined &&
  OVERDUE.some(({ afterMs, least }) => spokenMs >= afterMs && likelihoodOf(now, first) >= least);

const commonOf = (a: readonly string[], b: readonly string[]): number => {
  let common = 0;
  while (common < Math.min(a.length, b.length) && a[common] === b[common]) common++;
  return common;
};
