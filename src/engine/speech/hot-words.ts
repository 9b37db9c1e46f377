import type { HotWord } from './types.ts';
import { encodeWord } from './tokenizer.ts';

/** Hot words by their tokens: what leads on from the tokens so far. */
export interface HotWordTrie {
  readonly next: ReadonlyMap<number, HotWordTrie>;
  /** 0..1: of the heaviest word that goes through here. */
  readonly strength: number;
  /** A word may end here. */
  readonly isEnd: boolean;
}

interface Growing {
  readonly next: Map<number, Growing>;
  strength: number;
  isEnd: boolean;
}

const HEAVIEST = 11;

/** Each word is known as it is written and with capitals at its beginnings; several words in a row are one hot word. */
export function createHotWordTrie(words: readonly HotWord[]): HotWordTrie {
  const root = branch();
  for (const { text, weight } of words) {
    const strength = Math.min(weight, HEAVIEST) / HEAVIEST;
    const written = text.trim().replaceAll(/\s+/g, ' ');
    for (const spelling of new Set([written, capitalised(written)]))
      grow(root, encodeWord(spelling), strength);
  }
  return root;
}

const branch = (): Growing => ({ next: new Map(), strength: 0, isEnd: false });

const capitalised = (text: string): string =>
  text.replaceAll(/(?<=^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());

function grow(root: Growing, tokens: readonly number[], strength: number): void {
  let at = root;
  for (const token of tokens) {
    const further = at.next.get(token) ?? branch();
    further.strength = Math.max(further.strength, strength);
    at.next.set(token, further);
    at = further;
  }
  if (at !== root) at.isEnd = true;
}
