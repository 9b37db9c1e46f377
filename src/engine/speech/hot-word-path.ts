import type { HotWordTrie } from './hot-words.ts';

/** Added to the logits of tokens that begin a hot word, and of those that go on with one, at full strength. */
export const BEGIN = 2.5;
export const GO_ON = 6;
/** Wrong turns of one hypothesis after which it goes on without hot words. */
const MOST_TURNS = 24;

/** A hot word that the last tokens have followed so far. */
interface Match {
  readonly node: HotWordTrie;
  /** The first token that would not have been chosen otherwise. */
  readonly forcedAt?: number;
}

/** Which hot words a growing hypothesis is within. */
export class HotWordPath {
  readonly #root: HotWordTrie | undefined;
  /** Matches before each token, so that a step back finds what was. */
  readonly #open: (readonly Match[])[] = [[]];
  /** Tokens that led nowhere, by position. */
  readonly #refused = new Map<number, Set<number>>();
  readonly #chosen: number[] = [];
  #turns = 0;

  constructor(root: HotWordTrie | undefined) {
    this.#root = root;
  }

  /** @returns the token to go on with: the likeliest, or a hot word's that comes near enough to it */
  choose(logits: Float32Array, likeliest: number): number {
    const at = this.#open.length - 1;
    if (!this.#root || this.#turns > MOST_TURNS) return likeliest;
    const refused = this.#refused.get(at);
    let best = likeliest;
    let score = logits[likeliest]!;
    const offer = (node: HotWordTrie, bias: number): void => {
      for (const [token, { strength }] of node.next) {
        const value = logits[token]! + bias * strength;
        if (value > score && !refused?.has(token)) [best, score] = [token, value];
      }
    };
    // A likeliest token that is a hot word's has its bias, too.
    offer(this.#root, BEGIN);
    for (const { node } of this.#open[at]!) offer(node, GO_ON);
    return best;
  }

  /**
   * Goes on with a token.
   * @param isForced the bias alone brought it
   * @returns where to go back to when a hot word that was forced has come to nothing
   */
  follow(token: number, isForced: boolean, at: number): number | undefined {
    if (!this.#root) return undefined;
    const matches = this.#open[at]!;
    const going: Match[] = [];
    for (const match of matches) {
      const node = match.node.next.get(token);
      if (node) going.push({ ...(isForced && { forcedAt: at }), ...match, node });
      else if (match.forcedAt !== undefined && !match.node.isEnd) return this.#goBack(match.forcedAt);
    }
    const begun = this.#root.next.get(token);
    // A word that begins within another need not come about.
    if (begun) going.push({ node: begun, ...(isForced && going.length === 0 && { forcedAt: at }) });
    this.#chosen[at] = token;
    this.#open.length = at + 1;
    this.#open.push(going.filter(({ node }) => node.next.size > 0));
    return undefined;
  }

  #goBack(to: number): number {
    const refused = this.#refused.get(to) ?? new Set();
    refused.add(this.#chosen[to]!);
    this.#refused.set(to, refused);
    // What was refused further on was refused after another beginning.
    for (const at of this.#refused.keys()) if (at > to) this.#refused.delete(at);
    this.#open.length = to + 1;
    this.#turns++;
    return to;
  }
}
