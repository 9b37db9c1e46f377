import type { Hypothesis } from './search.ts';

/** Twice may be said; more often in a row, up to the limit, is a decoder that has lost its place. */
const TIMES = 3;

/**
 * What a hypothesis says before it begins to say the same again and again.
 * @param hypothesis one that was cut off
 * @returns it up to the end of the first time, or the whole where its end is not there three times in a row
 */
export function saidOnce(hypothesis: Hypothesis): Hypothesis {
  const { tokens, logProbabilities } = hypothesis;
  for (let period = 1; period * TIMES <= tokens.length; period++) {
    const repeated = repeatedAtEnd(tokens, period);
    if (repeated < (TIMES - 1) * period) continue;
    const kept = tokens.length - repeated;
    return {
      tokens: tokens.slice(0, kept),
      logProbabilities: [...logProbabilities.slice(0, kept), logProbabilities.at(-1) ?? 0],
    };
  }
  return hypothesis;
}

/** How many of the last tokens are those that came so many tokens before them. */
function repeatedAtEnd(tokens: readonly number[], period: number): number {
  let at = tokens.length - 1;
  while (at >= period && tokens[at] === tokens[at - period]) at--;
  return tokens.length - 1 - at;
}
