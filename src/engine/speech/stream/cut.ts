import { endsSentence } from '../sentences.ts';
import type { TokenRun } from '../tokenizer.ts';
import type { Span } from '../words.ts';
import { WINDOW_MS } from './endpoint.ts';

/** A timed word of a stretch: milliseconds from the start of the stretch. */
export type TimedWord = TokenRun & Span;

/** Where a stretch is parted: the words before it stand, and their sound is dropped. */
export interface Cut {
  /** Words before it. */
  readonly words: number;
  /** Windows before it. */
  readonly window: number;
}

/** Half of the stretch at least is dropped: otherwise it would have to be parted again at once. */
const LEAST_SHARE = 0.5;
/** What the end of a sentence is worth against a deeper silence. */
const SENTENCE_END = 0.5;

/**
 * Chooses the gap between two words in which to part a stretch: where a sentence ends, or where it is most silent.
 * @param count words that may come before the cut; one word must come after it
 * @param probabilities of speech, of the windows of the stretch
 */
export function chooseCut(
  words: readonly TimedWord[],
  count: number,
  probabilities: Float32Array,
): Cut | undefined {
  let best: (Cut & { worth: number }) | undefined;
  for (let i = 1; i <= count && i < words.length; i++) {
    const [before, after] = [words[i - 1]!, words[i]!];
    const window = quietest(probabilities, before.endMs, after.startMs);
    if (window < probabilities.length * LEAST_SHARE) continue;
    const worth = (endsSentence(before.text, after.text) ? SENTENCE_END : 0) - (probabilities[window] ?? 0);
    if (!best || worth >= best.worth) best = { words: i, window, worth };
  }
  return best && { words: best.words, window: best.window };
}

/** The window with the least speech between two words; the times of words are not exact to a window. */
function quietest(probabilities: Float32Array, endMs: number, startMs: number): number {
  const first = Math.max(0, Math.floor(endMs / WINDOW_MS) - 1);
  const last = Math.min(probabilities.length - 1, Math.ceil(startMs / WINDOW_MS) + 1);
  let best = first;
  for (let window = first; window <= last; window++)
    if (probabilities[window]! < probabilities[best]!) best = window;
  return best;
}
