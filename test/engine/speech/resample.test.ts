import { describe, expect, test } from 'vitest';
import { Resampler } from '../../../src/engine/speech/resample.ts';

const tone = (hertz: number, rate: number, seconds: number): Float32Array =>
  Float32Array.from({ length: rate * seconds }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));

function resample(input: Float32Array, from: number, to: number, block: number): Float32Array {
  const resampler = new Resampler(from, to);
  const parts: Float32Array[] = [];
  for (let at = 0; at < input.length; at += block) parts.push(resampler.push(input.subarray(at, at + block)));
  parts.push(resampler.finish());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

const rms = (signal: Float32Array): number =>
  Math.sqrt(signal.reduce((sum, x) => sum + x * x, 0) / signal.length);

describe.each([8_000, 11_025, 22_050, 44_100, 48_000, 96_000])('from %i Hz to 16 kHz', (from) => {
  test('a tone keeps its pitch, phase and strength', () => {
    const output = resample(tone(1_000, from, 1), from, 16_000, 1_000);
    const expected = tone(1_000, 16_000, 1);
    expect(output.length).toBe(16_000);
    const inner = [...output.keys()].slice(200, -200);
    expect(Math.max(...inner.map((i) => Math.abs(output[i]! - expected[i]!)))).toBeLessThan(0.002);
  });

  test('blocks of any size give the same', () => {
    const input = tone(440, from, 0.2);
    expect(resample(input, from, 16_000, 77)).toEqual(resample(input, from, 16_000, input.length));
  });
});

test('what lies above the new Nyquist rate does not fold back', () => {
  const output = resample(tone(10_000, 48_000, 1), 48_000, 16_000, 4_096);
  expect(20 * Math.log10(rms(output.subarray(200, -200)) / Math.SQRT1_2)).toBeLessThan(-60);
});
