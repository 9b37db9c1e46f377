import { expect, test } from 'vitest';
import { splitSentences } from '../../../src/engine/speech/sentences.ts';

const split = (text: string): string[] =>
  splitSentences(text.split(' ').map((word, i) => ({ text: word, from: i, to: i + 1 }))).map((words) =>
    words.map((word) => word.text).join(' '),
  );

test.each([
  ['Good morning. How are you? Fine!', ['Good morning.', 'How are you?', 'Fine!']],
  ['Dr. Brown met Mrs. White at St. Mary.', ['Dr. Brown met Mrs. White at St. Mary.']],
  ['J. R. Smith came. He left.', ['J. R. Smith came.', 'He left.']],
  ['It was I. She knew.', ['It was I.', 'She knew.']],
  ['At 3.5 volts it failed. Then?', ['At 3.5 volts it failed.', 'Then?']],
  ['He said "Stop." Nobody did.', ['He said "Stop."', 'Nobody did.']],
  ['We waited... and waited.', ['We waited... and waited.']],
  ['no end', ['no end']],
])('%s', (text, sentences) => expect(split(text)).toEqual(sentences));

test('nothing has none', () => expect(splitSentences([])).toEqual([]));
