import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { told, toldEngine, toldFailing } from '../support/told-faces.ts';

let server: TestServer;
let count = 0;
let PersonId = '';
let firstFace = '';

const value = 'InvalidParameterValue';
const iai = () => server.clients.iai;

/** The person of the test in pictures that are ever less like the first one: scores of about 76, 50 and less than 40. */
const like = () => told({ who: PersonId, strange: 1 });
const unlike = () => told({ who: PersonId, strange: 5 });

/**
 * The score of one picture differs by 4 (one standard deviation) between groups, for their secrets are random: this is
 * the first picture that is between the floor and a match in the group of the test.
 */
async function vaguelyLike(): Promise<string> {
  for (let i = 0; i < 10; i++) {
    const Image = told({ who: PersonId, strange: 2.1 + i / 100 });
    const { Score = 0 } = await iai().VerifyFace({ PersonId, Image });
    if (Score > 42 && Score < 58) return Image;
  }
  throw new Error('no picture is vaguely like the person');
}
const somebodyElse = () => told({ who: 'somebody else' });

beforeAll(async () => {
  server = await startLethe({ engine: toldEngine() });
  await iai().CreateGroup({ GroupId: 'a', GroupName: 'a' });
  await iai().CreateGroup({ GroupId: 'b', GroupName: 'b' });
});
afterAll(() => server[Symbol.asyncDispose]());

beforeEach(async () => {
  PersonId = `person-${count++}`;
  const Image = told({ who: PersonId });
  const made = await iai().CreatePerson({ GroupId: 'a', PersonId, PersonName: 'n', Image });
  firstFace = made.FaceId ?? '';
});

describe('CreateFace', () => {
  it('adds faces that are like those that are there, and says of each picture what became of it', async () => {
    const added = await iai().CreateFace({
      PersonId,
      Images: [like(), somebodyElse(), told(), toldFailing('unreadable-image')],
    });
    expect(added).toMatchObject({
      SucFaceNum: 1,
      RetCode: [0, -1604, -1101, -1102],
      SucIndexes: [0],
      SucFaceRects: [{ X: 10, Y: 20, Width: 120, Height: 120 }],
      FaceModelVersion: '3.0',
    });
    const { FaceIds } = await iai().GetPersonBaseInfo({ PersonId });
    expect(FaceIds).toEqual([firstFace, ...(added.SucFaceIds ?? [])]);
  });

  it('answers for size and quality, too, and heeds the threshold', async () => {
    const low = told({ who: PersonId, quality: 10 });
    const codes = async (Images: string[], FaceMatchThreshold?: number) =>
      (
        await iai().CreateFace({
          PersonId,
          Images,
          QualityControl: 1,
          ...(FaceMatchThreshold === undefined ? {} : { FaceMatchThreshold }),
        })
      ).RetCode;
    const vague = await vaguelyLike();
    expect(await codes([toldFailing('image-too-small'), low, vague])).toEqual([-1109, -1601, -1604]);
    expect(await codes([vague], 40)).toEqual([0]);
    expect(await codes([somebodyElse()], 0)).toEqual([0]);
  });

  it('comes into all groups of the person', async () => {
    await iai().CopyPerson({ PersonId, GroupIds: ['b'] });
    const before = (await iai().GetPersonListNum({ GroupId: 'b' })).FaceNum ?? 0;
    await iai().CreateFace({ PersonId, Images: [like()] });
    expect((await iai().GetPersonListNum({ GroupId: 'b' })).FaceNum).toBe(before + 1);
  });

  it('has limits', async () => {
    const create = (change: object) => codeOf(iai().CreateFace({ PersonId, Images: [like()], ...change }));
    const pictures = (n: number) => Array.from({ length: n }, like);
    expect(await create({ Images: pictures(5) })).toBe(`${value}.UploadFaceNumExceed`);
    expect(await create({ Images: [] })).toBe(`${value}.ImageEmpty`);
    expect(await create({ FaceMatchThreshold: 101 })).toBe(`${value}.FaceMatchThresholdIllegal`);
    expect(await create({ QualityControl: -1 })).toBe(`${value}.QualityControlIllegal`);
    expect(await create({ PersonId: 'nobody' })).toBe(`${value}.PersonIdNotExist`);
    expect((await iai().CreateFace({ PersonId, Images: pictures(4) })).SucFaceNum).toBe(4);
    expect(await create({})).toBe(`${value}.PersonFaceNumExceed`);
  });

  it('is billed when a face was added', async () => {
    const bills = async () =>
      (await server.app.vault.find('face.running-log', {}))
        .filter(({ record }) => record.requestInterface === 'CreateFace' && record.personId === PersonId)
        .map(({ record }) => record.billed);
    await iai().CreateFace({ PersonId, Images: [somebodyElse()] });
    expect(await bills()).toEqual([false]);
    await iai().CreateFace({ PersonId, Images: [like()] });
    expect((await bills()).toSorted()).toEqual([false, true]);
  });
});

describe('DeleteFace', () => {
  it('erases faces of the person, but not the last', async () => {
    const { SucFaceIds = [] } = await iai().CreateFace({ PersonId, Images: [like()] });
    const deleted = await iai().DeleteFace({ PersonId, FaceIds: [firstFace, '123'] });
    expect(deleted).toMatchObject({ SucDeletedNum: 1, SucFaceIds: [firstFace] });
    expect((await iai().GetPersonBaseInfo({ PersonId })).FaceIds).toEqual(SucFaceIds);
    const erase = (FaceIds: string[]) => codeOf(iai().DeleteFace({ PersonId, FaceIds }));
    expect(await erase(SucFaceIds)).toBe(`${value}.DeleteFaceNumExceed`);
    expect(await erase([])).toBe('MissingParameter.ErrorParameterEmpty');
    expect((await iai().DeleteFace({ PersonId, FaceIds: ['123'] })).SucDeletedNum).toBe(0);
  });
});

describe.each(['VerifyFace', 'VerifyPerson'] as const)('%s', (name) => {
  const verify = (Image: string, change: object = {}) => iai()[name]({ PersonId, Image, ...change });

  it('knows the person, and gives no score below the floor', async () => {
    expect(await verify(told({ who: PersonId }))).toMatchObject({ Score: 100, IsMatch: true });
    const close = await verify(like());
    expect(close).toMatchObject({ IsMatch: true, FaceModelVersion: '3.0' });
    expect(close.Score).toBeGreaterThan(70);
    const vague = await verify(await vaguelyLike());
    expect(vague.IsMatch).toBe(false);
    expect(vague.Score).toBeGreaterThanOrEqual(40);
    expect(vague.Score).toBeLessThan(60);
    for (const image of [unlike(), somebodyElse()])
      expect(await verify(image)).toMatchObject({ Score: 0, IsMatch: false });
  });

  it('answers the documented codes', async () => {
    expect(await codeOf(verify(like(), { PersonId: 'nobody' }))).toBe(`${value}.PersonIdNotExist`);
    expect(await codeOf(verify(told()))).toBe(`${value}.NoFaceInPhoto`);
    const low = told({ who: PersonId, quality: 10 });
    expect(await codeOf(verify(low, { QualityControl: 2 }))).toBe('FailedOperation.FaceQualityNotQualified');
    expect(await codeOf(verify(low, { QualityControl: 9 }))).toBe(`${value}.QualityControlIllegal`);
  });

  it('lets nobody try again and again; who matches may', async () => {
    // No more than 20 calls a second are served.
    const pause = () => server.clock.moveTo(server.clock.now() + 60);
    for (let i = 0; i < 40; i++, pause()) expect((await verify(like())).IsMatch).toBe(true);
    const codes = new Map<string, number>();
    for (let i = 0; i < 35; i++, pause()) {
      const code = await codeOf(verify(told({ who: `guess ${i}` })));
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(Object.fromEntries(codes)).toEqual({ 'no error': 30, RequestLimitExceeded: 5 });
  });
});

describe('several faces of a person', () => {
  it('VerifyFace takes the best, VerifyPerson all of them as one', async () => {
    const Images = [1.1, 1.2, 1.3].map((strange) => told({ who: PersonId, strange }));
    await iai().CreateFace({ PersonId, Images });
    await iai().DeleteFace({ PersonId, FaceIds: [firstFace] });
    const scores = async (Image = '') => [
      (await iai().VerifyFace({ PersonId, Image })).Score ?? 0,
      (await iai().VerifyPerson({ PersonId, Image })).Score ?? 0,
    ];
    const [own = 0, ownOfAll = 0] = await scores(Images[0]);
    expect(own).toBe(100);
    expect(ownOfAll).toBeLessThan(100);
    // What the three have in common is nearer to the person than any of them.
    const [best = 0, all = 0] = await scores(told({ who: PersonId }));
    expect(all).toBeGreaterThan(best);
  });
});
