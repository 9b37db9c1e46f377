import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawLines } from '../engine/text/scripts/draw-lines.ts';
import { type SampleLanguage, sampleLines } from '../engine/text/scripts/sample-lines.ts';
import { Page } from '../material/page.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const sample = async (language: SampleLanguage): Promise<string> =>
  base64(await drawLines(sampleLines[language], 26));
const texts = (lines: readonly { DetectedText?: string }[] | undefined): string[] =>
  (lines ?? []).map(({ DetectedText }) => DetectedText ?? '');

describe('GeneralBasicOCR', () => {
  it.each([
    ['kor', 'korean'],
    ['ara', 'arabic'],
    ['hun', 'hungarian'],
  ] as const)('reads LanguageType %s', async (LanguageType, language) => {
    const { ocr } = server.clients;
    const answer = await ocr.GeneralBasicOCR({ ImageBase64: await sample(language), LanguageType });
    expect(answer.Language).toBe(LanguageType);
    expect(texts(answer.TextDetections)[0]).toBe(sampleLines[language][0]);
  });

  it.each(['auto', 'mix'])('finds the language out when asked for %s', async (LanguageType) => {
    const { ocr } = server.clients;
    const answer = await ocr.GeneralBasicOCR({ ImageBase64: await sample('german'), LanguageType });
    expect(answer.Language).toBe('ger');
    expect(texts(answer.TextDetections)).toContain(sampleLines.german[1]);
  });

  it('knows languages by the names of the API alone, and says which it cannot read', async () => {
    const { ocr } = server.clients;
    const ImageBase64 = await sample('english');
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64, LanguageType: 'rus' }))).toBe(
      'FailedOperation.LanguageNotSupport',
    );
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64, LanguageType: 'toString' }))).toMatch(
      /^InvalidParameterValue/,
    );
  });
});

describe('GeneralAccurateOCR', () => {
  it('tells the language of each line when asked for several', async () => {
    const { ocr } = server.clients;
    const lines = [...sampleLines.korean.slice(0, 2), ...sampleLines.english.slice(0, 2)];
    const answer = await ocr.GeneralAccurateOCR({
      ImageBase64: base64(await drawLines(lines, 26)),
      ConfigID: 'MulOCR',
    });
    expect(answer.TextDetections?.map(({ Language }) => Language)).toEqual(['kor', 'kor', 'en', 'en']);
    expect(texts(answer.TextDetections)).toEqual(lines);
  });

  it('tells no language otherwise, and leaves out detection when told to', async () => {
    const { ocr } = server.clients;
    const page = new Page(420, 60);
    page.text(12, 42, 34, 'Rosalind Harbour');
    const ImageBase64 = base64((await page.render()).image);
    const answer = await ocr.GeneralAccurateOCR({ ImageBase64, EnableDetectText: false });
    expect(texts(answer.TextDetections)).toEqual(['Rosalind Harbour']);
    expect(answer.TextDetections?.[0]).not.toHaveProperty('Language');
  });

  it('does not pretend to tell handwriting from print', async () => {
    const { ocr } = server.clients;
    const ImageBase64 = await sample('english');
    expect(await codeOf(ocr.GeneralAccurateOCR({ ImageBase64, WordsType: '1' }))).toBe(
      'UnsupportedOperation',
    );
  });
});

describe('EnglishOCR', () => {
  it('gives words with their places and candidates when asked for', async () => {
    const { ocr } = server.clients;
    const request = { ImageBase64: await sample('english'), EnableCoordPoint: true, EnableCandWord: true };
    const [line] = (await ocr.EnglishOCR(request)).TextDetections ?? [];
    expect(line?.DetectedText).toBe(sampleLines.english[0]);
    expect(line?.Words?.map(({ Character }) => Character)).toEqual(sampleLines.english[0].split(' '));
    const lefts = line?.WordCoordPoint?.map(({ WordCoordinate }) => WordCoordinate[0]?.X ?? NaN) ?? [];
    expect(lefts).toHaveLength(line?.Words?.length ?? 0);
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
    const letters = line?.CandWord?.map(({ CandWords }) => CandWords[0]?.Character).join('');
    expect(letters).toBe(sampleLines.english[0].replaceAll(' ', ''));
  });

  it('gives neither when not asked for, and takes a picture as it lies', async () => {
    const { ocr } = server.clients;
    const answer = await ocr.EnglishOCR({ ImageBase64: await sample('english'), Preprocess: false });
    expect(texts(answer.TextDetections)).toEqual([...sampleLines.english]);
    expect(answer.TextDetections?.[0]).toMatchObject({ WordCoordPoint: [], CandWord: [], AdvancedInfo: '' });
  });
});

describe('GeneralFastOCR and GeneralEfficientOCR', () => {
  it('read; the fast one tells Japanese from Chinese', async () => {
    const { ocr } = server.clients;
    const fast = await ocr.GeneralFastOCR({ ImageBase64: await sample('japanese') });
    expect([fast.Language, fast.PdfPageSize]).toEqual(['jap', 0]);
    expect(texts(fast.TextDetections)[0]).toBe(sampleLines.japanese[0]);
    const efficient = await ocr.GeneralEfficientOCR({ ImageBase64: await sample('english') });
    expect(texts(efficient.TextDetections)).toEqual([...sampleLines.english]);
  });
});

describe('TextDetect', () => {
  it('tells a page from an empty sheet', async () => {
    const { ocr } = server.clients;
    const empty = base64((await new Page(400, 300).render()).image);
    expect((await ocr.TextDetect({ ImageBase64: empty })).HasText).toBe(false);
    expect((await ocr.TextDetect({ ImageBase64: await sample('hindi') })).HasText).toBe(true);
    expect(await codeOf(ocr.TextDetect({ ImageBase64: base64(Buffer.from('no image')) }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
  });
});
