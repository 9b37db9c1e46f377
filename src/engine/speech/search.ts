import { HotWordPath } from './hot-word-path.ts';
import type { HotWordTrie } from './hot-words.ts';
import { END_TOKEN, START_TOKEN } from './tokenizer.ts';

/** Outputs of the recogniser. */
export const VOCABULARY = 32_768;

export interface SearchOptions {
  /** Tokens that the hypothesis begins with, whatever is heard. */
  readonly prefix?: readonly number[];
  /** What probably follows: looked at in one pass, and kept as far as it is what would have been found without it. */
  readonly draft?: readonly number[];
  readonly hotWords?: HotWordTrie;
  /** Forbids the empty hypothesis. */
  readonly speak?: boolean;
}

export interface Hypothesis {
  /** Without the start and end tokens. */
  readonly tokens: readonly number[];
  /** Natural logarithms, one a token and one for the end; hot words are not counted as likelier. */
  readonly logProbabilities: readonly number[];
}

/**
 * Has the decoder look at tokens that follow the first `keep` ones, the start among them.
 * @returns logits of what comes after each of the tokens, [tokens x 32768]
 */
export type Feed = (keep: number, tokens: readonly number[]) => Promise<Float32Array>;

/** How far a hypothesis may go astray from its draft, tokens, and come back to it. */
const ASTRAY = 4;

/**
 * Greedy search. A hot word that was begun only because it is one, and did not come about, is taken back.
 * @param limit longest hypothesis, tokens
 */
export async function search(feed: Feed, limit: number, options: SearchOptions): Promise<Hypothesis> {
  const { prefix = [], draft = [] } = options;
  let given = [...prefix, ...draft].slice(0, limit);
  let place = 0;
  const path = new HotWordPath(options.hotWords);
  const tokens: number[] = [];
  const logProbabilities: number[] = [];
  let ahead = { from: 0, rows: given.length + 1, logits: await feed(0, [START_TOKEN, ...given]) };
  for (;;) {
    const at = tokens.length;
    if (at >= ahead.from + ahead.rows) {
      const next = [tokens.at(-1) ?? START_TOKEN, ...given.slice(at)];
      ahead = { from: at, rows: next.length, logits: await feed(at, next) };
    }
    const logits = rowOf(ahead.logits, at - ahead.from);
    if (at === 0 && options.speak) logits[END_TOKEN] = -Infinity;
    const likeliest = argmax(logits);
    const token = prefix[at] ?? path.choose(logits, likeliest);
    const back = path.follow(token, at >= prefix.length && token !== likeliest, at);
    if (back !== undefined) {
      tokens.length = logProbabilities.length = back;
      ahead =
        back >= ahead.from ? { ...ahead, rows: back - ahead.from + 1 } : { ...ahead, from: back, rows: 0 };
      continue;
    }
    logProbabilities.push(logits[token]! - logTotalOf(logits, logits[likeliest]!));
    if (token === END_TOKEN || at === limit) return { tokens, logProbabilities };
    tokens.push(token);
    const isGuessed = given[at] === token;
    if (isGuessed && at < prefix.length) continue;
    const found = draft.slice(place, place + ASTRAY).indexOf(token);
    if (found >= 0) place += found + 1;
    if (isGuessed) continue;
    ahead = { ...ahead, rows: Math.min(ahead.rows, at - ahead.from + 1) };
    given = [...tokens, ...(found >= 0 ? draft.slice(place) : [])].slice(0, limit);
  }
}

/** Logits of what comes after one of several tokens. */
export const rowOf = (logits: Float32Array, row: number): Float32Array =>
  logits.subarray(row * VOCABULARY, (row + 1) * VOCABULARY);

export function argmax(logits: Float32Array): number {
  let best = 0;
  for (let i = 1; i < logits.length; i++) if (logits[i]! > logits[best]!) best = i;
  return best;
}

/** Outputs that far below the top add less than a millionth together, and most of the time if they were counted. */
const NEGLIGIBLE = -25;

/** The logarithm of the sum of all exponentials. @param top the highest of them */
export function logTotalOf(logits: Float32Array, top: number): number {
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    const below = logits[i]! - top;
    if (below > NEGLIGIBLE) total += Math.exp(below);
  }
  return top + Math.log(total);
}
