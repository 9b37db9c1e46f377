import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawChineseCard, drawEnglishCard } from '../../material/documents/business-card.ts';
import { lyingLicence, standingLicence } from '../../material/documents/business-licence.ts';
import { chineseId } from '../../material/documents/chinese-id.ts';
import type { Sample, Sampler } from '../../material/documents/sample.ts';
import type { PageOptions } from '../../material/page.ts';
import { Random } from '../../material/random.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const tilted: PageOptions = { tilt: 5, perspective: 0.05, noise: 6, blur: 0.5, format: 'jpeg', quality: 75 };

async function drawn(
  sampler: Sampler,
  seed: number,
  options: PageOptions = {},
): Promise<{ ImageBase64: string; fields: Sample['fields'] }> {
  const { page, fields } = sampler.draw(new Random(seed));
  return { ImageBase64: base64((await page.render(options)).image), fields };
}

const licence = (fields: Sample['fields']) => ({
  RegNum: fields['number'],
  Name: fields['name'],
  Capital: fields['capital'],
  Person: fields['person'],
  Address: fields['address'],
  Business: fields['business'],
  Type: fields['type'],
  SetDate: fields['setDate'],
  RegistrationDate: fields['registered'],
  Title: '营业执照',
});

describe('business licences', () => {
  it.each([
    ['lying', lyingLicence, 2, {}],
    ['standing, photographed', standingLicence, 5, tilted],
  ] as const)('are read: %s', async (_title, sampler, seed, options) => {
    const { ImageBase64, fields } = await drawn(sampler, seed, options);
    const answer = await server.clients.ocr.BizLicenseOCR({ ImageBase64 });
    expect(answer).toMatchObject(licence(fields));
    expect(answer.Period).toBe(fields['period']);
    expect(Math.abs((answer.Angle ?? NaN) - (options === tilted ? 5 : 0))).toBeLessThan(1.5);
    expect(answer.RecognizeWarnCode).toBeUndefined();
  });

  it('that are duplicates, and copies of licences, are told', async () => {
    const read = async (image: Uint8Array) => {
      const request = { ImageBase64: base64(image), EnableCopyWarn: true };
      return server.clients.ocr.BizLicenseOCR(request);
    };
    const { page } = lyingLicence.draw(new Random(2));
    const { image } = await page.render();
    const grey = await sharp(image).greyscale().toColourspace('srgb').png().toBuffer();
    const [original, copy] = [await read(image), await read(grey)];
    expect([original.IsDuplication, original.RecognizeWarnCode]).toEqual([1, []]);
    expect([copy.RecognizeWarnCode, copy.RecognizeWarnMsg]).toEqual([[-9102], ['WARN_COPY_CARD']]);
  });

  it('are not every picture, and are not forms of other kinds', async () => {
    const { ocr } = server.clients;
    const card = await drawn(chineseId, 4);
    expect(await codeOf(ocr.BizLicenseOCR({ ImageBase64: card.ImageBase64 }))).toBe(
      'FailedOperation.NoBizLicense',
    );
    expect(
      await codeOf(ocr.BizLicenseOCR({ ImageBase64: card.ImageBase64, EnableBusinessCertificate: true })),
    ).toBe('UnsupportedOperation');
  });
});

describe('business cards', () => {
  const kinds = {
    name: '姓名',
    company: '公司',
    department: '部门',
    title: '职位',
    mobile: '手机',
    phone: '电话',
    fax: '传真',
    email: '邮箱',
    web: '网址',
    address: '地址',
    postcode: '邮编',
  } as const;
  const englishKinds = {
    'english-name': '英文姓名',
    'english-title': '英文职位',
    'english-company': '英文公司',
    'english-address': '英文地址',
    phone: '电话',
    mobile: '手机',
    email: '邮箱',
    web: '网址',
  } as const;

  it.each([
    ['in Chinese', drawChineseCard, kinds, {}],
    ['in English, photographed', drawEnglishCard, englishKinds, tilted],
  ] as const)('are read: %s', async (_title, draw, names, options) => {
    const { page, fields } = draw(new Random(7));
    const ImageBase64 = base64((await page.render(options)).image);
    const answer = await server.clients.ocr.BusinessCardOCR({ ImageBase64 });
    const solid = (text: string | undefined): string => (text ?? '').replace(/\s/g, '');
    const read = (answer.BusinessCardInfos ?? []).map(({ Name, Value }) => [Name, solid(Value)]);
    const wanted = Object.entries(names).map(([kind, name]) => [name, solid(fields[kind]?.[0])]);
    expect(read.toSorted()).toEqual(wanted.toSorted());
    expect(answer.RetImageBase64).toBe('');
    for (const { ItemCoord } of answer.BusinessCardInfos ?? []) expect(ItemCoord?.Width).toBeGreaterThan(20);
  });

  it('are given cut out and upright, if that is asked for', async () => {
    const { page } = drawChineseCard(new Random(3));
    const ImageBase64 = base64((await page.render({ rotate: 180, tilt: 4 })).image);
    const Config = JSON.stringify({ RetImageType: 'PROPROCESS' });
    const { RetImageBase64 } = await server.clients.ocr.BusinessCardOCR({ ImageBase64, Config });
    const picture = await sharp(Buffer.from(RetImageBase64 ?? '', 'base64')).metadata();
    expect(picture.width / picture.height).toBeGreaterThan(1.5);
  });

  it('are not every picture', async () => {
    const { ocr } = server.clients;
    const { ImageBase64 } = await drawn(lyingLicence, 3);
    expect(await codeOf(ocr.BusinessCardOCR({ ImageBase64 }))).toBe('FailedOperation.ImageNoBusinessCard');
    expect(await codeOf(ocr.BusinessCardOCR({ ImageBase64, Config: '{"RetImageType":1}' }))).toBe(
      'InvalidParameter.ConfigFormatError',
    );
  });
});
