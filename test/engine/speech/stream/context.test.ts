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
  const context = contextOf(words, tokens, from, to, null);
  expect(context?.tokens).toEqual(tokens.slice(4));
  expect(context?.to).toBe(to);
  const startMs = (context!.from - from) * WINDOW_MS;
  expect(startMs).toBeLessThanOrEqual(1_000);
  expect(startMs).toBeGreaterThan(850);
});

test('there is none where nothing was said, or only long before', () => {
  expect(contextOf([], [], 0, 100, null)).toBeNull();
  expect(contextOf(words.slice(0, 2), tokens, 0, windowsIn(5_000), null)).toBeNull();
});

test('a context never begins before the sound that its words were heard in', () => {
  const context = contextOf(words.slice(0, 1), tokens, 50, 50 + windowsIn(500), null);
  expect(context).toMatchObject({ from: 50, tokens: [100, 101] });
});

test('where little was said since the last context, that one goes on, up to a length', () => {
  const from = 1_000;
  const to = from + windowsIn(1_000);
  const before = (ms: number) => ({ from: to - windowsIn(ms), to: from, tokens: [7, 8] });
  const merged = contextOf(words.slice(0, 2), tokens, from, to, before(4_400));
  expect(merged).toEqual({ from: before(4_400).from, to, tokens: [7, 8, ...tokens.slice(0, 4)] });
  expect(contextOf(words.slice(0, 2), tokens, from, to, before(4_600))?.tokens).toEqual(tokens.slice(0, 4));
  const much = contextOf(words, tokens, from, from + windowsIn(4_000), before(1_000));
  expect(much?.tokens).toEqual(tokens.slice(4));
});

test('after a longer pause what was said before is no context any more', () => {
  const context = { from: 0, to: 100, tokens: [1] };
  expect(isNear(context, 100 + windowsIn(2_900))).toBe(true);
  expect(isNear(context, 100 + windowsIn(3_100))).toBe(false);
});
