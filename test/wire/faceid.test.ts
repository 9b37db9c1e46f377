import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureOf, motionJpeg, PERSON_B } from '../material/captures.ts';
import { facePhotos, type FacePhotos } from '../material/faces.ts';
import { videoOf } from '../material/videos.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';
import { cardWith, pageClient } from './verification-client.ts';

let server: TestServer;
let photos: FacePhotos;
let frames: readonly Buffer[];

beforeAll(async () => {
  [server, photos] = await Promise.all([startLethe(), facePhotos()]);
  frames = await captureOf(photos.personA[0], { frames: 8 });
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const call = (action: string, parameters: Record<string, unknown>) =>
  intlCall(server.target, 'faceid', action)(parameters);

const billed = async (): Promise<number> => {
  const [fromDay, toDay] = ['2000-01-01', '2100-01-01'];
  const usage = await server.app.vault.usage({ appId: server.appId, fromDay, toDay });
  return usage.reduce((sum, { item, volume }) => sum + (item === 'ekyc.verification' ? volume : 0), 0);
};

describe('LivenessCompare and CompareFaceLiveness', () => {
  it('know somebody from a photo, and tell others apart; only verdicts are billed', async () => {
    const VideoBase64 = base64(await videoOf('mp4', frames));
    const silent = { LivenessType: 'SILENT', VideoBase64 };
    const before = await billed();
    const same = await call('LivenessCompare', { ...silent, ImageBase64: base64(photos.personA[1]) });
    expect(same).toMatchObject({ Result: 'Success', Description: 'Success' });
    expect(same['Sim']).toBeGreaterThan(80);
    expect(Buffer.from(same['BestFrameBase64'] as string, 'base64').subarray(0, 2)).toEqual(
      Buffer.from([0xff, 0xd8]),
    );
    const other = await call('CompareFaceLiveness', { ...silent, ImageBase64: base64(photos.personB) });
    expect(other).toMatchObject({ Result: 'FailedOperation.CompareLowSimilarity', BestFrameBase64: null });
    expect(other['Sim']).toBeLessThan(70);
    expect((await billed()) - before).toBe(2);
    const nobody = await call('CompareFaceLiveness', {
      ...silent,
      ImageBase64: base64(photos.group),
    });
    expect(nobody['Result']).toBe('FailedOperation.LifePhotoDetectFaces');
    expect((await billed()) - before).toBe(2);
  });

  it('ask for motions in their order', async () => {
    const moving = await captureOf(photos.personB, { frames: 20, motions: ['blink', 'shake'] }, PERSON_B);
    const request = {
      ...{ LivenessType: 'ACTION', VideoBase64: base64(await videoOf('mp4', moving)) },
      ImageBase64: base64(photos.personB),
    };
    const right = await call('CompareFaceLiveness', { ...request, ValidateData: '2,4' });
    expect(right['Result']).toBe('Success');
    const wrong = await call('CompareFaceLiveness', { ...request, ValidateData: '4,2' });
    expect(wrong['Result']).toBe('FailedOperation.ActionCloseEye');
  });

  it('answer the documented codes', async () => {
    const refused = (parameters: Record<string, unknown>): Promise<string> =>
      codeOf(
        call('LivenessCompare', {
          ...{
            LivenessType: 'SILENT',
            ImageBase64: base64(photos.personA[1]),
            VideoBase64: base64(Buffer.from('no video')),
          },
          ...parameters,
        }),
      );
    expect(await refused({})).toBe('FailedOperation.VideoDecodeFailed');
    expect(await refused({ VideoBase64: '' })).toBe('FailedOperation.LipSizeError');
    expect(await refused({ LivenessType: 'LIP' })).toBe('UnsupportedOperation');
    expect(await refused({ LivenessType: 'ACTION', ValidateData: '9' })).toBe('InvalidParameterValue');
    expect(await refused({ Optional: '{"BestFrameNum":2}' })).toBe('UnsupportedOperation');
    expect(await refused({ ImageBase64: base64(Buffer.from('no image')) })).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
  });
});

describe('a verification', () => {
  it('takes a document and a face, and tells what came of it', async () => {
    const card = await cardWith(photos.personA[1]);
    const { VerificationURL, BizToken } = await call('ApplyWebVerificationBizTokenIntl', {
      RedirectURL: 'https://shop.example.com/done?order=7',
      Extra: 'order 7',
      Config: { CheckMode: 1, IDCardType: 'HKIDCard', SecurityLevel: 1, LivenessRetryLimit: 3 },
    });
    const result = () => call('GetWebVerificationResultIntl', { BizToken });
    const page = pageClient(VerificationURL as string);
    expect(await result()).toMatchObject({ ErrorCode: -999, Extra: 'order 7' });
    expect(await page.document(card.image)).toMatchObject({ status: 409 });
    expect(await page.consent()).toMatchObject({ step: 'document' });
    const read = await page.document(card.image);
    expect(read).toMatchObject({ Result: 'Success', Fields: { IdNum: card.fields['number'] } });
    expect(await page.face(motionJpeg(frames))).toMatchObject({ status: 400 });
    expect(await page.challenge()).toMatchObject({ motions: [] });
    expect(await page.face(motionJpeg(frames))).toMatchObject({ Result: 'Success', AttemptsLeft: 2 });
    expect(await page.state()).toMatchObject({
      step: 'done',
      passed: true,
      redirectUrl: `https://shop.example.com/done?order=7&token=${String(BizToken)}`,
    });
    const done = await result();
    expect(done).toMatchObject({
      ErrorCode: 0,
      VerificationDetailList: [{ ErrorCode: 0, LivenessErrorCode: 0, CompareErrorCode: 0 }],
      OCRResult: [{ IsPass: true, CardInfo: { HKIDCard: { IdNum: card.fields['number'] } } }],
    });
    expect(done['BestFrameBase64']).toMatch(/^\/9j\//);
  });

  it('of a face alone gives links to what the camera saw', async () => {
    const { SdkToken } = await call('ApplySdkVerificationToken', {
      ...{ CheckMode: 2, SecurityLevel: 1, CompareImage: base64(photos.personA[1]) },
    });
    const origin = `http://127.0.0.1:${server.target.port}/verification/${String(SdkToken)}`;
    const page = pageClient(origin);
    await page.consent();
    await page.challenge();
    expect(await page.face(motionJpeg(frames))).toMatchObject({ Result: 'Success' });
    const result = await call('GetSdkVerificationResult', { SdkToken });
    expect(result).toMatchObject({ Result: '0', ChargeCount: 1, CompareResults: [{ ErrorCode: '0' }] });
    const [{ BestFrame }] = result['CompareResults'] as [{ BestFrame: { Url: string; Size: number } }];
    const file = await fetch(BestFrame.Url);
    expect((await file.arrayBuffer()).byteLength).toBe(BestFrame.Size);
    for (const url of [
      BestFrame.Url.replace(/\w$/, 'x'),
      BestFrame.Url.replace('best-frame', 'document'),
      `${origin}/files/best-frame`,
    ])
      expect((await fetch(url)).status).toBe(404);
    server.clock.moveTo(server.clock.now() + 11 * 60_000);
    expect((await fetch(BestFrame.Url)).status).toBe(404);
    server.clock.back();
  });
});
