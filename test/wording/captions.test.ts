import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpokenSentence } from '../../src/engine/speech/types.ts';
import { captionsOf, toSrt, toVtt } from '../../src/features/asr/captions.ts';
import { keywordsIn } from '../../src/features/asr/keywords.ts';
import { propertyRuns } from '../support/property-runs.ts';

/** Each word lasts `wordMs`. */
const spoken = (text: string, startMs = 0, wordMs = 400): SpokenSentence => {
  const words = text
    .split(' ')
    .map((word, i) => ({ text: word, startMs: startMs + i * wordMs, endMs: startMs + (i + 1) * wordMs }));
  return { text, startMs, endMs: words.at(-1)!.endMs, words, channel: 0, meanLogProbability: null };
};

const LONG =
  'The first part ends here, and the second part goes on for so long that nothing but its length can tell where it has to be cut.';

describe('captions', () => {
  it('are split at punctuation first, then by length, at the times of words', () => {
    const captions = captionsOf([spoken(LONG)], { maxLength: 40 });
    expect(captions.map(({ text }) => text)).toEqual([
      'The first part ends here,',
      'and the second part goes on for so',
      'long that nothing but its length can',
      'tell where it has to be cut.',
    ]);
    expect(captions.map(({ startMs }) => startMs)).toEqual([0, 2000, 5200, 8000]);
    expect(captions[0]).toMatchObject({ endMs: 2000, words: spoken(LONG).words!.slice(0, 5) });
  });

  it('of sentences without words share the time by letters', () => {
    const { words: _, ...sentence } = spoken('one two three, four five six');
    const captions = captionsOf([sentence], { maxLength: 14 });
    expect(captions.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['one two three,', 0, 1252],
      ['four five six', 1252, 2400],
    ]);
    expect(captions[0]).not.toHaveProperty('words');
  });

  it('hold every word once, in order, within the length', () => {
    const text = fc.array(fc.stringMatching(/^[a-z]{1,12}[.,]?$/), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(text, fc.integer({ min: 6, max: 84 }), (words, maxLength) => {
        const captions = captionsOf([spoken(words.join(' '))], { maxLength });
        expect(captions.map((caption) => caption.text).join(' ')).toBe(words.join(' '));
        for (const { text: shown } of captions)
          if (shown.includes(' ')) expect(shown.length).toBeLessThanOrEqual(maxLength);
      }),
      propertyRuns(200),
    );
  });

  it('are SubRip: numbered, two lines at most, a second at least where there is time', () => {
    const srt = toSrt([spoken('Yes.', 500), spoken(LONG, 3_600_000, 100), spoken('No --> no.', 3_000)]);
    const blocks = srt.trim().split('\n\n');
    expect(blocks[0]).toBe('1\n00:00:00,500 --> 00:00:01,500\nYes.');
    expect(blocks[1]).toBe('2\n00:00:03,000 --> 00:00:04,200\nNo -> no.');
    expect(blocks[2]).toMatch(/^3\n01:00:00,000 --> 01:00:0\d,\d00\nThe first part ends here, and/);
    for (const block of blocks) {
      const lines = block.split('\n').slice(2);
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(42);
    }
  });

  it('are WebVTT: with its mark, and what is markup there escaped', () => {
    expect(toVtt([spoken('a <b> & c')])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:01.600\na &lt;b&gt; &amp; c\n',
    );
    expect(toVtt([])).toBe('WEBVTT\n');
    expect(toSrt([])).toBe('');
  });
});

describe('keywords', () => {
  const library = (id: string, ...words: string[]) => ({
    id,
    name: `n${id}`,
    words: words.map((text) => ({ text })),
  });

  it('are whole words, whatever their capitals and punctuation', () => {
    const libraries = [
      library('1', 'refund', 'Data Protection', 'car', 'refund'),
      library('2', 'nothing'),
      library('3', '你好'),
    ];
    expect(keywordsIn({ text: 'About data-protection: a Refund, carefully. 您你好吗' }, libraries)).toEqual([
      { KeyWordLibID: '1', KeyWordLibName: 'n1', KeyWords: ['refund', 'Data Protection'] },
      { KeyWordLibID: '3', KeyWordLibName: 'n3', KeyWords: ['你好'] },
    ]);
  });
});
