import { createHmac, type KeyObject } from 'node:crypto';
import type { Subject } from '../types.ts';

/** Enough that no two of 2^40 values are likely to share a token. */
const TOKEN_BYTES = 16;
/** Words repeat and are checked after opening: a collision costs time only. */
const WORD_BYTES = 6;
const WORDS_REMEMBERED = 20_000;
const WORDS_PER_RECORD = 4_096;

/**
 * Turns what things are looked up by into keyed hashes. Without the key they say nothing, not even to somebody who
 * guesses; and the same person has unrelated tokens in two accounts.
 */
export interface BlindIndex {
  subject(appId: string, subject: Subject): string;
  /** Of anything else, told apart by its use. */
  token(use: string, ...parts: readonly string[]): string;
  /** 16 bytes as a hex string, for identifiers that a retry has to find again. */
  digest(use: string, ...parts: readonly string[]): string;
  /** The words of a text in order, letters and digits, each as a keyed hash of the account. */
  words(appId: string, text: string): readonly string[];
}

export const blindIndex = (indexKey: KeyObject): BlindIndex => {
  const hmac = (parts: readonly string[]): Buffer =>
    createHmac('sha256', indexKey).update(JSON.stringify(parts)).digest();
  const remembered = new Map<string, string>();
  const wordOf = (appId: string, word: string): string => {
    const place = `${appId} ${word}`;
    const known = remembered.get(place);
    if (known !== undefined) return known;
    if (remembered.size >= WORDS_REMEMBERED) remembered.clear();
    const hashed = hmac(['word', appId, word]).toString('hex', 0, WORD_BYTES);
    remembered.set(place, hashed);
    return hashed;
  };
  const token = (...parts: readonly string[]): string => hmac(parts).toString('base64url', 0, TOKEN_BYTES);
  return {
    subject: (appId, { kind, value }) => token('subject', appId, kind, value),
    token: (use, ...parts) => token(use, ...parts),
    digest: (use, ...parts) => hmac([use, ...parts]).toString('hex', 0, 16),
    words: (appId, text) =>
      (wordsOf(text) ?? []).slice(0, WORDS_PER_RECORD).map((word) => wordOf(appId, word)),
  };
};

const wordsOf = (text: string): readonly string[] | null =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu);
