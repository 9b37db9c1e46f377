import { describe, expect, test } from 'vitest';
import { align, evidenceOf, spacesSeen } from '../../../src/engine/text/alignment.ts';
import { readingOf, readJointly, type Reading } from '../../../src/engine/text/readings.ts';
import type { LineScores } from '../../../src/engine/text/recognise.ts';

const alphabet = ['', 'N', 'o', 'v', 'c', '，', ',', ' '];

/** Each step's likeliest character with its probability, '' for nothing; what is left is spread over the others, or is a second character's. */
function scores(
  steps: readonly (readonly [string, number] | readonly [string, number, string, number])[],
): LineScores {
  const data = new Float32Array(steps.length * alphabet.length);
  steps.forEach(([first, p, second, q = 0], step) => {
    const row = data.subarray(step * alphabet.length, (step + 1) * alphabet.length);
    row.fill((1 - p - q) / (alphabet.length - (second === undefined ? 1 : 2)));
    row[alphabet.indexOf(first)] = p;
    if (second !== undefined) row[alphabet.indexOf(second)] = q;
  });
  return { data, steps: steps.length, alphabet, width: steps.length * 8 };
}

const textOf = ({ characters }: Pick<Reading, 'characters'>): string =>
  characters.map(({ text }) => text).join('');

describe('a text laid along a line', () => {
  const line = scores([
    ['N', 0.9],
    ['', 0.9],
    ['o', 0.9],
    ['', 0.9],
    ['o', 0.9],
    [' ', 0.6],
    ['v', 0.9],
  ]);

  test('finds each character where it is seen, and the space between two', () => {
    const evidence = evidenceOf(line);
    const alignment = align(evidence, [...'Noov']);
    expect([...(alignment?.seenAt ?? [])]).toEqual([0, 2, 4, 6]);
    expect(alignment && spacesSeen(evidence, alignment).map((p) => Math.round(10 * p))).toEqual([0, 0, 0, 6]);
  });

  test('is the less likely the more it differs, and impossible when there is no room for it', () => {
    const evidence = evidenceOf(line);
    const score = (text: string): number => align(evidence, [...text])?.score ?? -Infinity;
    expect(score('Noov')).toBeGreaterThan(score('Nov'));
    expect(score('Nov')).toBeGreaterThan(score('Ncv'));
    expect(score('NNNN')).toBeGreaterThan(-Infinity);
    expect(score('NNNNN')).toBe(-Infinity);
    expect(score('')).toBeLessThan(score('Noov'));
  });

  test('full-width forms and characters that a network does not know', () => {
    const evidence = evidenceOf(scores([['，', 0.9]]));
    expect(evidence.of(',')[0]).toBeGreaterThan(0.85);
    expect(evidence.of('，')).toEqual(evidence.of(','));
    expect(evidence.of('字')[0]).toBeGreaterThan(0);
    expect(evidence.of('字')[0]).toBeLessThan(0.001);
  });
});

describe('several looks at one line', () => {
  const N = ['N', 0.99] as const;
  const v = ['v', 0.99] as const;
  const wrong = readingOf(scores([N, ['c', 0.5, 'o', 0.45], v]), 1);
  const right = readingOf(scores([N, ['o', 0.9, 'c', 0.02], v]), 1);

  test('the text that all together find likeliest wins', () => {
    expect(textOf(wrong)).toBe('Ncv');
    expect(textOf(readJointly([wrong, right]))).toBe('Nov');
    expect(textOf(readJointly([right, wrong]))).toBe('Nov');
    expect(textOf(readJointly([wrong]))).toBe('Ncv');
  });

  test('one that is sure and wrong does not overrule two that are nearly sure', () => {
    const stubborn = readingOf(scores([N, ['c', 0.999, 'o', 0.0000001], v]), 1);
    const nearly = readingOf(scores([N, ['o', 0.98, 'c', 0.0001], v]), 1);
    expect(textOf(readJointly([stubborn, nearly, nearly]))).toBe('Nov');
  });

  test('a space that one of them sees is seen', () => {
    const spaced = readingOf(scores([N, [' ', 0.7], ['o', 0.9], v]), 1);
    const joint = readJointly([right, spaced]);
    expect(textOf(joint)).toBe('Nov');
    expect(joint.spaces.map((p) => Math.round(10 * p))).toEqual([0, 7, 0]);
  });

  test('of looks that agree the surest counts; a stretched one tells places at natural width', () => {
    const surer = readingOf(scores([N, ['', 0.9], ['o', 0.95], ['', 0.9], v]), 1.25);
    const joint = readJointly([right, surer]);
    expect(joint.confidence).toBe(surer.confidence);
    expect(joint.characters.map(({ position }) => Math.round(10 * position) / 10)).toEqual([3.2, 16, 28.8]);
  });

  test('a line on which nobody sees anything is empty', () => {
    const blank = readingOf(scores([['', 0.99]]), 1);
    expect(readJointly([blank, blank])).toMatchObject({ characters: [], confidence: 0, spaces: [] });
  });
});
