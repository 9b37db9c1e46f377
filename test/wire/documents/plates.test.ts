import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawLetter } from '../../material/draw-document.ts';
import { Page } from '../../material/page.ts';
import { levels, photograph } from '../../material/photograph.ts';
import { drawCar, drawPlate } from '../../material/plates.ts';
import { Random } from '../../material/random.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

type Rect = Readonly<Record<'X' | 'Y' | 'Height', number>>;

describe('LicensePlateOCR', () => {
  it.each(['ordinary', 'two-row', 'new-energy-large'] as const)(
    'reads a plate on a car: %s',
    async (kind) => {
      const random = new Random(11);
      const plate = await drawPlate(random, kind);
      const { image } = await photograph(await drawCar(random, plate, 0.35), levels.phone(random), random);
      const answer = await server.clients.ocr.LicensePlateOCR({ ImageBase64: base64(image) });
      expect(answer).toMatchObject({ Number: plate.number, Color: plate.colour });
      expect(answer.Confidence).toBeGreaterThan(80);
      expect(answer.Confidence).toBeLessThanOrEqual(100);
      expect(answer.LicensePlateInfos).toHaveLength(1);
      expect(answer).not.toHaveProperty('LicensePlateCategory');
    },
  );

  it('reads several plates and says where they are', async () => {
    const random = new Random(4);
    const [police, foreign] = [await drawPlate(random, 'police'), await drawPlate(random, 'cross-border')];
    const image = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#6d7178' } })
      .composite([
        { input: police.image, left: 60, top: 50 },
        { input: foreign.image, left: 180, top: 330 },
      ])
      .png()
      .toBuffer();
    const answer = await intlCall(server.target, 'ocr', 'LicensePlateOCR')({ ImageBase64: base64(image) });
    const infos = answer['LicensePlateInfos'] as { Number: string; Color: string; Rect: Rect }[];
    expect(infos.map(({ Number, Color }) => [Number, Color]).sort()).toEqual(
      [police, foreign].map(({ number, colour }) => [number, colour]).sort(),
    );
    const at = infos.find(({ Color }) => Color === '黑')?.Rect ?? { X: 0, Y: 0, Height: 0 };
    expect(at.X).toBeGreaterThan(180);
    expect(at.Y).toBeGreaterThan(330);
    expect(at.Y + at.Height).toBeLessThan(330 + foreign.height);
  });

  it('answers the documented codes: a number printed on paper is no plate', async () => {
    const { ocr } = server.clients;
    const page = new Page(900, 300);
    page.text(60, 160, 60, '号牌 京A12345', { font: 'chinese' });
    page.text(60, 260, 60, '京A12345', { font: 'chinese' });
    const { image } = await page.render();
    expect(await codeOf(ocr.LicensePlateOCR({ ImageBase64: base64(image) }))).toBe(
      'FailedOperation.OcrFailed',
    );
    const letter = await drawLetter();
    expect(await codeOf(ocr.LicensePlateOCR({ ImageBase64: base64(letter.image) }))).toBe(
      'FailedOperation.OcrFailed',
    );
    expect(await codeOf(ocr.LicensePlateOCR({}))).toBe('FailedOperation.EmptyImageError');
  });
});
