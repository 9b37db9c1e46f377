import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isInvalidPeriod } from '../../../src/features/ocr/IDCardOCR.ts';
import { drawReceipt } from '../../material/draw-document.ts';
import { chineseId, chineseIdBack } from '../../material/documents/chinese-id.ts';
import { hongKongId } from '../../material/documents/hong-kong-id.ts';
import { philippinesDrivingLicence } from '../../material/documents/philippines-driving-licence.ts';
import type { PageOptions } from '../../material/page.ts';
import { Random } from '../../material/random.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

type Wire = Readonly<Record<string, unknown>>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bad: PageOptions = { tilt: -7, perspective: 0.08, noise: 12, blur: 0.8, format: 'jpeg', quality: 60 };

async function photographed(sampler: typeof chineseId, seed: number, options: PageOptions = {}) {
  const { page, fields } = sampler.draw(new Random(seed));
  return { ImageBase64: base64((await page.render(options)).image), fields };
}

const call = (action: string, request: Wire): Promise<Wire> =>
  intlCall(server.target, 'ocr', action)(request);

/** What the SDK fills in for fields that are absent is null. */
const present = ({ RequestId: _, ...rest }: Wire): Wire =>
  Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));

describe('identity cards of the mainland', () => {
  it.each([
    ['clean', 4, {}],
    ['photographed badly', 5, bad],
    ['upside down', 6, { rotate: 180 }],
  ] as const)('are read, both sides: %s', async (_title, seed, options) => {
    const front = await photographed(chineseId, seed, options);
    const { fields } = front;
    const answer = await server.clients.ocr.IDCardOCR({ ImageBase64: front.ImageBase64 });
    expect(answer).toMatchObject({
      Name: fields['name'],
      Sex: fields['sex'],
      Nation: fields['nation'],
      Birth: fields['birth'],
      Address: fields['address'],
      IdNum: fields['number'],
    });
    const back = await photographed(chineseIdBack, seed, options);
    expect(present(await call('RecognizeMainlandIDCardOCR', { ImageBase64: back.ImageBase64 }))).toEqual({
      Authority: back.fields['authority'],
      ValidDate: back.fields['validity'],
    });
  });

  it('the side that is asked for is the only one that is read', async () => {
    const { ImageBase64 } = await photographed(chineseId, 7);
    const { ocr } = server.clients;
    expect(await codeOf(ocr.IDCardOCR({ ImageBase64, CardSide: 'BACK' }))).toBe(
      'FailedOperation.ImageNoIdCard',
    );
    expect((await ocr.IDCardOCR({ ImageBase64, CardSide: 'FRONT' })).IdNum).toBeDefined();
  });

  it('Config asks for the card alone and for warnings of its dates', async () => {
    const { ImageBase64 } = await photographed(chineseIdBack, 8);
    const Config = JSON.stringify({ CropIdCard: true, InvalidDateWarn: true, CropPortrait: false });
    const { AdvancedInfo } = await server.clients.ocr.IDCardOCR({ ImageBase64, Config });
    const info = JSON.parse(AdvancedInfo ?? '{}') as { IdCard?: string; WarnInfos?: number[] };
    expect(Buffer.from(info.IdCard ?? '', 'base64').subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect(Array.isArray(info.WarnInfos)).toBe(true);
  });

  it('a copy in black and white is told from a card', async () => {
    const { page } = chineseId.draw(new Random(12));
    const { image } = await page.render({ tilt: 3 });
    const grey = await sharp(image).greyscale().toColourspace('srgb').png().toBuffer();
    const Config = JSON.stringify({ CopyWarn: true });
    const warnings = async (picture: Buffer): Promise<unknown> => {
      const answer = await server.clients.ocr.IDCardOCR({ ImageBase64: base64(picture), Config });
      return JSON.parse(answer.AdvancedInfo ?? '{}');
    };
    expect(await warnings(image)).toEqual({ WarnInfos: [] });
    expect(await warnings(grey)).toEqual({ WarnInfos: [-9102] });
  });

  it('what cannot be honoured is refused', async () => {
    const { ImageBase64 } = await photographed(chineseId, 9);
    const { ocr } = server.clients;
    const code = (more: object): Promise<string> => codeOf(ocr.IDCardOCR({ ImageBase64, ...more }));
    expect(await code({ Config: '{' })).toBe('InvalidParameter.ConfigFormatError');
    expect(await code({ Config: '{"Bogus":true}' })).toBe('InvalidParameter.ConfigFormatError');
    expect(await code({ Config: '{"DetectPsWarn":true}' })).toBe('UnsupportedOperation');
    expect(await code({ EnableReflectDetail: true })).toBe('UnsupportedOperation');
    expect(await code({ CardWarnType: 'Advanced' })).toBe('UnsupportedOperation');
    expect(await code({ Config: '{"DetectPsWarn":false}', CardWarnType: 'Basic' })).toBe('no error');
  });

  it('a period is invalid before it begins, after its last day in China, and when it ends first', () => {
    const at = Date.UTC(2025, 5, 1, 12);
    expect(isInvalidPeriod('2010.06.01-2030.06.01', at)).toBe(false);
    expect(isInvalidPeriod('2010.06.01-长期', at)).toBe(false);
    expect(isInvalidPeriod('2010.06.01-2025.06.01', at)).toBe(false);
    expect(isInvalidPeriod('2010.06.01-2025.06.01', at + 4 * 3_600_000)).toBe(true);
    expect(isInvalidPeriod('2025.06.02-2035.06.02', at)).toBe(true);
    expect(isInvalidPeriod('2030.06.01-2010.06.01', at)).toBe(true);
  });
});

describe('identity cards of Hong Kong', () => {
  it.each([
    ['clean', 21, {}],
    ['photographed badly', 24, bad],
  ] as const)('are read: %s', async (_title, seed, options) => {
    const { ImageBase64, fields } = await photographed(hongKongId, seed, options);
    expect(await server.clients.ocr.HKIDCardOCR({ ImageBase64 })).toMatchObject({
      EnName: fields['englishName'],
      Birthday: fields['birth'],
      IdNum: fields['number'],
      CurrentIssueDate: fields['issue'],
      FirstIssueDate: fields['firstIssue'],
      Permanent: /AZ|AO|AX/.test(fields['symbols'] ?? '') ? 1 : 0,
    });
  });

  it('have no Chinese name where none is printed', async () => {
    const { ImageBase64, fields } = await photographed(hongKongId, 101);
    expect(fields['chineseName']).toBe('');
    const answer = present(await call('HKIDCardOCR', { ImageBase64 }));
    expect(Object.keys(answer)).not.toContain('CnName');
    expect(answer['EnName']).toBe(fields['englishName']);
  });

  it('whether they are genuine is not said', async () => {
    const { ImageBase64 } = await photographed(hongKongId, 22);
    expect(await codeOf(server.clients.ocr.HKIDCardOCR({ ImageBase64, DetectFake: true }))).toBe(
      'UnsupportedOperation',
    );
  });
});

describe('driving licences of the Philippines', () => {
  it('are read with the places of their values', async () => {
    const { ImageBase64, fields } = await photographed(philippinesDrivingLicence, 3);
    const answer = await call('RecognizePhilippinesDrivingLicenseOCR', {
      ImageBase64,
      ReturnHeadImage: false,
    });
    expect(answer).toMatchObject({
      LicenseNo: { Value: fields['number'] },
      Birthday: { Value: fields['birth'] },
      ExpiresDate: { Value: fields['expiry'] },
      LastName: { Value: fields['lastName'] },
      AgencyCode: { Value: fields['agency'] },
    });
    const { Polygon } = answer['LicenseNo'] as { Polygon: { X: number; Y: number }[] };
    expect(Math.abs((Polygon[0]?.X ?? NaN) - 330)).toBeLessThan(8);
    expect(Polygon).toHaveLength(4);
  });
});

describe('another document', () => {
  it('is answered with the documented code', async () => {
    const card = await photographed(chineseId, 30);
    const licence = await photographed(philippinesDrivingLicence, 30);
    const receipt = { ImageBase64: base64((await drawReceipt()).image) };
    const code = (action: string, { ImageBase64 }: { ImageBase64: string }): Promise<string> =>
      codeOf(call(action, { ImageBase64 }));
    expect(await code('HKIDCardOCR', card)).toBe('FailedOperation.NoHKIDCard');
    expect(await code('IDCardOCR', licence)).toBe('FailedOperation.ImageNoIdCard');
    expect(await code('RecognizeMainlandIDCardOCR', receipt)).toBe('FailedOperation.ImageNoIdCard');
    expect(await code('RecognizePhilippinesDrivingLicenseOCR', card)).toBe('FailedOperation.OcrFailed');
  });

  it('is no image, or none at all', async () => {
    const { ocr } = server.clients;
    expect(await codeOf(ocr.IDCardOCR({}))).toBe('FailedOperation.EmptyImageError');
    expect(await codeOf(ocr.HKIDCardOCR({ ImageBase64: base64(Buffer.from('no image')) }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
  });
});
