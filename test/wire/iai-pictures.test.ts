import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';
import { told, toldEngine } from '../support/told-faces.ts';

let server: TestServer;
const value = 'InvalidParameterValue';
const iai = () => server.clients.iai;

beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
});
afterAll(() => server[Symbol.asyncDispose]());

const six = told(...[60, 70, 80, 90, 100, 110].map((height) => ({ who: `${height}`, height })));

describe('DetectFaceAttributes', () => {
  it('tells how heads are turned, of the five largest, and invents nothing', async () => {
    const FaceAttributesType = 'Age, HeadPose,gender';
    const found = await iai().DetectFaceAttributes({ Image: six, MaxFaceNum: 10, FaceAttributesType });
    expect(found).toMatchObject({ ImageWidth: 640, ImageHeight: 480, FaceModelVersion: '3.0' });
    expect(found.FaceDetailInfos).toHaveLength(6);
    expect(found.FaceDetailInfos?.[0]).toEqual({
      FaceRect: { X: 10, Y: 20, Width: 110, Height: 110 },
      FaceDetailAttributesInfo: { HeadPose: { Pitch: 2, Yaw: 1, Roll: 3 } },
    });
    expect(found.FaceDetailInfos?.[5]?.FaceDetailAttributesInfo).toEqual({});
  });

  it('tells nothing that is not asked for, and knows what can be asked for', async () => {
    const [face] = (await iai().DetectFaceAttributes({ Image: six })).FaceDetailInfos ?? [];
    expect(face?.FaceDetailAttributesInfo).toEqual({});
    const ask = (FaceAttributesType: string) =>
      codeOf(iai().DetectFaceAttributes({ Image: six, FaceAttributesType }));
    expect(await ask('Shoes')).toBe(value);
    expect(await ask('None')).toBe('no error');
  });
});

describe('AnalyzeFace', () => {
  it('gives ninety points of each face, or of the largest', async () => {
    const all = await iai().AnalyzeFace({ Image: six });
    expect(all.FaceShapeSet).toHaveLength(6);
    const { FaceShapeSet } = await iai().AnalyzeFace({ Image: six, Mode: 1 });
    expect(FaceShapeSet).toHaveLength(1);
    const sizes = Object.fromEntries(
      Object.entries(FaceShapeSet?.[0] ?? {}).map(([part, points]) => [part, points.length]),
    );
    expect(sizes).toEqual({
      ...{ FaceProfile: 21, LeftEye: 8, RightEye: 8, LeftEyeBrow: 8, RightEyeBrow: 8 },
      ...{ Mouth: 22, Nose: 13, LeftPupil: 1, RightPupil: 1 },
    });
    // In the middle of points 36 to 41, as the engine told of no pupils.
    expect(FaceShapeSet?.[0]?.LeftPupil).toEqual([{ X: 39, Y: 4 }]);
  });

  it('leaves no outline in the log', async () => {
    await iai().AnalyzeFace({ Image: six });
    const records = await server.app.vault.find('face.running-log', {});
    const results = records.map(({ record }) => JSON.stringify(record.recognitionResults));
    expect(results.some((text) => text.includes('FaceShapeSet'))).toBe(true);
    expect(results.filter((text) => /"[XY]":\d/.test(text) && text.includes('FaceShapeSet'))).toEqual([]);
  });
});

describe('AnalyzeDenseLandmarks', () => {
  it('gives the outlines of at most five faces, or of the largest', async () => {
    const all = await iai().AnalyzeDenseLandmarks({ Image: six });
    expect(all).toMatchObject({ ImageWidth: 640, ImageHeight: 480, FaceModelVersion: '3.0' });
    expect(all.DenseFaceShapeSet).toHaveLength(5);
    const { DenseFaceShapeSet } = await iai().AnalyzeDenseLandmarks({ Image: six, Mode: 1 });
    expect(DenseFaceShapeSet).toHaveLength(1);
    const { X, Y, Width, Height, ...outlines } = DenseFaceShapeSet?.[0] ?? {};
    expect([X, Y, Width, Height]).toEqual([10, 20, 110, 110]);
    const sizes = Object.fromEntries(Object.entries(outlines).map(([part, points]) => [part, points.length]));
    expect(sizes).toEqual({
      ...{ LeftEye: 16, RightEye: 16, LeftEyeBrow: 10, RightEyeBrow: 10, LeftPupil: 4, RightPupil: 4 },
      ...{ MouthOutside: 20, MouthInside: 20, Nose: 25, CentralAxis: 28, Chin: 21, Forehead: 22 },
      ...{ LeftEyeBags: 13, RightEyeBags: 13 },
    });
    expect(outlines.MouthOutside?.[0]).toEqual({ X: 61, Y: 122 });
  });

  it('serves one model, and leaves no outline in the log', async () => {
    const old = iai().AnalyzeDenseLandmarks({ Image: six, FaceModelVersion: '2.0' });
    expect(await codeOf(old)).toBe(`${value}.FaceModelVersionIllegal`);
    const records = await server.app.vault.find('face.running-log', {});
    const results = records
      .map(({ record }) => JSON.stringify(record.recognitionResults))
      .filter((text) => text.includes('DenseFaceShapeSet'));
    expect(results).not.toEqual([]);
    expect(results.filter((text) => /"MouthOutside":\[\{"X":\d/.test(text))).toEqual([]);
  });
});

describe('DetectFaceSimilarity', () => {
  const similarity = async (strange: number, who = 'ann') =>
    (
      await iai().DetectFaceSimilarity({
        ImageA: told({ who: 'ann' }),
        ImageB: told({ who, strange }),
      })
    ).Score ?? 0;

  it('has a scale of its own, which ends where the other does', async () => {
    expect(await similarity(0)).toBe(100);
    for (const strange of [1, 2, 3]) {
      const pair = { ImageA: told({ who: 'ann' }), ImageB: told({ who: 'ann', strange }) };
      const { Score = 0 } = await iai().CompareFace(pair);
      const expected = Score > 60 ? 90 + (Score - 60) / 4 : Score >= 40 ? Score + 30 : Score * 1.75;
      expect(await similarity(strange)).toBeCloseTo(expected, 1);
    }
    expect(await similarity(0, 'bob')).toBeLessThan(40);
  });

  it('answers the documented codes', async () => {
    const pair = { ImageA: told({ who: 'ann' }), ImageB: told({ who: 'ann', quality: 10 }) };
    const { DetectFaceSimilarity } = { DetectFaceSimilarity: iai().DetectFaceSimilarity.bind(iai()) };
    expect(await codeOf(DetectFaceSimilarity({ ...pair, QualityControl: 2 }))).toBe(
      'FailedOperation.FaceQualityNotQualified',
    );
    expect(await codeOf(DetectFaceSimilarity({ ...pair, QualityControl: 7 }))).toBe(
      `${value}.QualityControlIllegal`,
    );
    expect(await codeOf(DetectFaceSimilarity({ ImageA: pair.ImageA }))).toBe(`${value}.ImageEmpty`);
    expect(await codeOf(DetectFaceSimilarity({ ...pair, ImageB: told() }))).toBe(`${value}.NoFaceInPhoto`);
  });
});

describe('faces that are there, and pictures of faces', () => {
  it.each([
    [90, true],
    [10, false],
  ])('a face of liveness %d', async (liveness, IsLiveness) => {
    const Image = told({ who: 'ann', liveness });
    const live = await intlCall(server.target, 'iai', 'DetectLiveFace')({ Image });
    expect(live).toMatchObject({ IsLiveness, FaceModelVersion: '3.0' });
    expect(await iai().DetectLiveFaceAccurate({ Image })).toMatchObject({ Score: liveness });
    expect(await codeOf(iai().DetectLiveFaceAccurate({ Image: told() }))).toBe(`${value}.NoFaceInPhoto`);
    expect(await codeOf(iai().DetectLiveFaceAccurate({ Image, FaceModelVersion: '2.0' }))).toBe(
      `${value}.FaceModelVersionIllegal`,
    );
  });
});

describe('MinFaceSize', () => {
  it('tells faces that are too small from none', async () => {
    const detect = (MinFaceSize: number, Image: string) => codeOf(iai().DetectFace({ Image, MinFaceSize }));
    expect(await detect(120, six)).toBe('FailedOperation.FaceSizeTooSmall');
    expect(await detect(110, six)).toBe('no error');
    expect(await detect(110, told())).toBe(`${value}.NoFaceInPhoto`);
  });
});
