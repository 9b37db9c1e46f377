import { describe, expect, test } from 'vitest';
import { Segmenter } from '../../../src/engine/speech/recording/segmenter.ts';
import { segment } from '../../../src/engine/speech/segment.ts';
import { random } from '../../support/random.ts';

const WINDOW = 512;

/** What a segmenter gives that is told of some windows at a time, and how many windows it ever had to look back. */
function inPieces(
  probabilities: Float32Array,
  samples: number,
  piece: number,
): { chunks: unknown[]; longestReach: number } {
  const segmenter = new Segmenter();
  let longestReach = 0;
  const chunks = [];
  for (let at = 0; at < probabilities.length; at += piece) {
    chunks.push(...segmenter.push(probabilities.subarray(at, at + piece)));
    longestReach = Math.max(longestReach, Math.min(at + piece, probabilities.length) - segmenter.keepFrom);
  }
  chunks.push(...segmenter.finish(samples));
  return { chunks, longestReach };
}

/** Stretches of speech, silence and doubt of random lengths, as sounds have them. */
function activity(seed: number, windows: number, scale: number): Float32Array {
  const next = random(seed);
  const probabilities = new Float32Array(windows);
  for (let at = 0; at < windows;) {
    const level = next();
    for (const end = at + 1 + Math.floor(scale * next() ** 3); at < Math.min(end, windows); at++)
      probabilities[at] = Math.min(1, Math.max(0, level + 0.3 * (next() - 0.5)));
  }
  return probabilities;
}

describe('piece by piece', () => {
  test.each([3, 20, 150, 1_500])(
    'the same stretches as on the whole, changes about every %i windows',
    (scale) => {
      for (let seed = 1; seed <= 40; seed++) {
        const probabilities = activity(seed, 6_000, scale);
        const samples = probabilities.length * WINDOW - (seed % WINDOW);
        const whole = segment(probabilities, samples);
        for (const piece of [1, 7, 400, probabilities.length])
          expect(inPieces(probabilities, samples, piece).chunks).toEqual(whole);
      }
    },
  );

  test('speech without a pause, and speech to the last window', () => {
    for (const windows of [1, 3, 840, 845, 5_000]) {
      const probabilities = activity(windows, windows, 1).fill(0.9);
      const whole = segment(probabilities, windows * WINDOW);
      expect(inPieces(probabilities, windows * WINDOW, 5).chunks).toEqual(whole);
    }
  });

  test('no more than a minute is ever looked back at', () => {
    const minute = (60 * 16_000) / WINDOW;
    for (const scale of [3, 20, 150, 1_500])
      expect(inPieces(activity(scale, 40_000, scale), 40_000 * WINDOW, 30).longestReach).toBeLessThan(minute);
    const silence = new Float32Array(40_000);
    expect(inPieces(silence, 40_000 * WINDOW, 30).longestReach).toBeLessThan(60);
    expect(inPieces(silence.fill(1), 40_000 * WINDOW, 30).longestReach).toBeLessThan(minute);
  });
});
