import { describe, expect, test } from 'vitest';
import { hearStretch } from '../../../src/engine/speech/hear.ts';
import type { DecodeOptions, Moonshine } from '../../../src/engine/speech/moonshine.ts';
import { encodeWord } from '../../../src/engine/speech/tokenizer.ts';
import { Tensor } from '../../../src/engine/onnx.ts';

const RATE = 16_000;

/** Hears one thing at the first look, as likely as is said, and another among several. */
function hearer(first: string, logProbability: number, among: string) {
  const asked: DecodeOptions[] = [];
  const hypothesis = (text: string, value: number) => {
    const tokens = text === '' ? [] : encodeWord(text);
    return { tokens, logProbabilities: new Array<number>(tokens.length + 1).fill(value) };
  };
  const moonshine: Moonshine = {
    encode: (sound) =>
      Promise.resolve({ states: new Tensor('float32', [0], [1]), frames: 1, seconds: sound.length / RATE }),
    decode: (_, options = {}) => {
      asked.push(options);
      return Promise.resolve(
        (options.width ?? 1) > 1 ? hypothesis(among, -0.05) : hypothesis(first, logProbability),
      );
    },
    attend: () => Promise.reject(new Error('nobody asked for times')),
  };
  return { moonshine, asked };
}

const hear = async (moonshine: Moonshine): Promise<string> => {
  const options = { startMs: 0, channel: 0, sureSeconds: 0.1, words: false };
  const probabilities = new Float32Array(30).fill(0.9);
  const sentences = await hearStretch(moonshine, new Float32Array(RATE), { ...options, probabilities });
  return sentences.map(({ text }) => text).join(' ');
};

describe('a stretch', () => {
  test('in doubt is searched for again among several hypotheses', async () => {
    const { moonshine, asked } = hearer('the stroke of doubt', -0.4, 'the stomach');
    expect(await hear(moonshine)).toBe('the stomach');
    expect(asked.map(({ width = 1 }) => width > 1)).toEqual([false, true]);
  });

  test('keeps what was heard first where the search comes to no end', async () => {
    const { moonshine } = hearer('the stomach', -0.4, 'the lead, '.repeat(15));
    expect(await hear(moonshine)).toBe('the stomach');
  });

  test('where each search says the same again and again is said once', async () => {
    const { moonshine } = hearer(
      `please, ${'follow your audience, '.repeat(15).trim()}`,
      -0.05,
      'the lead, '.repeat(15),
    );
    expect(await hear(moonshine)).toBe('please, follow your audience');
  });

  test('that is sure, or where nobody speaks, is looked at once', async () => {
    const sure = hearer('the stomach', -0.05, 'something else');
    expect(await hear(sure.moonshine)).toBe('the stomach');
    const silent = hearer('', -0.9, 'something else');
    expect(await hear(silent.moonshine)).toBe('');
    expect([...sure.asked, ...silent.asked]).toHaveLength(2);
  });
});
