import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawIdDocument, drawReceipt, type DrawnDocument } from '../material/draw-document.ts';
import { facePhotos, type FacePhotos } from '../material/faces.ts';
import { pdfOf } from '../material/pdf.ts';
import { speechSample } from '../material/speech.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;
let document: DrawnDocument;
let photos: FacePhotos;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

beforeAll(async () => {
  [server, document, photos] = await Promise.all([startLethe(), drawIdDocument(), facePhotos()]);
});
afterAll(() => server[Symbol.asyncDispose]());

const readBack = (detections: readonly { DetectedText?: string }[] | undefined): string =>
  letters((detections ?? []).map((d) => d.DetectedText ?? '').join(''));

describe('GeneralBasicOCR and GeneralAccurateOCR', () => {
  it.each(['GeneralBasicOCR', 'GeneralAccurateOCR'] as const)(
    '%s reads a document, by both SDKs',
    async (name) => {
      const request = { ImageBase64: base64(document.image), IsWords: true };
      const mainland = await server.clients.ocr[name](request);
      const intl = await intlCall(server.target, 'ocr', name)({ ImageBase64: request.ImageBase64 });
      for (const answer of [mainland, intl as typeof mainland])
        for (const value of [document.fields['surname'], document.fields['number']])
          expect(readBack(answer.TextDetections)).toContain(letters(value ?? 'missing'));
      const [first] = mainland.TextDetections ?? [];
      expect(first?.Polygon).toHaveLength(4);
      expect(first?.Confidence).toBeGreaterThan(50);
      expect(first?.Words?.length).toBe(first?.WordCoordPoint?.length);
      expect(JSON.parse(first?.AdvancedInfo ?? '')).toEqual({ Parag: { ParagNo: 1 } });
    },
  );

  it('read the page of a PDF that is asked for, and say how many it has', async () => {
    const { ocr } = server.clients;
    const receipt = await drawReceipt();
    const ImageBase64 = base64(await pdfOf([receipt.image, document.image]));
    const answer = await ocr.GeneralBasicOCR({ ImageBase64, IsPdf: true, PdfPageNumber: 2 });
    expect(answer.PdfPageSize).toBe(2);
    expect(readBack(answer.TextDetections)).toContain(letters(document.fields['surname'] ?? 'missing'));
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64, IsPdf: true, PdfPageNumber: 3 }))).toBe(
      'InvalidParameterValue.InvalidParameterValueLimit',
    );
  });

  it('answer the documented codes', async () => {
    const { ocr } = server.clients;
    expect(await codeOf(ocr.GeneralBasicOCR({}))).toBe('FailedOperation.EmptyImageError');
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64: '?' }))).toBe('FailedOperation.ImageDecodeFailed');
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64: base64(Buffer.from('no image at all')) }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
    expect(
      await codeOf(ocr.GeneralBasicOCR({ ImageBase64: base64(document.image), LanguageType: 'rus' })),
    ).toBe('FailedOperation.LanguageNotSupport');
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageUrl: 'http://127.0.0.1:1/x.png' }))).toBe(
      'FailedOperation.DownLoadError',
    );
    expect(await codeOf(ocr.GeneralBasicOCR({ ImageBase64: 'A'.repeat(7 * 1024 * 1024 + 4) }))).toBe(
      'LimitExceeded.TooLargeFileError',
    );
  });
});

describe('SentenceRecognition', () => {
  it('transcribes a recording', async () => {
    const { wav, transcript, seconds } = await speechSample();
    const answer = await server.clients.asr.SentenceRecognition({
      EngSerViceType: '16k_en',
      SourceType: 1,
      VoiceFormat: 'wav',
      Data: base64(wav),
      DataLen: wav.length,
      WordInfo: 1,
    });
    const heard = new Set(
      letters(answer.Result ?? '') ? (answer.Result ?? '').toLowerCase().split(/[^a-z']+/) : [],
    );
    const words = transcript
      .toLowerCase()
      .split(/[^a-z']+/)
      .filter(Boolean);
    expect(words.filter((w) => heard.has(w)).length / words.length).toBeGreaterThan(0.7);
    expect(answer.AudioDuration).toBeCloseTo(seconds * 1000, -3);
    expect(answer.WordList?.length).toBe(answer.WordSize);
  });

  it('answers the documented codes', async () => {
    const { asr } = server.clients;
    const request = { EngSerViceType: '16k_en', SourceType: 1, VoiceFormat: 'wav' };
    const data = base64(Buffer.from('not a recording'));
    expect(await codeOf(asr.SentenceRecognition({ ...request, EngSerViceType: '16k_zh', Data: data }))).toBe(
      'InvalidParameterValue.ErrorInvalidEngservice',
    );
    expect(await codeOf(asr.SentenceRecognition({ ...request, Data: data, DataLen: 15 }))).toBe(
      'InvalidParameterValue.ErrorInvalidVoicedata',
    );
    expect(await codeOf(asr.SentenceRecognition({ ...request, Data: data, DataLen: 3 }))).toBe(
      'InvalidParameter.ErrorContentlength',
    );
    expect(await codeOf(asr.SentenceRecognition({ ...request, SourceType: 0 }))).toBe('MissingParameter');
    const minuteAndMore = Buffer.alloc(61 * 16_000 * 2);
    expect(
      await codeOf(asr.SentenceRecognition({ ...request, VoiceFormat: 'pcm', Data: base64(minuteAndMore) })),
    ).toBe('InvalidParameterValue.ErrorVoicedataTooLong');
  });
});

describe('DetectFace and CompareFace', () => {
  it('DetectFace finds the faces of a group, by both SDKs', async () => {
    const request = {
      Image: base64(photos.group),
      MaxFaceNum: 20,
      NeedFaceAttributes: 1,
      NeedQualityDetection: 1,
    };
    const answer = await server.clients.iai.DetectFace(request);
    expect(answer.FaceInfos).toHaveLength(photos.groupFaces);
    expect(answer.FaceInfos?.[0]?.FaceQualityInfo?.Sharpness).toBeGreaterThan(0);
    const intl = await intlCall(server.target, 'iai', 'DetectFace')(request);
    expect(intl['FaceInfos']).toHaveLength(photos.groupFaces);
  });

  it('CompareFace tells two people apart, and knows one again', async () => {
    const [first, second] = photos.personA.map(base64);
    const other = base64(photos.personB);
    const same = await server.clients.iai.CompareFace({ ImageA: first ?? '', ImageB: second ?? '' });
    const different = await intlCall(server.target, 'iai', 'CompareFace')({ ImageA: first, ImageB: other });
    expect(same.Score).toBeGreaterThan(60);
    expect(different['Score']).toBeLessThan(40);
    expect(same.FaceModelVersion).toBe('3.0');
  });

  it('answer the documented codes', async () => {
    const { iai } = server.clients;
    expect(await codeOf(iai.DetectFace({}))).toBe('InvalidParameterValue.ImageEmpty');
    expect(await codeOf(iai.DetectFace({ Image: base64(document.image), FaceModelVersion: '2.0' }))).toBe(
      'InvalidParameterValue.FaceModelVersionIllegal',
    );
    expect(await codeOf(iai.DetectFace({ Url: 'http://[::1]:9/a.jpg' }))).toBe(
      'FailedOperation.ImageDownloadError',
    );
    expect(await codeOf(iai.DetectFace({ MaxFaceNum: 121, Image: 'AAAA' }))).toBe('InvalidParameterValue');
    const sized = async (width: number, height: number, format: 'png' | 'jpeg') =>
      base64(
        await sharp({ create: { width, height, channels: 3, background: '#789' } })
          .toFormat(format)
          .toBuffer(),
      );
    expect(await codeOf(iai.DetectFace({ Image: await sized(63, 300, 'png') }))).toBe(
      'FailedOperation.ImageResolutionTooSmall',
    );
    for (const [side, format] of [
      [2001, 'png'],
      [4001, 'jpeg'],
    ] as const)
      expect(await codeOf(iai.DetectFace({ Image: await sized(side, 100, format) }))).toBe(
        'FailedOperation.ImageResolutionExceed',
      );
    expect(await codeOf(iai.DetectFace({ Image: await sized(4000, 100, 'jpeg') }))).toBe(
      'InvalidParameterValue.NoFaceInPhoto',
    );
    expect(await codeOf(iai.CompareFace({ ImageA: base64(photos.personB) }))).toBe(
      'InvalidParameterValue.ImageEmpty',
    );
  });
});

describe('every served action', () => {
  it('has limits and codes that do not depend on it', async () => {
    const { ocr } = server.clients;
    expect(await codeOf(ocr.request('GeneralBasicOCR', { Bogus: 1 }))).toBe('UnknownParameter');
    expect(await codeOf(ocr.request('GeneralHandwritingOCR', {}))).toBe('InvalidAction');
    expect(await codeOf(server.clients.asr.request('SentenceRecognition', {}))).toBe('MissingParameter');
  });
});
