import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTextReader, type TextReader } from '../../../../src/engine/text/reader.ts';
import type { TextResult, TextScript } from '../../../../src/engine/types.ts';
import { editDistance } from '../../../../tools/accuracy/text-score.ts';
import { drawLines } from './draw-lines.ts';
import { type SampleLanguage, sampleLines } from './sample-lines.ts';

let reader: TextReader;

beforeAll(async () => {
  reader = await createTextReader();
});

const readAs = async (
  language: SampleLanguage,
  script: TextScript,
  options: Parameters<typeof drawLines>[2] = {},
): Promise<TextResult> =>
  reader.read(await drawLines(sampleLines[language], 26, options), { mode: 'basic', words: true, script });

const textOf = ({ lines }: TextResult): string => lines.map(({ text }) => text).join('\n');

/** Share of wrong characters, spaces and ends of lines among them. */
const errorRate = (language: SampleLanguage, result: TextResult): number => {
  const truth = sampleLines[language].join('\n');
  return editDistance(truth, textOf(result)) / truth.length;
};

const withoutError = [
  ...(['vietnamese', 'malay', 'spanish', 'french', 'german', 'portuguese', 'italian', 'dutch'] as const),
  ...(['swedish', 'finnish', 'danish', 'norwegian', 'hungarian', 'korean', 'arabic', 'hindi'] as const),
];

describe('a page of a named language', () => {
  test.each(withoutError)('%s is read with its marks and spaces', async (language) => {
    expect(errorRate(language, await readAs(language, language))).toBeLessThanOrEqual(0.02);
  });

  test.each(['japanese', 'traditional-chinese', 'thai'] as const)(
    '%s is read but for a few',
    async (language) => {
      expect(errorRate(language, await readAs(language, language))).toBeLessThanOrEqual(0.08);
    },
  );

  test('is found to stand on its head', async () => {
    const result = await readAs('korean', 'korean', { rotate: 180 });
    expect(Math.abs(result.angle - 180)).toBeLessThan(2);
    expect(errorRate('korean', result)).toBeLessThanOrEqual(0.02);
  });

  test('keeps its English: the default network reads lines without letters of the language', async () => {
    const result = await readAs('english', 'thai');
    expect(errorRate('english', result)).toBeLessThanOrEqual(0.02);
    expect(result.lines.every(({ script }) => script === undefined)).toBe(true);
  });
});

describe('a page of a language that nobody named', () => {
  test.each(['japanese', 'korean', 'thai', 'arabic', 'hindi', 'french', 'vietnamese', 'norwegian'] as const)(
    '%s is found out',
    async (language) => {
      const result = await readAs(language, 'auto');
      expect(result.lines.map(({ script }) => script)).toContain(language);
      expect(errorRate(language, result)).toBeLessThanOrEqual(0.08);
    },
  );

  test.each(['chinese', 'english'] as const)('%s is left to the default network', async (language) => {
    const result = await readAs(language, 'auto');
    expect(result.lines.every(({ script }) => script === undefined)).toBe(true);
  });

  test('traditional letters are told from simplified ones', async () => {
    const scriptsOf = async (language: SampleLanguage) =>
      (await readAs(language, 'auto-chinese')).lines.map(({ script }) => script);
    expect(await scriptsOf('traditional-chinese')).toContain('traditional-chinese');
    expect(await scriptsOf('chinese')).not.toContain('traditional-chinese');
  });
});

describe('characters of a line', () => {
  test('of Arabic come in the order of reading, from right to left on the page', async () => {
    const [line] = (await readAs('arabic', 'arabic')).lines;
    const words = line?.words ?? [];
    expect(words.map(({ text }) => text).join('')).toBe(line?.text.replaceAll(' ', ''));
    expect(words[0]?.quad[0].x).toBeGreaterThan(words.at(-1)?.quad[0].x ?? Infinity);
  });

  test('of Thai make up its text, and lie inside the line', async () => {
    for (const line of (await readAs('thai', 'thai')).lines) {
      expect(line.words?.map(({ text }) => text).join('')).toBe(line.text.replaceAll(' ', ''));
      const [left, right] = [line.quad[0].x - 1, line.quad[1].x + 1];
      for (const { quad } of line.words ?? []) {
        expect(quad[0].x).toBeGreaterThanOrEqual(left);
        expect(quad[1].x).toBeLessThanOrEqual(right);
      }
    }
  });

  test('may have candidates, likeliest first', async () => {
    const { lines } = await reader.read(await drawLines(sampleLines.english, 11, { blur: 1, noise: 12 }), {
      mode: 'basic',
      words: true,
    });
    const doubtful = lines.flatMap(({ words }) => words ?? []).filter(({ candidates }) => candidates);
    expect(doubtful.length).toBeGreaterThan(0);
    for (const { text, candidates = [] } of doubtful) {
      expect(candidates[0]?.text).toBe(text);
      const confidences = candidates.map(({ confidence }) => confidence);
      expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
    }
  });
});

test('a picture that is one line is read without search', async () => {
  const sheet = await sharp(await drawLines(['Rosalind Harbour'], 40))
    .extract({ left: 50, top: 56, width: 350, height: 60 })
    .png()
    .toBuffer();
  const { lines, steps } = await reader.read(sheet, { mode: 'basic', isLine: true });
  expect(lines.map(({ text }) => text)).toEqual(['Rosalind Harbour']);
  expect(steps.map(({ name }) => name)).toEqual(['decode', 'recognise']);
});
