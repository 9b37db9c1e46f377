import { BEGIN, GO_ON } from './hot-word-path.ts';
import type { HotWordTrie } from './hot-words.ts';

/** How much likelier than the likeliest token a hot word's may become, natural logarithm. */
const AHEAD = 0.5;

/** A hot word that the last tokens of a hypothesis have followed so far, and what it lent to them. */
interface Loan {
  readonly node: HotWordTrie;
  readonly lent: number;
}

/** The hot words that a hypothesis is within. */
export type Loans = readonly Loan[];

/** @returns what may be lent to tokens that begin a hot word or go on with one, natural logarithms */
export function offersOf(root: HotWordTrie, loans: Loans): Map<number, number> {
  const offers = new Map<number, number>();
  const offer = (node: HotWordTrie, bias: number): void => {
    for (const [token, { strength }] of node.next)
      offers.set(token, Math.max(offers.get(token) ?? 0, bias * strength));
  };
  offer(root, BEGIN);
  for (const { node } of loans) offer(node, GO_ON);
  return offers;
}

/**
 * What a token is lent: as much as it needs to be as likely as the likeliest and a little more, so that a hot word of many
 * tokens does not win against everything.
 */
export const lend = (offer: number, behind: number): number => Math.min(offer, behind + AHEAD);

/** @returns the hot words after the token, and what was lent to one that has come to nothing */
export function goOnWith(
  root: HotWordTrie,
  loans: Loans,
  token: number,
  lent: number,
): { loans: Loans; takenBack: number } {
  const going: Loan[] = [];
  let takenBack = 0;
  for (const loan of loans) {
    const node = loan.node.next.get(token);
    // What has come about keeps what it was lent.
    if (!node) takenBack += loan.node.isEnd ? 0 : loan.lent;
    else going.push({ node, lent: loan.lent + (going.length === 0 ? lent : 0) });
  }
  const begun = root.next.get(token);
  if (begun) going.push({ node: begun, lent: going.length === 0 ? lent : 0 });
  return { loans: going.filter(({ node, lent }) => node.next.size > 0 || lent > 0), takenBack };
}
