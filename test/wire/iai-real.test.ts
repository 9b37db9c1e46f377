import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facePhotos, type FacePhotos } from '../material/faces.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';

let server: TestServer;
let photos: FacePhotos;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const iai = () => server.clients.iai;

beforeAll(async () => {
  [server, photos] = await Promise.all([startLethe(), facePhotos()]);
});
afterAll(() => server[Symbol.asyncDispose]());

describe('people of photographs', () => {
  it('are filed, verified and found in a picture of several, by both SDKs', async () => {
    const [first, second] = photos.personA;
    await iai().CreateGroup({ GroupId: 'g', GroupName: 'g' });
    const create = (PersonId: string, photo: Buffer) =>
      iai().CreatePerson({ GroupId: 'g', PersonId, PersonName: PersonId, Image: base64(photo) });
    await create('a', first);
    await create('b', photos.personB);

    expect((await iai().VerifyFace({ PersonId: 'a', Image: base64(second) })).IsMatch).toBe(true);
    expect((await iai().VerifyFace({ PersonId: 'b', Image: base64(second) })).Score).toBe(0);
    const again = { GroupId: 'g', PersonId: 'c', PersonName: 'c', Image: base64(second) };
    expect(await iai().CreatePerson({ ...again, UniquePersonControl: 2 })).toMatchObject({
      FaceId: '',
      SimilarPersonId: 'a',
    });
    const search = { GroupIds: ['g'], Image: base64(photos.group), MaxFaceNum: 10 };
    const { Results } = await iai().SearchFaces(search);
    expect(Results).toHaveLength(photos.groupFaces);
    const named = Results?.flatMap(({ Candidates }) => Candidates ?? []).map(({ PersonId }) => PersonId);
    expect(named).toEqual(['b']);
    const added = await intlCall(
      server.target,
      'iai',
      'CreateFace',
    )({
      PersonId: 'a',
      Images: [base64(second), base64(photos.personB)],
    });
    expect(added).toMatchObject({ SucFaceNum: 1, RetCode: [0, -1604] });
  });

  it('have outlines within the picture, and are told to be alike', async () => {
    const [first, second] = photos.personA;
    const { FaceShapeSet } = await iai().AnalyzeFace({ Image: base64(first) });
    const points = Object.values(FaceShapeSet?.[0] ?? {}).flat();
    expect(points).toHaveLength(90);
    for (const { X = -1, Y = -1 } of points) {
      expect(Math.min(X, Y)).toBeGreaterThan(0);
      expect(Math.max(X, Y)).toBeLessThan(480);
    }
    const alike = await iai().DetectFaceSimilarity({ ImageA: base64(first), ImageB: base64(second) });
    expect(alike.Score).toBeGreaterThan(80);
    const live = await iai().DetectLiveFaceAccurate({ Image: base64(first) });
    expect(live.Score).toBeGreaterThanOrEqual(0);
    expect(live.Score).toBeLessThanOrEqual(100);
  });
});
