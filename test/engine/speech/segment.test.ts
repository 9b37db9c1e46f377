import { describe, expect, test } from 'vitest';
import { segment } from '../../../src/engine/speech/segment.ts';

const WINDOW = 512;
const RATE = 16_000;

/** Probabilities from [seconds, probability] pieces. */
const activity = (...pieces: readonly (readonly [number, number])[]): Float32Array =>
  Float32Array.from(
    pieces.flatMap(([seconds, p]) => new Array<number>(Math.round((seconds * RATE) / WINDOW)).fill(p)),
  );

const inSeconds = (probabilities: Float32Array): number[][] =>
  segment(probabilities, probabilities.length * WINDOW).map(({ start, end }) => [start / RATE, end / RATE]);

describe('stretches to transcribe', () => {
  test('silence has none', () => {
    expect(inSeconds(activity([10, 0.1]))).toEqual([]);
    expect(inSeconds(activity())).toEqual([]);
  });

  test('speech is trimmed to half a second around it', () => {
    const [[start, end] = []] = inSeconds(activity([5, 0], [2, 0.9], [5, 0]));
    expect(start).toBeCloseTo(4.5, 1);
    expect(end).toBeCloseTo(7.5, 1);
  });

  test('a click is not speech', () => {
    expect(inSeconds(activity([1, 0], [0.06, 0.9], [1, 0]))).toEqual([]);
  });

  test('short pauses stay within a stretch, long ones end it', () => {
    expect(inSeconds(activity([2, 0.9], [1, 0], [2, 0.9]))).toHaveLength(1);
    expect(inSeconds(activity([2, 0.9], [4, 0], [2, 0.9]))).toHaveLength(2);
  });

  test('no stretch is longer than 28 s, none overlap, and speech is never left out', () => {
    const probabilities = activity([40, 0.9], [0.4, 0], [20, 0.9], [0.1, 0.4], [30, 0.9]);
    const stretches = inSeconds(probabilities);
    expect(Math.max(...stretches.map(([start, end]) => end! - start!))).toBeLessThanOrEqual(28);
    stretches.slice(1).forEach(([start], i) => expect(start).toBeGreaterThanOrEqual(stretches[i]![1]!));
    const covered = stretches.reduce((sum, [start, end]) => sum + end! - start!, 0);
    expect(covered).toBeGreaterThan(90);
  });
});
