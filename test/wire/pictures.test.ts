import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawReceipt } from '../material/draw-document.ts';
import { photograph, type Photograph } from '../material/photograph.ts';
import { Random } from '../material/random.ts';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;
let photo: Photograph;
let image: string;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const decoded = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');

beforeAll(async () => {
  const drawn = await drawReceipt();
  const options = {
    width: 900,
    height: 1200,
    tilt: 5,
    perspective: 0.02,
    fill: 0.9,
    background: 'wood',
  } as const;
  [server, photo] = [await startLethe(), await photograph(drawn.image, options, new Random(3))];
  image = base64(photo.image);
});
afterAll(() => server[Symbol.asyncDispose]());

describe('RecognizeDetectCardCoords', () => {
  it('gives the corners of a page, and the box around them', async () => {
    const call = intlCall(server.target, 'ocr', 'RecognizeDetectCardCoords');
    const { ItemList } = (await call({ ImageBase64: image })) as {
      ItemList: { Polygon: Record<string, { X: number; Y: number }>; Coords: Record<string, number> }[];
    };
    expect(ItemList).toHaveLength(1);
    const names = ['LeftTop', 'RightTop', 'RightBottom', 'LeftBottom'];
    for (const [i, name] of names.entries()) {
      const [corner, found] = [photo.corners[i], ItemList[0]?.Polygon[name]];
      expect(Math.abs((found?.X ?? NaN) - (corner?.x ?? 0))).toBeLessThan(5);
      expect(Math.abs((found?.Y ?? NaN) - (corner?.y ?? 0))).toBeLessThan(5);
    }
    const left = Math.min(...names.map((name) => ItemList[0]?.Polygon[name]?.X ?? NaN));
    expect(ItemList[0]?.Coords['X']).toBe(left);
  });

  it('finds nothing on an empty table, and says what is no picture', async () => {
    const call = intlCall(server.target, 'ocr', 'RecognizeDetectCardCoords');
    const empty = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#777' } })
      .png()
      .toBuffer();
    expect(await call({ ImageBase64: base64(empty) })).toMatchObject({ ItemList: [] });
    expect(await codeOf(call({ ImageBase64: base64(Buffer.from('no picture')) }))).toBe(
      'FailedOperation.ImageDecodeFailed',
    );
  });
});

describe('ImageEnhancement', () => {
  const enhance = (options: object) =>
    server.clients.ocr.ImageEnhancement({ ImageBase64: image, ...options });

  it('cuts out and improves when nothing else is said', async () => {
    const answer = await enhance({ ReturnImage: 'preprocess' });
    expect(answer.ImageTag).toBe('preprocess');
    const { format, width, height } = await sharp(decoded(answer.Image)).metadata();
    expect(format).toBe('jpeg');
    expect(width / height).toBeCloseTo(640 / 1180, 1);
  });

  it('gives back the picture itself, or none, as asked', async () => {
    const answer = await enhance({ ReturnImage: 'origin', TaskType: 204 });
    expect(decoded(answer.Image).equals(photo.image)).toBe(true);
    expect(Object.keys(await enhance({ TaskType: 205 }))).toEqual(['RequestId']);
  });

  it('keeps the size of a picture that is made black and white', async () => {
    const { Image } = await enhance({ ReturnImage: 'preprocess', TaskType: 202 });
    expect(await sharp(decoded(Image)).metadata()).toMatchObject({ format: 'png', width: 900, height: 1200 });
  });

  it.each([2, 207, 300, 301, 303, 304])('says that task %d is not done', async (TaskType) => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(await codeOf(enhance({ TaskType }))).toBe('UnsupportedOperation');
  });
});

describe('CropEnhanceImageOCR', () => {
  it('cuts out the page, turns it upright, and says where it was', async () => {
    const turned = await sharp(photo.image).rotate(90).jpeg().toBuffer();
    const answer = await server.clients.ocr.CropEnhanceImageOCR({
      ...{ ImageBase64: base64(turned), AdjustOrientation: 1, EnhanceType: 5 },
    });
    expect(answer.Angle).toBe(90);
    const { format, width, height } = await sharp(decoded(answer.CroppedImage)).metadata();
    expect([format, width, height]).toEqual(['jpeg', answer.CroppedWidth, answer.CroppedHeight]);
    expect(width / height).toBeCloseTo(640 / 1180, 1);
    expect(answer.Position).toHaveLength(8);
  });

  it('leaves out the picture, or leaves the whole picture, as asked', async () => {
    const answer = await server.clients.ocr.CropEnhanceImageOCR({
      ...{ ImageBase64: image, Crop: 0, OnlyPosition: 1 },
    });
    expect(answer).toMatchObject({ CroppedWidth: 900, CroppedHeight: 1200 });
    expect(answer.Position).toEqual([0, 0, 900, 0, 900, 1200, 0, 1200]);
    expect(answer).not.toHaveProperty('CroppedImage');
    expect(answer).not.toHaveProperty('Angle');
  });

  it.each([{ Deskew: 1 }, { EnhanceType: 6 }])('says that %o is not done', async (asked) => {
    const call = server.clients.ocr.CropEnhanceImageOCR({ ImageBase64: image, ...asked });
    expect(await codeOf(call)).toBe('UnsupportedOperation');
  });
});
