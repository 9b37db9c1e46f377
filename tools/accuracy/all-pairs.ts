import { projectionOfLength } from '../../src/engine/face/template/projection.ts';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import type { Sample } from './lfw-embeddings.ts';
import { emptyTally, type Tally } from './pair-tally.ts';

/** Bins of a cosine; closeness of templates counts the bits that agree. */
const COSINE_STEP = 1e-4;

/** A secret for measuring: the same ones in every run. */
export const testSecret = (n: number): Uint8Array => new Uint8Array(32).fill(n + 1);

/** Cosines of all pairs of samples. */
export function cosineTally(samples: readonly Sample[]): Tally {
  const tally = emptyTally(-1, COSINE_STEP, 2 / COSINE_STEP + 1);
  samples.forEach((p, i) => {
    for (const q of samples.slice(0, i)) {
      const cosine = Math.min(1, Math.max(-1, cosineSimilarity(p.embedding, q.embedding)));
      const counts = p.person === q.person ? tally.genuine : tally.impostor;
      counts[Math.floor((cosine + 1) / COSINE_STEP)]!++;
    }
  });
  return tally;
}

/** Templates as words of 32 bits, one after the other. */
export interface Packed {
  readonly words: Uint32Array;
  readonly wordsEach: number;
}

/** @param templates of one length, whole words */
export function pack(templates: readonly Uint8Array[]): Packed {
  const wordsEach = (templates[0]?.length ?? 0) / 4;
  const bytes = new Uint8Array(templates.length * wordsEach * 4);
  templates.forEach((template, i) => bytes.set(template, i * wordsEach * 4));
  return { words: new Uint32Array(bytes.buffer), wordsEach };
}

function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Bits in which template i of one and template j of the other differ. */
export function distance(p: Packed, i: number, q: Packed, j: number): number {
  let sum = 0;
  for (let w = 0; w < p.wordsEach; w++)
    sum += ones(p.words[i * p.wordsEach + w]! ^ q.words[j * q.wordsEach + w]!);
  return sum;
}

/** Templates of the samples under one secret. */
export function templatesOf(samples: readonly Sample[], secret: Uint8Array, bits: number): Uint8Array[] {
  const projection = projectionOfLength(secret, bits);
  return samples.map((sample) => projection.template(sample.embedding));
}

/** Agreeing bits of the templates of all pairs of samples: `left` of the first of a pair, `right` of the second. */
export function templateTally(samples: readonly Sample[], left: Packed, right: Packed, into?: Tally): Tally {
  const bits = left.wordsEach * 32;
  const tally = into ?? emptyTally(0, 1, bits + 1);
  for (let i = 0; i < samples.length; i++)
    for (let j = 0; j < i; j++) {
      const same = samples[i]!.person === samples[j]!.person;
      const counts = same ? tally.genuine : tally.impostor;
      counts[bits - distance(left, i, right, j)]!++;
    }
  return tally;
}
