import { describe, expect, test } from 'vitest';
import { beamSearch, type BatchFeed } from '../../../src/engine/speech/beam.ts';
import type { HotWordTrie } from '../../../src/engine/speech/hot-words.ts';
import { VOCABULARY } from '../../../src/engine/speech/search.ts';
import { END_TOKEN, START_TOKEN } from '../../../src/engine/speech/tokenizer.ts';

/** Probabilities of what follows, by the tokens so far, joined by spaces. */
type Grammar = Readonly<Record<string, Readonly<Record<number, number>>>>;

const [A, B, C, D] = [10, 11, 12, 13];

/** A decoder that knows a grammar, and remembers what it was fed as the real one does. */
function decoder(grammar: Grammar) {
  let caches: number[][] = [[]];
  const widths: number[] = [];
  const feed: BatchFeed = (keep, rows, parents) => {
    caches = rows.map((row, i) => [...caches[parents[i]!]!.slice(0, keep), ...row]);
    widths.push(rows.length);
    const length = rows[0]!.length;
    const logits = new Float32Array(rows.length * length * VOCABULARY).fill(-30);
    caches.forEach((cache, i) => {
      expect(cache[0]).toBe(START_TOKEN);
      for (let row = 0; row < length; row++) {
        const before = cache.slice(1, keep + row + 1).join(' ');
        const next = grammar[before] ?? { [END_TOKEN]: 1 };
        for (const [token, probability] of Object.entries(next))
          logits[(i * length + row) * VOCABULARY + Number(token)] = Math.log(probability);
      }
    });
    return Promise.resolve(logits);
  };
  return { feed, widths };
}

/** What begins less likely turns out likelier. */
const GARDEN_PATH: Grammar = {
  '': { [A]: 0.6, [B]: 0.4 },
  [A]: { [C]: 0.4, [D]: 0.3, [END_TOKEN]: 0.3 },
  [B]: { [D]: 1 },
};

/** A trie whose branches are as strong as can be. */
const strong = (...tokens: number[]): HotWordTrie => {
  const end: HotWordTrie = { next: new Map(), strength: 1, isEnd: true };
  return tokens.reduceRight<HotWordTrie>(
    (node, token) => ({ next: new Map([[token, node]]), strength: 1, isEnd: false }),
    end,
  );
};

describe('beam search', () => {
  test('finds what begins less likely and is likelier as a whole', async () => {
    const { tokens, logProbabilities } = await beamSearch(decoder(GARDEN_PATH).feed, 9, 2, {});
    expect(tokens).toEqual([B, D]);
    expect(logProbabilities).toHaveLength(3);
    expect(logProbabilities[0]).toBeCloseTo(Math.log(0.4), 4);
    expect(logProbabilities[2]).toBeCloseTo(0, 4);
  });

  test('follows no more hypotheses than it is wide, and none that is far behind', async () => {
    const wide = decoder(GARDEN_PATH);
    await beamSearch(wide.feed, 9, 3, {});
    expect(Math.max(...wide.widths)).toBeLessThanOrEqual(3);
    const sure = decoder({ '': { [A]: 0.999, [B]: 0.001 }, [A]: { [C]: 1 } });
    expect((await beamSearch(sure.feed, 9, 4, {})).tokens).toEqual([A, C]);
    expect(sure.widths.every((width) => width === 1)).toBe(true);
  });

  test('ends at the limit', async () => {
    const onAndOn = decoder({ '': { [A]: 1 }, [A]: { [A]: 1 }, [`${A} ${A}`]: { [A]: 1 } });
    const { tokens, logProbabilities } = await beamSearch(onAndOn.feed, 2, 4, {});
    expect(tokens).toEqual([A, A]);
    expect(logProbabilities).toHaveLength(3);
  });

  test('what repeats itself up to the limit, ever likelier, does not win against what ends', async () => {
    const repeating = decoder({
      '': { [A]: 0.5, [B]: 0.5 },
      [A]: { [A]: 0.99 },
      [`${A} ${A}`]: { [A]: 0.99 },
      [`${A} ${A} ${A}`]: { [A]: 0.99 },
      [B]: { [END_TOKEN]: 0.5, [C]: 0.5 },
    });
    expect((await beamSearch(repeating.feed, 3, 4, {})).tokens).toEqual([B, C]);
  });

  test('what stands is not doubted', async () => {
    const { tokens, logProbabilities } = await beamSearch(decoder(GARDEN_PATH).feed, 9, 2, { prefix: [A] });
    expect(tokens).toEqual([A, C]);
    expect(logProbabilities[0]).toBeCloseTo(Math.log(0.6), 4);
  });

  test('the empty hypothesis can be forbidden', async () => {
    const silent: Grammar = { '': { [END_TOKEN]: 0.99, [A]: 0.01 } };
    expect((await beamSearch(decoder(silent).feed, 9, 2, {})).tokens).toEqual([]);
    expect((await beamSearch(decoder(silent).feed, 9, 2, { speak: true })).tokens).toEqual([A]);
  });
});

describe('hot words', () => {
  const mild: Grammar = {
    '': { [A]: 0.8, [B]: 0.2 },
    [A]: { [END_TOKEN]: 1 },
    [B]: { [C]: 0.5, [D]: 0.5 },
    [`${B} ${C}`]: { [END_TOKEN]: 1 },
  };

  test('one that is nearly as likely is preferred, and its own probability told', async () => {
    expect((await beamSearch(decoder(mild).feed, 9, 3, {})).tokens).toEqual([A]);
    const { tokens, logProbabilities } = await beamSearch(decoder(mild).feed, 9, 3, {
      hotWords: strong(B, C),
    });
    expect(tokens).toEqual([B, C]);
    expect(logProbabilities[0]).toBeCloseTo(Math.log(0.2), 4);
  });

  test('one that does not come about gives back what it was lent', async () => {
    const hotWords = strong(B, 14);
    expect((await beamSearch(decoder(mild).feed, 9, 3, { hotWords })).tokens).toEqual([A]);
  });

  test('one that is far from likely is not heard', async () => {
    const far: Grammar = { '': { [A]: 0.9999, [B]: 0.0001 } };
    const { tokens } = await beamSearch(decoder(far).feed, 9, 3, { hotWords: strong(B) });
    expect(tokens).toEqual([A]);
  });
});
