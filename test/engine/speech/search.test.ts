import { describe, expect, test } from 'vitest';
import { createHotWordTrie } from '../../../src/engine/speech/hot-words.ts';
import { search, type Feed } from '../../../src/engine/speech/search.ts';
import { detokenise, encodeWord, END_TOKEN, START_TOKEN } from '../../../src/engine/speech/tokenizer.ts';

const VOCABULARY = 32_768;

/** What the recogniser would write next, with the second best and how far behind that is. */
interface Preference {
  readonly after: string;
  readonly then: number;
  readonly or?: number;
  readonly behind?: number;
}

const textOf = (tokens: readonly number[]): string => detokenise(tokens);

/** A decoder that has preferences by the text so far, and remembers what it was fed as the real one does. */
function decoder(preferences: readonly Preference[]) {
  let cache: number[] = [];
  const passes: number[] = [];
  const feed: Feed = (keep, tokens) => {
    cache = cache.slice(0, keep);
    const logits = new Float32Array(tokens.length * VOCABULARY).fill(-20);
    tokens.forEach((token, row) => {
      cache.push(token);
      const before = textOf(cache.slice(1));
      const preference = preferences.find(({ after }) => after === before);
      logits[row * VOCABULARY + (preference?.then ?? END_TOKEN)] = 10;
      if (preference?.or !== undefined)
        logits[row * VOCABULARY + preference.or] = 10 - (preference.behind ?? 1);
    });
    expect(cache[0]).toBe(START_TOKEN);
    passes.push(tokens.length);
    return Promise.resolve(logits);
  };
  return { feed, passes };
}

const saying = (text: string): Preference[] => {
  const tokens = encodeWord(text);
  return tokens.map((then, i) => ({ after: textOf(tokens.slice(0, i)), then }));
};

const words = (...texts: string[]) => createHotWordTrie(texts.map((text) => ({ text, weight: 10 })));

describe('greedy search', () => {
  test('a token at a time, with the probability of each and of the end', async () => {
    const { feed, passes } = decoder(saying('good morning'));
    const { tokens, logProbabilities } = await search(feed, 20, {});
    expect(textOf(tokens)).toBe('good morning');
    expect(logProbabilities).toHaveLength(tokens.length + 1);
    logProbabilities.forEach((value) => expect(value).toBeCloseTo(0, 3));
    expect(passes).toEqual(new Array(tokens.length + 1).fill(1));
  });

  test('what goes on and on is cut at the limit', async () => {
    const { tokens } = await search(decoder(saying('good good good good good good')).feed, 3, {});
    expect(tokens).toHaveLength(3);
  });

  test('a good draft takes one pass and changes nothing', async () => {
    const { feed, passes } = decoder(saying('good morning to you'));
    const draft = encodeWord('good morning to');
    expect(textOf((await search(feed, 20, { draft })).tokens)).toBe('good morning to you');
    expect(passes).toEqual([draft.length + 1, 1]);
  });

  test('a draft that was left is taken up again where the hypothesis comes back to it', async () => {
    const { feed, passes } = decoder(saying('good evening to you all'));
    const draft = encodeWord('good morning to you all');
    expect(textOf((await search(feed, 20, { draft })).tokens)).toBe('good evening to you all');
    expect(passes).toEqual([draft.length + 1, 1, 3]);
  });

  test('a wrong draft is kept as far as it is right', async () => {
    const { feed } = decoder(saying('good morning to you'));
    const { tokens } = await search(feed, 20, { draft: encodeWord('good evening and all') });
    expect(textOf(tokens)).toBe('good morning to you');
  });

  test('what stands is not doubted', async () => {
    const { feed } = decoder([...saying('good morning'), { after: 'bad', then: encodeWord('news')[0]! }]);
    expect(textOf((await search(feed, 20, { prefix: encodeWord('bad') })).tokens)).toBe('bad news');
  });

  test('the empty hypothesis can be forbidden', async () => {
    const [hello] = encodeWord('yes');
    const silent = decoder([{ after: '', then: END_TOKEN, or: hello!, behind: 9 }]);
    expect((await search(silent.feed, 20, {})).tokens).toEqual([]);
    expect(textOf((await search(silent.feed, 20, { speak: true })).tokens)).toBe('yes');
  });
});

describe('hot words', () => {
  const [anna, annan] = [encodeWord('Ann'), encodeWord('Annandale')];
  /** Hears "the Ann", or with some help something that begins like Annandale. */
  const unsure = (then: readonly Preference[]) =>
    decoder([...saying('the Ann'), ...then.map((one) => ({ ...one, after: `the ${one.after}`.trim() }))]);

  test('one that is nearly as likely is preferred', async () => {
    const [cat, hat] = [encodeWord('cat')[0]!, encodeWord('hat')[0]!];
    const near = decoder([{ after: '', then: cat, or: hat, behind: 1 }]);
    const far = decoder([{ after: '', then: cat, or: hat, behind: 8 }]);
    expect(textOf((await search(near.feed, 9, { hotWords: words('hat') })).tokens)).toBe('hat');
    expect(textOf((await search(near.feed, 9, { hotWords: words('cat', 'hat') })).tokens)).toBe('cat');
    expect(textOf((await search(near.feed, 9, {})).tokens)).toBe('cat');
    expect(textOf((await search(far.feed, 9, { hotWords: words('hat') })).tokens)).toBe('cat');
  });

  test('one that was begun for its sake and does not come about is taken back', async () => {
    const { feed } = decoder(
      [
        ...saying('the bell rang'),
        { after: 'the', then: encodeWord('bell')[0]!, or: annan[0]!, behind: 1 },
      ].toReversed(),
    );
    expect(anna[0]).toBe(annan[0]);
    const { tokens } = await search(feed, 20, { hotWords: words('Annandale') });
    expect(textOf(tokens)).toBe('the bell rang');
  });

  test('one that comes about by itself needs no help', async () => {
    const { feed } = unsure([]);
    expect(textOf((await search(feed, 20, { hotWords: words('Ann') })).tokens)).toBe('the Ann');
  });

  test('several words in a row are one, and each is also known with capitals', async () => {
    const trie = words('new mill');
    const [small, big] = [encodeWord('new mill'), encodeWord('New Mill')];
    for (const spelling of [small, big]) {
      let at = trie;
      for (const token of spelling) at = at.next.get(token)!;
      expect(at.isEnd).toBe(true);
    }
  });

  test('however many there are, the search ends', async () => {
    const every = ['a', 'an', 'and', 'ann', 'anna', 'annal', 'annals', 'the a', 'the an', 'then'];
    const { feed } = decoder(saying('the animal and the other animal'));
    const { tokens } = await search(feed, 40, { hotWords: words(...every) });
    expect(textOf(tokens)).toBe('the animal and the other animal');
  });
});
