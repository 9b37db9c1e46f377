import type { TimedWord } from './cut.ts';
import { WINDOW_MS } from './endpoint.ts';
import type { Context } from './state.ts';

/** Sound of words that were told is kept for so long. */
const CONTEXT_MS = 3_000;
/** Where less was said since the last context, that one goes on, as long as both together are not longer. */
const LONGEST_CONTEXT_MS = 4_500;
/** A longer pause parts what belongs together. */
const LONGEST_PAUSE_MS = 3_000;
/** The first word may begin a little before its time. */
const MARGIN_WINDOWS = 2;

/**
 * The last words before a cut or an end, as context of what follows.
 * @param words those before it, with times from the window `from` of the stream on
 * @param tokens that they are made of
 * @param to window of the cut
 * @param before the context of those words
 */
export function contextOf(
  words: readonly TimedWord[],
  tokens: readonly number[],
  from: number,
  to: number,
  before: Context | null,
): Context | null {
  const earliestMs = (to - from) * WINDOW_MS - CONTEXT_MS;
  const [first] = words.filter(({ startMs }) => startMs >= earliestMs);
  const last = words.at(-1);
  if (!first || !last) return null;
  if (before && first === words[0] && (to - before.from) * WINDOW_MS <= LONGEST_CONTEXT_MS)
    return { from: before.from, to, tokens: [...before.tokens, ...tokens.slice(0, last.to)] };
  const window = from + Math.max(0, Math.floor(first.startMs / WINDOW_MS) - MARGIN_WINDOWS);
  return { from: Math.min(window, to), to, tokens: tokens.slice(first.from, last.to) };
}

/** Whether what begins in a window still belongs to what was said before. */
export const isNear = ({ to }: Context, window: number): boolean =>
  (window - to) * WINDOW_MS <= LONGEST_PAUSE_MS;
