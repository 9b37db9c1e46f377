import { expect, test } from 'vitest';
import { contextOf, isNear } from '../../../../src/engine/speech/stream/context.ts';
import { WINDOW_MS } from '../../../../src/engine/speech/stream/endpoint.ts';

/** Words of half a second each, of two tokens, one after another. */
const words = Array.from({ length: 8 }, (_, i) => ({
  ...{ text: `word${i}`, from: 2 * i, to: 2 * i + 2 },
  ...{ startMs: 500 * i, endMs: 500 * i + 500 },
}));
const tokens = Array.from({ length: 16 }, (_, i) => 100 + i);
const windowsIn = (ms: number): number => Math.round(ms / WINDOW_MS);

test('the last words before a cut are the context of what follows, with a margin before the first', () => {
  const from = 1_000;
  const to = from + windowsIn(4_000);
  const context = contextOf(words, tokens, from, to);
  expect(context?.tokens).toEqual([110, 111, 112, 113, 114, 115]);
  expect(context?.to).toBe(to);
  const startMs = (context!.from - from) * WINDOW_MS;
  expect(startMs).toBeLessThanOrEqual(2_500);
  expect(startMs).toBeGreaterThan(2_350);
});

test('there is none where nothing was said, or only long before', () => {
  expect(contextOf([], [], 0, 100)).toBeNull();
  expect(contextOf(words.slice(0, 2), tokens, 0, windowsIn(4_000))).toBeNull();
});

test('a context never begins before the sound that its words were heard in', () => {
  const context = contextOf(words.slice(0, 1), tokens, 50, 50 + windowsIn(500));
  expect(context).toMatchObject({ from: 50, tokens: [100, 101] });
});

test('after a longer pause what was said before is no context any more', () => {
  const context = { from: 0, to: 100, tokens: [1] };
  expect(isNear(context, 100 + windowsIn(2_900))).toBe(true);
  expect(isNear(context, 100 + windowsIn(3_100))).toBe(false);
});
