import { describe, expect, test } from 'vitest';
import { Tensor } from '../../../../src/engine/onnx.ts';
import type { DecodeOptions, Moonshine } from '../../../../src/engine/speech/moonshine.ts';
import { decodeStretch, type Part } from '../../../../src/engine/speech/stream/stretch.ts';
import { detokenise, encodeWord } from '../../../../src/engine/speech/tokenizer.ts';

/** Hears one thing at the first look, as likely as is said, and another among several. */
function hearer(first: string, logProbability: number, among: string) {
  const asked: DecodeOptions[] = [];
  const hypothesis = (text: string) => {
    const tokens = encodeWord(text);
    return { tokens, logProbabilities: new Array<number>(tokens.length + 1).fill(logProbability) };
  };
  const moonshine: Moonshine = {
    encode: () => Promise.resolve({ states: new Tensor('float32', [0], [1]), frames: 1, seconds: 1 }),
    decode: (_, options = {}) => {
      asked.push(options);
      return Promise.resolve(hypothesis((options.width ?? 1) > 1 ? among : first));
    },
    attend: () => Promise.reject(new Error('nobody asked for times')),
  };
  return { moonshine, asked };
}

const stretch = { sound: new Float32Array(16_000), probabilities: new Float32Array(31).fill(0.9) };

/** What a stretch is heard as that began with `known` before, of which that many words stand. */
async function hear(moonshine: Moonshine, part: Part, known = '', stable = 0): Promise<string> {
  const guess = { context: [], contextWindows: 0, tokens: known ? encodeWord(known) : [], stable };
  const { tokens } = await decodeStretch(moonshine, stretch, guess, { hotWords: undefined, part });
  return detokenise(tokens);
}

describe('a stretch in doubt', () => {
  test('is searched for again among several hypotheses when nothing follows', async () => {
    const { moonshine, asked } = hearer('the stroke of doubt', -0.4, 'the stomach');
    expect(await hear(moonshine, 'end')).toBe('the stomach');
    expect(asked.map(({ width = 1 }) => width > 1)).toEqual([false, true]);
  });

  test('is not while somebody speaks, nor is one that is sure', async () => {
    const doubtful = hearer('the stroke of doubt', -0.4, 'the stomach');
    for (const part of ['beginning', 'middle', 'cut'] as const)
      expect(await hear(doubtful.moonshine, part)).toBe('the stroke of doubt');
    const sure = hearer('the stomach', -0.05, 'something else');
    expect(await hear(sure.moonshine, 'end')).toBe('the stomach');
    expect([...doubtful.asked, ...sure.asked].map(({ width }) => width)).toEqual(Array(4).fill(undefined));
  });

  test('keeps the words that stand', async () => {
    const { moonshine, asked } = hearer('the stroke of doubt', -0.4, 'a stomach');
    expect(await hear(moonshine, 'end', 'the stroke of', 1)).toBe('the stroke of doubt');
    expect(detokenise(asked[1]?.prefix ?? [])).toBe('the');
  });

  test('keeps what was heard first when the search repeats itself until it is cut off', async () => {
    const { moonshine, asked } = hearer('the stroke of doubt', -0.4, 'a zion, '.repeat(10).trim());
    expect(await hear(moonshine, 'end')).toBe('the stroke of doubt');
    expect(asked).toHaveLength(2);
  });

  test('is not searched for again when so much is open that its end would be late', async () => {
    const { moonshine, asked } = hearer(
      'one and two and three and four and five and six and seven',
      -0.4,
      'a',
    );
    expect(await hear(moonshine, 'end')).toMatch(/seven$/);
    expect(asked).toHaveLength(1);
  });
});
