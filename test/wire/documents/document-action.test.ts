import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentResult, FieldReading } from '../../../src/engine/documents/types.ts';
import type { Engine } from '../../../src/engine/jobs.ts';
import type { ActionContext } from '../../../src/features/action.ts';
import { IDCardOCR } from '../../../src/features/ocr/IDCardOCR.ts';
import { backImage, documentAction, located } from '../../../src/features/ocr/document-action.ts';
import { cnId } from '../../../src/features/ocr/templates/cn-id.ts';
import { chineseId, chineseIdBack } from '../../material/documents/chinese-id.ts';
import { facePhotos } from '../../material/faces.ts';
import { Random } from '../../material/random.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

const bothSides = documentAction({
  name: 'BothSides',
  templates: [cnId],
  input: { ...backImage },
  fields: { Name: 'name', Authority: 'authority' },
  located: { IdNum: 'number', Birth: 'birth' },
  portrait: { asked: 'ReturnHeadImage', given: 'HeadPortrait', form: located() },
});

const reading = (text: string, more: Partial<FieldReading> = {}): FieldReading => ({
  text,
  confidence: 0.9,
  checked: false,
  ...more,
});

const empty: DocumentResult = {
  width: 100,
  height: 60,
  template: 'cn-id',
  side: 'front',
  fields: {},
  seen: [],
  hasText: true,
  steps: [],
};

const quad = [
  { x: 1.4, y: 2 },
  { x: 9, y: 2 },
  { x: 9, y: 5.6 },
  { x: 1.4, y: 5.6 },
] as const;

const sides: Readonly<Record<string, DocumentResult>> = {
  front: {
    ...empty,
    fields: {
      name: reading('林思远'),
      birth: reading('1988/3/7', { date: '1988-03-07' }),
      number: reading('513401198803071222', { checked: true, quad }),
    },
    portrait: new Uint8Array([7]),
    portraitQuad: quad,
  },
  back: { ...empty, side: 'back', fields: { authority: reading('西昌市公安局') } },
};

/** The engine sees in an image the side that its bytes name. */
const context = {
  engine: {
    readDocument: ({ image }) =>
      Promise.resolve(sides[Buffer.from(image).toString()] ?? { ...empty, template: null }),
  } as Partial<Engine>,
  sawInput: () => undefined,
  addSteps: () => undefined,
} as unknown as ActionContext;

const [front, back, other] = ['front', 'back', 'other'].map((side) => base64(Buffer.from(side)));

describe('an action made of a template', () => {
  const input = { ImageBase64: front, BackImageBase64: back, ReturnHeadImage: true };
  const both = {
    Name: '林思远',
    Authority: '西昌市公安局',
    IdNum: {
      Value: '513401198803071222',
      Polygon: [
        { X: 1, Y: 2 },
        { X: 9, Y: 2 },
        { X: 9, Y: 6 },
        { X: 1, Y: 6 },
      ],
    },
    Birth: { Value: '1988/3/7', Polygon: [] },
    HeadPortrait: { Value: 'Bw==', Polygon: expect.arrayContaining([{ X: 1, Y: 2 }]) as unknown },
  };

  it('takes both sides from two images, whichever is which', async () => {
    expect(await bothSides.run(input, context)).toEqual(both);
    const swapped = { ...input, ImageBase64: back, BackImageBase64: front };
    expect(await bothSides.run(swapped, context)).toEqual(both);
  });

  it('gives only what was found', async () => {
    expect(await bothSides.run({ BackImageBase64: back }, context)).toEqual({ Authority: '西昌市公安局' });
  });

  it('refuses another document, on either image', async () => {
    await expect(bothSides.run({ ImageBase64: other }, context)).rejects.toThrow('FailedOperation.OcrFailed');
    await expect(bothSides.run({ ...input, BackImageBase64: other }, context)).rejects.toThrow(
      'FailedOperation.OcrFailed',
    );
  });

  it('knows what of it is Identification Data', async () => {
    const output = await bothSides.run(input, context);
    const photo = new Uint8Array([1]);
    expect(bothSides.identification?.(input, output, [photo])).toEqual({
      name: '林思远',
      dateOfBirth: '1988-03-07',
      identificationNumber: '513401198803071222',
      country: 'CHN',
      faceImage: new Uint8Array([7]),
      photo,
    });
  });

  it('answers in the form of its schema', async () => {
    expect(bothSides.output.safeParse(await bothSides.run(input, context)).success).toBe(true);
    expect(Object.keys(IDCardOCR.output.shape)).toContain('AdvancedInfo');
  });
});

describe('with the real engine', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startLethe();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** A drawn card with a photograph of a face where the card has one. */
  async function withFace(): Promise<string> {
    const { page } = chineseId.draw(new Random(5));
    const { personA } = await facePhotos();
    const face = await sharp(personA[0]).resize(250, 250).toBuffer();
    const { image } = await page.render();
    return base64(
      await sharp(image)
        .composite([{ input: face, left: 680, top: 130 }])
        .jpeg()
        .toBuffer(),
    );
  }

  it('cuts out the portrait when it is asked for', async () => {
    const call = intlCall(server.target, 'ocr', 'RecognizeMainlandIDCardOCR');
    const ImageBase64 = await withFace();
    const answer = await call({ ImageBase64, CropPortrait: true });
    const portrait = await sharp(Buffer.from(String(answer['PortraitImage']), 'base64')).metadata();
    expect(portrait.format).toBe('jpeg');
    expect(portrait.width).toBeGreaterThan(80);
    expect(portrait.width).toBeLessThan(400);
    expect((await call({ ImageBase64 }))['PortraitImage']).toBeNull();
    const { page } = chineseIdBack.draw(new Random(5));
    const faceless = base64((await page.render()).image);
    expect((await call({ ImageBase64: faceless, CropPortrait: true }))['PortraitImage']).toBeNull();
  });
});
