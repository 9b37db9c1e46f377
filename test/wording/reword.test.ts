import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpokenSentence } from '../../src/engine/speech/types.ts';
import { rewordSentence, rewordText, type WordingOptions } from '../../src/features/asr/wording/reword.ts';
import { propertyRuns } from '../support/property-runs.ts';

const PLAIN: WordingOptions = { dirty: 0, modal: 0, punctuation: 0, numbers: 1 };
const reword = (text: string, options: Partial<WordingOptions>) => rewordText(text, { ...PLAIN, ...options });

/** A sentence whose words each last 100 ms. */
const spoken = (text: string): SpokenSentence => ({
  text,
  startMs: 0,
  endMs: 100 * text.split(' ').length,
  words: text.split(' ').map((word, i) => ({ text: word, startMs: i * 100, endMs: (i + 1) * 100 })),
  channel: 0,
  meanLogProbability: -0.1,
});

describe('fillers', () => {
  it.each([
    ['Um, I think, uh, we should go. Uh, maybe.', 'I think, we should go. Maybe.'],
    ['I, er, know it, hmm.', 'I know it.'],
    ['Oh, no. Mm-hmm, well.', 'Oh, no. Mm-hmm, well.'],
    ['You know, you know it.', 'You know, you know it.'],
    ['The umbrella is an error.', 'The umbrella is an error.'],
  ])('particles: %s', (heard, written) => expect(reword(heard, { modal: 1 })).toBe(written));

  it.each([
    ['You know, you know it.', 'You know it.'],
    ['The dog is, sort of, big. Mm-hmm.', 'The dog is big.'],
    ['I I I think the the dog, I mean, barks.', 'I think the dog, barks.'],
    ['I like it, like, a lot, you know.', 'I like it a lot, you know.'],
    [
      'Let me tell you, you had had very very much, no, no.',
      'Let me tell you, you had had very very much, no, no.',
    ],
  ])('strictly: %s', (heard, written) => expect(reword(heard, { modal: 2 })).toBe(written));
});

describe('profanity', () => {
  it('is left out, or hidden with its length, whole words alone', () => {
    const heard = 'What the fuck, man? Shit. Dick sat in a cockpit at Scunthorpe, to assess the class.';
    const calm = 'Dick sat in a cockpit at Scunthorpe, to assess the class.';
    expect(reword(heard, { dirty: 1 })).toBe(`What the man? ${calm}`);
    expect(reword(heard, { dirty: 2 })).toBe(`What the *, man? *. ${calm}`);
    expect(reword(heard, {})).toBe(heard);
  });

  it.each(['Breasts of chicken, a pawn, hoar frost and a bloody nose.', 'Essex, Sussex and Middlesex.'])(
    'is not seen in: %s',
    (text) => expect(reword(text, { dirty: 1 })).toBe(text),
  );
});

describe('punctuation', () => {
  it('goes at the end, or everywhere but within words and figures', () => {
    const heard = 'Hello, world! It\u2019s 3.5 well-known \u2014 yes, "quoted" at 5:30 p.m.';
    expect(reword('He left. She stayed?', { punctuation: 1 })).toBe('He left. She stayed');
    expect(reword(heard, { punctuation: 1 })).toBe(heard);
    expect(reword(heard, { punctuation: 2 })).toBe(
      'Hello world It\u2019s 3.5 well-known yes quoted at 5:30 p.m.',
    );
  });
});

describe('sentences', () => {
  it('keep the times of their words; a figure spans what it was', () => {
    const reworded = rewordSentence(spoken('Um, call nine one one now.'), {
      ...PLAIN,
      modal: 1,
      punctuation: 2,
    });
    expect(reworded?.text).toBe('Call 911 now');
    expect(reworded?.words).toEqual([
      { text: 'Call', startMs: 100, endMs: 200 },
      { text: '911', startMs: 200, endMs: 500 },
      { text: 'now', startMs: 500, endMs: 600 },
    ]);
    expect(reworded).toMatchObject({ startMs: 0, endMs: 600, channel: 0 });
  });

  it('share the time of a figure among the words that it is said with', () => {
    const reworded = rewordSentence(spoken('in 1984'), { ...PLAIN, numbers: 0 });
    expect(reworded?.words?.map(({ text }) => text)).toEqual(['in', 'nineteen', 'eighty-four']);
    expect(reworded?.words?.at(1)?.startMs).toBe(100);
    expect(reworded?.words?.at(-1)?.endMs).toBe(200);
  });

  it('are nothing when nothing of them is left', () => {
    expect(rewordSentence(spoken('Um, uh.'), { ...PLAIN, modal: 1 })).toBeNull();
    expect(rewordText('\u2026', PLAIN)).toBe('');
  });

  it('without words have their text reworded', () => {
    const { words: _, ...sentence } = spoken('Um, twenty dogs.');
    expect(rewordSentence(sentence, { ...PLAIN, modal: 1 })).toEqual({ ...sentence, text: '20 dogs.' });
  });
});

const vocabulary =
  'one two nine ten twenty thirty-five hundred thousand million point oh double and a the first twentieth percent dollars cents at May nineteen eighties p.m. um uh you know I mean mean, sort of, fuck, shit. dogs 16th 28.8 1,234 $5 "well," don\u2019t -- twelve-ounce'.split(
    ' ',
  );
const texts = fc
  .array(fc.oneof(fc.constantFrom(...vocabulary), fc.string({ maxLength: 6 })), { maxLength: 14 })
  .map((words) => words.join(' ').split(/\s+/).filter(Boolean).join(' '));
const option = fc.constantFrom(0 as const, 1 as const, 2 as const);
const options = fc.record({
  dirty: option,
  modal: option,
  punctuation: option,
  numbers: fc.constantFrom(0 as const, 1 as const, 3 as const),
});

describe('whatever is said', () => {
  it('words and text stay one, times go forward, nothing throws', () => {
    fc.assert(
      fc.property(texts, options, (text, wording) => {
        const reworded = rewordSentence(spoken(text), wording);
        if (!reworded) return;
        expect(reworded.words!.map((word) => word.text).join(' ')).toBe(reworded.text);
        let last = 0;
        for (const { startMs, endMs } of reworded.words!) {
          expect(startMs).toBeGreaterThanOrEqual(last);
          expect(endMs).toBeGreaterThanOrEqual(startMs);
          last = startMs;
        }
      }),
      propertyRuns(400),
    );
  });

  it('what was reworded stays as it is', () => {
    fc.assert(
      fc.property(texts, options, (text, wording) => {
        const once = rewordText(text, { ...wording, punctuation: 0 });
        expect(rewordText(once, { ...wording, punctuation: 0 })).toBe(once);
      }),
      propertyRuns(400),
    );
  });

  it('words that are no fillers keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('cat', 'um', 'dog,', 'uh,', 'bird.')), (words) => {
        const kept = words.filter((word) => !/^u/.test(word)).map((word) => word.slice(0, 3));
        const written = reword(words.join(' '), { modal: 1 });
        expect(
          written
            .toLowerCase()
            .match(/[a-z]+/g)
            ?.map((word) => word.slice(0, 3)) ?? [],
        ).toEqual(kept);
      }),
      propertyRuns(),
    );
  });
});
