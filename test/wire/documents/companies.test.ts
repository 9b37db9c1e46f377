import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
