import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFaceFinder, type FaceFinder } from '../../../src/engine/face/finder.ts';
import { iou } from '../../../src/engine/face/geometry.ts';
import { compareScore, cosineSimilarity } from '../../../src/engine/face/score.ts';
import type { DetectedFace, FaceOptions } from '../../../src/engine/types.ts';
import { type FacePhotos, facePhotos, photoWithKnee } from '../../material/faces.ts';

const all: FaceOptions = { maxFaces: 120, minFaceSize: 34 };
const largest: FaceOptions = { maxFaces: 1, minFaceSize: 34, embed: true };

let finder: FaceFinder;
let photos: FacePhotos;
beforeAll(async () => {
  [finder, photos] = await Promise.all([createFaceFinder(), facePhotos()]);
});

const find = async (image: Buffer, options = all): Promise<readonly DetectedFace[]> =>
  (await finder.find(image, options)).faces;

const embed = async (image: Buffer): Promise<Float32Array> => (await find(image, largest))[0]!.embedding!;

const score = async (p: Buffer, q: Buffer): Promise<number> =>
  compareScore(cosineSimilarity(await embed(p), await embed(q)));

describe('finding', () => {
  test('all faces of a group, largest first, boxes on the faces', async () => {
    const faces = await find(photos.group);
    expect(faces).toHaveLength(photos.groupFaces);
    const areas = faces.map((f) => f.width * f.height);
    expect(areas).toEqual(areas.toSorted((p, q) => q - p));
    // Boxes drawn by hand, left to right.
    const drawn = [
      { x: 255, y: 480, width: 210, height: 280 },
      { x: 680, y: 330, width: 170, height: 300 },
      { x: 1170, y: 305, width: 190, height: 275 },
      { x: 1490, y: 260, width: 205, height: 290 },
    ];
    const sorted = faces.toSorted((p, q) => p.x - q.x);
    drawn.forEach((box, i) => expect(iou(box, sorted[i]!)).toBeGreaterThan(0.7));
    for (const face of faces) expect(face.confidence).toBeGreaterThan(0.9);
  });

  test('landmarks are ordered as documented and lie on the face', async () => {
    for (const face of await find(photos.group)) {
      const [left, right, nose, mouthLeft, mouthRight] = face.landmarks5;
      expect(face.landmarks5).toHaveLength(5);
      expect(face.landmarks68).toHaveLength(68);
      expect(left!.x).toBeLessThan(right!.x);
      expect(mouthLeft!.x).toBeLessThan(mouthRight!.x);
      expect(nose!.y).toBeGreaterThan(Math.max(left!.y, right!.y));
      expect(Math.min(mouthLeft!.y, mouthRight!.y)).toBeGreaterThan(nose!.y);
      expect(face.landmarks68[8]!.y).toBeGreaterThan(Math.max(mouthLeft!.y, mouthRight!.y));
      for (const { x, y } of face.landmarks5) {
        expect(x).toBeGreaterThan(face.x - 0.1 * face.width);
        expect(x).toBeLessThan(face.x + 1.1 * face.width);
        expect(y).toBeGreaterThan(face.y);
        expect(y).toBeLessThan(face.y + face.height);
      }
    }
  });

  test('maxFaces keeps the largest, minFaceSize drops the small', async () => {
    const faces = await find(photos.group);
    expect(await find(photos.group, { ...all, maxFaces: 1 })).toHaveLength(1);
    const bar = Math.round(faces[1]!.height);
    const large = await find(photos.group, { ...all, minFaceSize: bar });
    expect(large.length).toBeLessThan(faces.length);
    for (const face of large) expect(face.height).toBeGreaterThanOrEqual(bar);
  });

  test('a knee is no face', async () => {
    const faces = await find(await photoWithKnee());
    expect(faces.length).toBeGreaterThanOrEqual(2);
    for (const face of faces) expect(face.y).toBeLessThan(400);
  });

  test.each(['noise', 'flat', 'stripes', 'rings'])('%s shows no face', async (kind) => {
    const [width, height] = [400, 300];
    const value = (x: number, y: number): number => {
      if (kind === 'noise') return (Math.imul(x + 1, 73_856_093) ^ Math.imul(y + 1, 19_349_663)) >>> 24;
      if (kind === 'flat') return 200;
      if (kind === 'stripes') return (x >> 4) % 2 ? 255 : 0;
      return 128 + 127 * Math.cos(Math.hypot(x - 200, y - 150) / 8);
    };
    const data = Uint8Array.from({ length: width * height }, (_, i) =>
      value(i % width, Math.floor(i / width)),
    );
    const image = await sharp(data, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer();
    expect(await find(image, { ...all, rotate: true })).toEqual([]);
  });

  test.each([1, 2, 10, 40])('an image of %d pixels a side is read without a face', async (side) => {
    const image = await sharp(photos.personB).resize(side, side).png().toBuffer();
    const result = await finder.find(image, { ...all, rotate: true });
    expect([result.width, result.height]).toEqual([side, side]);
    if (side <= 10) expect(result.faces).toEqual([]);
  });

  test('a face that fills the picture is found', async () => {
    const [face] = await find(photos.personB);
    const left = Math.round(face!.x);
    const top = Math.round(face!.y);
    const image = await sharp(photos.personB)
      .extract({ left, top, width: Math.round(face!.width), height: Math.round(face!.height) })
      .png()
      .toBuffer();
    expect(await find(image)).toHaveLength(1);
  });

  test('faces of 50 pixels in an image of 4000 are found in place', async () => {
    const small = await sharp(photos.group).resize({ width: 340 }).toBuffer();
    const image = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#7a8288' } })
      .composite([
        { input: small, left: 3500, top: 2600 },
        { input: small, left: 130, top: 1200 },
      ])
      .jpeg()
      .toBuffer();
    const faces = await find(image);
    expect(faces.filter((f) => f.x > 3500 && f.y > 2600)).toHaveLength(photos.groupFaces);
    expect(faces.filter((f) => f.x < 500 && f.y > 1200 && f.y < 1500)).toHaveLength(photos.groupFaces);
    expect(faces).toHaveLength(2 * photos.groupFaces);
  });

  test('large faces of an image of 4000 pixels are found once', async () => {
    const image = await sharp(photos.group).resize({ width: 4000 }).jpeg().toBuffer();
    expect(await find(image)).toHaveLength(photos.groupFaces);
  });
});

describe('turned pictures', () => {
  test.each([90, 180, 270])(
    'a picture turned by %d degrees is read, coordinates are its own',
    async (turn) => {
      const [upright] = await find(photos.personB, { ...largest, rotate: true });
      const { data, info } = await sharp(photos.personB)
        .rotate(turn)
        .jpeg()
        .toBuffer({ resolveWithObject: true });
      const result = await finder.find(data, { ...largest, rotate: true });
      expect([result.width, result.height]).toEqual([info.width, info.height]);
      const [face] = result.faces;
      const { x, y } = upright!.landmarks5[0]!;
      const [width, height] = [480, 480];
      const expected = { 90: [height - y, x], 180: [width - x, height - y], 270: [y, width - x] }[turn]!;
      expect(Math.abs(face!.landmarks5[0]!.x - expected[0]!)).toBeLessThan(6);
      expect(Math.abs(face!.landmarks5[0]!.y - expected[1]!)).toBeLessThan(6);
      const lean = (((face!.pose.roll - upright!.pose.roll - turn) % 360) + 540) % 360;
      expect(Math.abs(lean - 180)).toBeLessThan(5);
      expect(cosineSimilarity(face!.embedding!, upright!.embedding!)).toBeGreaterThan(0.9);
    },
  );

  test('a tag that says how the picture is turned is obeyed', async () => {
    const turned = await sharp(photos.personB).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await score(turned, photos.personB)).toBeGreaterThan(90);
  });
});

describe('pose', () => {
  test('mirroring turns yaw and roll round', async () => {
    const [face] = await find(photos.personB);
    const [mirrored] = await find(await sharp(photos.personB).flop().png().toBuffer());
    expect(Math.abs(mirrored!.pose.yaw + face!.pose.yaw)).toBeLessThan(8);
    expect(Math.abs(mirrored!.pose.pitch - face!.pose.pitch)).toBeLessThan(8);
    expect(Math.abs(mirrored!.pose.roll + face!.pose.roll)).toBeLessThan(4);
  });

  test('leaning the picture leans the head', async () => {
    const [face] = await find(photos.personA[1]);
    const [leaning] = await find(
      await sharp(photos.personA[1]).rotate(15, { background: '#777' }).png().toBuffer(),
    );
    expect(Math.abs(leaning!.pose.roll - face!.pose.roll - 15)).toBeLessThan(5);
    expect(Math.abs(leaning!.pose.yaw - face!.pose.yaw)).toBeLessThan(8);
    expect(Math.abs(leaning!.pose.pitch - face!.pose.pitch)).toBeLessThan(8);
  });
});

describe('comparing', () => {
  test('one person in two photographs scores above 60', async () => {
    expect(await score(...photos.personA)).toBeGreaterThan(60);
  });

  test('two people score below 40', async () => {
    expect(await score(photos.personA[0], photos.personB)).toBeLessThan(40);
    expect(await score(photos.personA[1], photos.personB)).toBeLessThan(40);
  });

  test('people of the group score below 40 with each other, and person B finds herself', async () => {
    const faces = await find(photos.group, { ...all, embed: true });
    const personB = await embed(photos.personB);
    const scores = faces
      .map((f) => compareScore(cosineSimilarity(f.embedding!, personB)))
      .sort((p, q) => q - p);
    expect(scores[0]).toBeGreaterThan(95);
    expect(scores[1]).toBeLessThan(40);
  });

  test('a picture scores nearly 100 with itself, smaller, grey, with alpha, darker', async () => {
    const { personB } = photos;
    expect(await score(personB, personB)).toBeGreaterThan(99.9);
    const versions = [
      sharp(personB).resize(240).jpeg({ quality: 70 }),
      sharp(personB).grayscale().png(),
      sharp(personB).ensureAlpha(0.99).png(),
      sharp(personB).linear(0.6, 0).png(),
    ];
    for (const version of versions)
      expect(await score(personB, await version.toBuffer())).toBeGreaterThan(75);
  });

  test('a careful embedding has length one, is near the plain one, and the same for the mirrored picture', async () => {
    const careful = async (photo: Buffer): Promise<Float32Array> =>
      (await find(photo, { ...largest, embed: 'careful' }))[0]!.embedding!;
    const [plain, p] = [await embed(photos.personB), await careful(photos.personB)];
    const mirrored = await sharp(photos.personB).flop().png().toBuffer();
    expect(cosineSimilarity(p, p)).toBeCloseTo(1, 5);
    expect(cosineSimilarity(p, plain)).toBeGreaterThan(0.95);
    expect(cosineSimilarity(p, plain)).toBeLessThan(0.9999);
    const q = await careful(mirrored);
    expect(cosineSimilarity(p, q)).toBeGreaterThan(cosineSimilarity(plain, await embed(mirrored)));
  });

  test('an embedding has length one and repeats exactly', async () => {
    const [p, q] = [await embed(photos.personB), await embed(photos.personB)];
    expect(p).toHaveLength(512);
    expect(cosineSimilarity(p, p)).toBeCloseTo(1, 5);
    expect(q).toEqual(p);
  });
});

test('embedding and quality come only when asked for, and every step is timed', async () => {
  const plain = await finder.find(photos.personB, all);
  expect(plain.faces[0]).not.toHaveProperty('embedding');
  expect(plain.faces[0]).not.toHaveProperty('quality');
  expect(plain.steps.map((s) => s.name)).toEqual(['decode', 'detect', 'landmarks', 'embed']);
  for (const { ms } of plain.steps) expect(ms).toBeGreaterThan(0);
  const [rich] = await find(photos.personB, { ...largest, quality: true, pupils: true });
  expect(plain.faces[0]).not.toHaveProperty('pupils');
  const [left, right] = rich!.pupils!;
  expect(Math.hypot(left.x - rich!.landmarks5[0]!.x, left.y - rich!.landmarks5[0]!.y)).toBeLessThan(15);
  expect(Math.hypot(right.x - rich!.landmarks5[1]!.x, right.y - rich!.landmarks5[1]!.y)).toBeLessThan(15);
  expect(rich!.embedding).toBeInstanceOf(Float32Array);
  expect(rich!.quality!.sharpness).toBeGreaterThan(50);
  expect(rich!.quality!.brightness).toBeGreaterThan(30);
});

test('what is no image is refused without a word about its content', async () => {
  await expect(finder.find(Buffer.from('canary'), all)).rejects.toMatchObject({ reason: 'unreadable-image' });
  await expect(finder.find(Buffer.from('canary'), all)).rejects.not.toThrow(/canary/);
  await expect(finder.find(photos.personB.subarray(0, 9000), all)).rejects.toMatchObject({
    reason: 'unreadable-image',
  });
});
