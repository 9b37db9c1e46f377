import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { told, toldEngine, type ToldFace } from '../support/told-faces.ts';

let server: TestServer;
const value = 'InvalidParameterValue';
const iai = () => server.clients.iai;

beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
});
afterAll(() => server[Symbol.asyncDispose]());

const score = async (a: ToldFace, b: ToldFace): Promise<number> =>
  (await iai().CompareMaskFace({ ImageA: told(a), ImageB: told(b) })).Score ?? -1;

describe('CompareMaskFace', () => {
  const ann = { who: 'ann' };
  const later = { who: 'ann', strange: 1.2 };

  it('answers for bare faces as CompareFace does', async () => {
    const { Score = 0 } = await iai().CompareFace({ ImageA: told(ann), ImageB: told(later) });
    expect(await score(ann, later)).toBeCloseTo(Score, 1);
  });

  it('scores by how many faces are covered', async () => {
    const covered = { ...later, covered: true };
    const [none, one, both] = await Promise.all([
      score(ann, later),
      score(ann, covered),
      score({ ...ann, covered: true }, covered),
    ]);
    expect(one).toBe(await score(covered, ann));
    expect(new Set([none, one, both]).size).toBe(3);
    // Two faces under masks are alike for that alone: the same closeness says less.
    expect(both).toBeLessThan(one);
    expect(await score(covered, covered)).toBe(100);
    expect(await score(covered, { who: 'bob', covered: true })).toBeLessThan(40);
  });

  it('means the largest face', async () => {
    const two = told({ who: 'bob', height: 60 }, { who: 'ann', height: 90 });
    expect(await iai().CompareMaskFace({ ImageA: told(ann), ImageB: two })).toMatchObject({
      Score: 100,
      FaceModelVersion: '3.0',
    });
  });

  it('answers the documented codes', async () => {
    const ask = (fields: object) => codeOf(iai().CompareMaskFace({ ...pair, ...fields }));
    const pair = { ImageA: told(ann), ImageB: told({ who: 'ann', quality: 10 }) };
    expect(await ask({ QualityControl: 2 })).toBe('FailedOperation.FaceQualityNotQualified');
    expect(await ask({ QualityControl: 5 })).toBe(`${value}.QualityControlIllegal`);
    expect(await ask({ FaceModelVersion: '2.0' })).toBe(`${value}.FaceModelVersionIllegal`);
    expect(await ask({ ImageB: told() })).toBe(`${value}.NoFaceInPhoto`);
    expect(await codeOf(iai().CompareMaskFace({ ImageA: pair.ImageA }))).toBe(`${value}.ImageEmpty`);
  });
});
