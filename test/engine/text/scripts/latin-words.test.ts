import { expect, test } from 'vitest';
import { languagesOfWords } from '../../../../src/engine/text/scripts/latin-words.ts';
import { sampleLines } from './sample-lines.ts';

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ø', 'o').replaceAll('đ', 'd');

test.each([
  'vietnamese',
  'malay',
  'spanish',
  'french',
  'german',
  'portuguese',
  'italian',
  'dutch',
  'swedish',
  'danish',
  'norwegian',
  'hungarian',
] as const)('%s is told by its small words, with marks and without', (language) => {
  const text = sampleLines[language].join(' ');
  expect(languagesOfWords(text)).toContain(language);
  expect(languagesOfWords(plain(text))).toContain(language);
});

test('English, names and numbers are no other language', () => {
  expect(languagesOfWords(sampleLines.english.join(' '))).toEqual([]);
  expect(languagesOfWords('ERIKSSON ANNA MARIA D23145890')).toEqual([]);
  expect(languagesOfWords('')).toEqual([]);
});
