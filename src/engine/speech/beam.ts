import { goOnWith, lend, offersOf, type Loans } from './hot-word-loans.ts';
import type { HotWordTrie } from './hot-words.ts';
import { argmax, logTotalOf, rowOf, VOCABULARY, type Hypothesis, type SearchOptions } from './search.ts';
import { END_TOKEN, START_TOKEN } from './tokenizer.ts';

/** A hypothesis that much less likely than the best is given up, natural logarithm. */
const MARGIN = 6;

/**
 * Has the decoder look at what follows the first `keep` tokens of several hypotheses, the start among them.
 * @param rows equally many tokens of each
 * @param parents which of the last call's hypotheses each goes on from
 * @returns logits of what comes after each of the tokens, [rows x tokens x 32768]
 */
export type BatchFeed = (
  keep: number,
  rows: readonly (readonly number[])[],
  parents: readonly number[],
) => Promise<Float32Array>;

/** A hypothesis that grows. */
interface Branch extends Hypothesis {
  /** The sum of its log probabilities, and what hot words lent it. */
  readonly score: number;
  readonly loans: Loans;
}

interface Candidate {
  readonly parent: number;
  readonly token: number;
  readonly logProbability: number;
  readonly lent: number;
  readonly score: number;
}

/**
 * Beam search: follows the likeliest hypotheses side by side, and takes the one of the highest mean log probability; one that
 * is cut off at the limit, and likely only because it repeats itself, where none has ended.
 * @param limit longest hypothesis, tokens
 * @param width hypotheses at a time
 * @param options without a draft: nothing is gained by one
 */
export async function beamSearch(
  feed: BatchFeed,
  limit: number,
  width: number,
  options: SearchOptions,
): Promise<Hypothesis> {
  const prefix = (options.prefix ?? []).slice(0, limit);
  const first = await feed(0, [[START_TOKEN, ...prefix]], [0]);
  let open = [follow(prefix, first, options.hotWords)];
  let logits = first.subarray(prefix.length * VOCABULARY);
  const ended: Branch[] = [];
  const cut: Branch[] = [];
  for (let at = prefix.length; ; at++) {
    if (at === 0 && options.speak) logits[END_TOKEN] = -Infinity;
    const candidates = open
      .flatMap((branch, parent) => goingOn(branch, parent, rowOf(logits, parent), width, options.hotWords))
      .toSorted((a, b) => b.score - a.score);
    const next: { branch: Branch; parent: number }[] = [];
    for (const [rank, candidate] of candidates.entries()) {
      if (next.length === width || candidate.score < candidates[0]!.score - MARGIN) break;
      const isOver = candidate.token === END_TOKEN || at === limit;
      const branch = grow(open[candidate.parent]!, candidate, isOver, options.hotWords);
      if (!isOver) next.push({ branch, parent: candidate.parent });
      else if (rank < width) (candidate.token === END_TOKEN ? ended : cut).push(branch);
    }
    if (next.length === 0 || ended.length >= width || at === limit)
      return best(ended.length > 0 ? ended : cut);
    open = next.map(({ branch }) => branch);
    const rows = open.map(({ tokens }) => [tokens.at(-1)!]);
    const parents = next.map(({ parent }) => parent);
    logits = await feed(at + 1, rows, parents);
  }
}

/** The hypothesis that consists of given tokens. */
function follow(tokens: readonly number[], logits: Float32Array, root: HotWordTrie | undefined): Branch {
  const logProbabilities = tokens.map((token, i) => {
    const row = rowOf(logits, i);
    return row[token]! - logTotalOf(row, row[argmax(row)]!);
  });
  const loans = tokens.reduce<Loans>((all, token) => (root ? goOnWith(root, all, token, 0).loans : all), []);
  return { tokens, logProbabilities, score: logProbabilities.reduce((sum, value) => sum + value, 0), loans };
}

function goingOn(
  branch: Branch,
  parent: number,
  row: Float32Array,
  width: number,
  root: HotWordTrie | undefined,
): Candidate[] {
  // One more than the width: the end takes no place in it.
  const likeliest = likeliestOf(row, width + 1);
  const top = row[likeliest[0]!]!;
  const total = logTotalOf(row, top);
  const offers: ReadonlyMap<number, number> = root ? offersOf(root, branch.loans) : new Map();
  const tokens = new Set(likeliest);
  // Of many words hardly one comes near.
  for (const [token, offer] of offers) if (row[token]! + offer >= top - MARGIN) tokens.add(token);
  return [...tokens].map((token) => {
    const offer = offers.get(token);
    const lent = offer === undefined ? 0 : lend(offer, top - row[token]!);
    const logProbability = row[token]! - total;
    return { parent, token, logProbability, lent, score: branch.score + logProbability + lent };
  });
}

function grow(
  branch: Branch,
  { token, logProbability, lent, score }: Candidate,
  isOver: boolean,
  root: HotWordTrie | undefined,
): Branch {
  const { loans, takenBack } = root ? goOnWith(root, branch.loans, token, lent) : { loans: [], takenBack: 0 };
  return {
    tokens: isOver ? branch.tokens : [...branch.tokens, token],
    logProbabilities: [...branch.logProbabilities, logProbability],
    score: score - takenBack,
    loans,
  };
}

const best = (branches: readonly Branch[]): Hypothesis => {
  const worth = ({ score, logProbabilities }: Branch): number => score / logProbabilities.length;
  const { tokens, logProbabilities } = branches.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  return { tokens, logProbabilities };
};

/** @returns the tokens of the highest logits, the highest first */
function likeliestOf(row: Float32Array, count: number): number[] {
  const tokens: number[] = [];
  for (let token = 0; token < row.length; token++) {
    const value = row[token]!;
    if (tokens.length === count && value <= row[tokens[count - 1]!]!) continue;
    const place = tokens.findIndex((other) => value > row[other]!);
    tokens.splice(place < 0 ? tokens.length : place, 0, token);
    if (tokens.length > count) tokens.pop();
  }
  return tokens;
}
