import { describe, expect, test } from 'vitest';
import { agreeOn, chooseShown, keeps } from '../../../../src/engine/speech/stream/agreement.ts';
import { isAwaited } from '../../../../src/engine/speech/stream/awaited.ts';
import { chooseCut } from '../../../../src/engine/speech/stream/cut.ts';
import { findBeginning, WINDOW_MS } from '../../../../src/engine/speech/stream/endpoint.ts';
import { nextTurn, SETTLE_MS } from '../../../../src/engine/speech/stream/pace.ts';
import { asBefore } from '../../../../src/engine/speech/stream/wording.ts';
import { detokenise, encodeWord } from '../../../../src/engine/speech/tokenizer.ts';

describe('when to do what', () => {
  const speaking = {
    silentMs: 0,
    soundMs: 2000,
    freshMs: 800,
    isHeard: true,
    isUnheard: true,
    isShown: true,
  };

  test('while somebody speaks, it is looked at now and then, less often the longer it is', () => {
    expect(nextTurn(speaking, 500)).toBe('look');
    expect(nextTurn({ ...speaking, freshMs: 100 }, 500)).toBe('wait');
    expect(nextTurn({ ...speaking, soundMs: 4500 }, 500)).toBe('wait');
    expect(nextTurn({ ...speaking, freshMs: 200 }, 500)).toBe('wait');
    expect(nextTurn({ ...speaking, freshMs: 130, isShown: false }, 500)).toBe('look');
    expect(nextTurn({ ...speaking, freshMs: 130, isShown: false, isHeard: false }, 500)).toBe('wait');
    expect(nextTurn({ ...speaking, freshMs: 200, isShown: false, isHeard: false }, 500)).toBe('look');
  });

  test('a pause settles it once, and silence ends it', () => {
    const paused = { ...speaking, silentMs: SETTLE_MS };
    expect(nextTurn({ ...paused, silentMs: SETTLE_MS - 1 }, 500)).toBe('wait');
    expect(nextTurn(paused, 500)).toBe('settle');
    expect(nextTurn({ ...paused, isUnheard: false }, 500)).toBe('wait');
    expect(nextTurn({ ...paused, silentMs: 500, isUnheard: false }, 500)).toBe('end');
  });

  test('somebody waits for first words and for what ends, but not for one look more', () => {
    const speech = new Float32Array([0.9, 0.9]);
    const goesOn = { open: { shown: { text: 'Good', stableLength: 0 } }, probabilities: speech };
    expect(isAwaited({ state: null, isLast: false })).toBe(true);
    expect(isAwaited({ state: { ...goesOn, open: null }, isLast: false })).toBe(true);
    expect(isAwaited({ state: { ...goesOn, open: { shown: null } }, isLast: false })).toBe(true);
    expect(isAwaited({ state: goesOn, isLast: false })).toBe(false);
    expect(isAwaited({ state: goesOn, isLast: true })).toBe(true);
    const paused = { ...goesOn, probabilities: new Float32Array([0.9, 0.1]) };
    expect(isAwaited({ state: paused, isLast: false })).toBe(true);
  });
});

describe('what stands and what is shown', () => {
  const tokens = (text: string): number[] => encodeWord(text);

  const guess = (text: string, doubtful = -1) => ({
    tokens: tokens(text),
    logProbabilities: tokens(text).map((_, i) => (i === doubtful ? -2 : -0.01)),
  });
  const longer = 'Good morning. My name is Ann';

  test('words that two hypotheses agree on stand, but for the last ones, whatever their punctuation', () => {
    expect(agreeOn(tokens('Good morning my name is'), guess(longer), 0)).toBe(2);
    expect(agreeOn(tokens('Good morning'), guess('Good morning'), 0)).toBe(0);
    expect(agreeOn([], guess(longer), 0)).toBe(0);
  });

  test('doubtful ones do not', () => {
    expect(agreeOn(tokens(longer), guess(longer, 1), 0)).toBe(1);
    expect(agreeOn(tokens(longer), guess(longer, 0), 0)).toBe(0);
  });

  test('what stood goes on to stand', () => {
    expect(agreeOn(tokens('I see the sea and'), guess('I see the sea or'), 4)).toBe(4);
    expect(keeps(tokens('Good morning. My name'), tokens('Good morning my'), 2)).toBe(true);
    expect(keeps(tokens('Good evening. My name'), tokens('Good morning my'), 2)).toBe(false);
    expect(keeps([], tokens('Good'), 0)).toBe(true);
  });

  const show = (
    shown: string,
    before: string,
    now: string,
    doubtful = -1,
    stable = 0,
    spokenMs = 0,
  ): string => detokenise(chooseShown(tokens(shown), tokens(before), guess(now, doubtful), stable, spokenMs));

  test('sure words are shown early, doubtful ones are not, the last one when it was the same before', () => {
    const text = 'we went home early';
    expect(show('', '', text)).toBe('we went home');
    expect(show('', 'we went home ear', text)).toBe('we went home');
    expect(show('', text, text)).toBe(text);
    expect(show('', '', text, 1)).toBe('we');
    expect(show('', '', text, 1, 2)).toBe('we went home');
    expect(show('', text, text, 0)).toBe('');
    expect(show('', '', '')).toBe('');
  });

  test('a first word is shown alone, the less sure the longer it is waited for', () => {
    expect(show('', '', 'we', -1, 0, 380)).toBe('');
    expect(show('', '', 'we', -1, 0, 390)).toBe('we');
    expect(show('', '', 'we went home early', 0, 0, 500)).toBe('');
    expect(show('', '', 'we went home early', 0, 0, 520)).toBe('we');
    expect(show('we', '', 'we went home early', 1, 0, 520)).toBe('we');
    expect(show('', '', '', -1, 0, 520)).toBe('');
  });

  test('what is shown stays when it is doubted or contradicted once, and goes when it is contradicted twice', () => {
    expect(show('we went', 'we went', 'we went home now', 1)).toBe('we went home');
    expect(show('we went', 'we went home', 'he went home')).toBe('we went');
    expect(show('we went', 'we went home', '')).toBe('we went');
    expect(show('we went', 'he went home', 'he went home today')).toBe('he went home');
  });

  test('a word keeps the case that it had before the sound before it was dropped', () => {
    expect(asBefore('The house', 'the')).toBe('the house');
    expect(asBefore('London is', 'London')).toBe('London is');
    expect(asBefore('Something else', 'the')).toBe('Something else');
    expect(asBefore('The house', null)).toBe('The house');
  });
});

describe('where speech begins', () => {
  const probabilities = (...values: number[]): Float32Array => Float32Array.from(values);

  test('after three windows, the first of them sure', () => {
    expect(findBeginning(probabilities(0, 0, 0.9, 0.9, 0.4))).toBe(2);
    expect(findBeginning(probabilities(0, 0.4, 0.9, 0.9, 0.4))).toBe(2);
    expect(findBeginning(probabilities(0.9, 0.9))).toBeUndefined();
    expect(findBeginning(probabilities(0.9, 0.9, 0.9, 0))).toBeUndefined();
    expect(findBeginning(probabilities(0.4, 0.4, 0.4, 0.4))).toBeUndefined();
    expect(findBeginning(probabilities())).toBeUndefined();
  });
});

describe('where a long stretch is parted', () => {
  const word = (text: string, at: number) => ({
    text,
    from: at,
    to: at + 1,
    startMs: at * 10 * WINDOW_MS,
    endMs: (at * 10 + 8) * WINDOW_MS,
  });
  const words = ['we', 'went', 'home.', 'Then', 'we', 'slept'].map(word);
  const spoken = new Float32Array(60).fill(0.9);

  test('at the end of a sentence, after half of it at least', () => {
    expect(chooseCut(words, 4, spoken)?.words).toBe(4);
    const early = ['we.', 'Went', 'home', 'then', 'we', 'slept'].map(word);
    expect(chooseCut(early, 5, spoken)?.words).toBe(5);
    expect(chooseCut(words, 2, spoken)).toBeUndefined();
  });

  test('or in the deepest silence', () => {
    const paused = spoken.map((value, i) => (i === 39 ? 0.1 : value));
    expect(chooseCut(words, 5, paused)).toEqual({ words: 4, window: 39 });
  });
});
