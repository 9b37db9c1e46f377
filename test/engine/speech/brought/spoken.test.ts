import { expect, test } from 'vitest';
import { sentencesOf } from '../../../../src/engine/speech/brought/spoken.ts';

const place = { startMs: 1_000, endMs: 4_000, channel: 0 };

test('pieces that mark where words begin become words with times, and sentences end at full stops', () => {
  const tokens = ['\u2581He', 'llo', '.', '\u2581Good', '\u2581bye'];
  const sentences = sentencesOf(
    { text: ' Hello. Good bye', tokens, timestamps: [0, 0.2, 0.4, 1, 1.5] },
    place,
    true,
  );
  expect(sentences).toEqual([
    {
      text: 'Hello.',
      startMs: 1_000,
      endMs: 2_000,
      words: [{ text: 'Hello.', startMs: 1_000, endMs: 2_000 }],
      channel: 0,
      meanLogProbability: null,
    },
    {
      text: 'Good bye',
      startMs: 2_000,
      endMs: 4_000,
      words: [
        { text: 'Good', startMs: 2_000, endMs: 2_500 },
        { text: 'bye', startMs: 2_500, endMs: 4_000 },
      ],
      channel: 0,
      meanLogProbability: null,
    },
  ]);
});

test('characters of scripts without spaces are words of their own, and are written without spaces', () => {
  const tokens = ['你', '好', '，', 'wor@@', 'ld', '！'];
  const [sentence, ...others] = sentencesOf(
    { text: '你好，world！', tokens, timestamps: [0, 0.3, 0.5, 0.6, 0.8, 0.9] },
    place,
    true,
  );
  expect(others).toEqual([]);
  expect(sentence?.text).toBe('你好， world！');
  expect(sentence?.words?.map(({ text }) => text)).toEqual(['你', '好，', 'world！']);
});

test('a kind that does not tell times gives one sentence, as long as its stretch, and no words', () => {
  expect(sentencesOf({ text: ' One. Two. ', tokens: ['One', 'Two'], timestamps: [] }, place, true)).toEqual([
    { text: 'One. Two.', startMs: 1_000, endMs: 4_000, channel: 0, meanLogProbability: null },
  ]);
});

test('marks that are not text are left out, and nothing said is no sentence', () => {
  const said = { text: 'yes', tokens: ['<|en|>', '\u2581yes'], timestamps: [0, 0.1] };
  expect(sentencesOf(said, place, false)).toEqual([
    { text: 'yes', startMs: 1_100, endMs: 4_000, channel: 0, meanLogProbability: null },
  ]);
  expect(sentencesOf({ text: '  ', tokens: [], timestamps: [] }, place, true)).toEqual([]);
});
