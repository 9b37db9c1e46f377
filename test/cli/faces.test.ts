import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { facePhotos } from '../material/faces.ts';
import { runLethe } from '../support/run-lethe.ts';

let folder: string;
const inFolder = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-faces-'));
  const { personA, personB, group } = await facePhotos();
  await writeFile(inFolder('a1.jpg'), personA[0]);
  await writeFile(inFolder('a2.jpg'), personA[1]);
  await writeFile(inFolder('b.jpg'), personB);
  await writeFile(inFolder('group.jpg'), group);
  await writeFile(inFolder('broken.jpg'), 'no picture');
});
afterAll(() => rm(folder, { recursive: true }));

const faces = (...args: string[]) => runLethe(['faces', ...args], { cwd: folder, env: {} });

interface FaceJson {
  readonly box: { readonly width: number };
  readonly pose: { readonly yaw: number };
  readonly quality: { readonly score: number };
  readonly landmarks: Readonly<Record<string, readonly unknown[]>>;
}

it('draws the mesh of a face, and tells its outlines', async () => {
  const { out, code } = faces(
    ...['detect', 'b.jpg', '--dense', '--json', '--landmarks', '--overlay', 'mesh.png'],
  );
  const { faces: found } = JSON.parse(out) as { faces: readonly FaceJson[] };
  expect(Object.keys(found[0]!.landmarks)).toContain('centralAxis');
  expect(Object.values(found[0]!.landmarks).flat()).toHaveLength(222);
  expect((await sharp(inFolder('mesh.png')).metadata()).width).toBe(640);
  expect(code).toBe(0);
});

it('finds the faces of several pictures, draws them, and goes on after one that cannot be read', async () => {
  const { out, error, code } = faces(
    ...['detect', 'broken.jpg', 'group.jpg', 'b.jpg', 'nowhere.jpg'],
    ...['--json', '--landmarks', '--overlay', 'drawn.png'],
  );
  const pictures = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { file: string; faces: readonly FaceJson[] });
  expect(pictures.map(({ file, faces: found }) => [file, found.length])).toEqual([
    ['group.jpg', 4],
    ['b.jpg', 1],
  ]);
  for (const { box, pose, quality, landmarks } of pictures.flatMap((picture) => picture.faces)) {
    expect(box.width).toBeGreaterThan(100);
    expect(Math.abs(pose.yaw)).toBeLessThan(60);
    expect(quality.score).toBeGreaterThan(20);
    expect(Object.values(landmarks).flat()).toHaveLength(90);
  }
  expect(out).not.toContain('embedding');
  expect(error).toMatch(/^broken\.jpg: this is not a PNG.*\nnowhere\.jpg: .*no such file.*\n$/);
  expect(code).toBe(1);
  const sizes = await Promise.all(
    ['drawn.png', 'drawn-2.png'].map((name) => sharp(inFolder(name)).metadata()),
  );
  expect(sizes.map(({ width, height }) => [width, height])).toEqual([
    [1920, 1537],
    [640, 640],
  ]);
});

it('compares two pictures, side by side, and says what the score means', async () => {
  const same = faces('compare', 'a1.jpg', 'a2.jpg', '--overlay', 'both.png');
  expect(same.out).toMatch(
    /^score \d+\.\d\d: of pairs of different people, (less than )?1 in [\d,]+ scores as high/,
  );
  expect(same.out).toContain('\na match: from 60 on');
  expect(same.code).toBe(0);
  const { width = 0, height = 0 } = await sharp(inFolder('both.png')).metadata();
  expect(width).toBeGreaterThan(height * 1.5);
});

it('ends well where people differ', () => {
  const { out, code } = faces('compare', 'a1.jpg', 'b.jpg', '--json');
  expect(JSON.parse(out)).toMatchObject({
    ...{ isMatch: false, falseAcceptRate: null },
    faces: [{ file: 'a1.jpg' }, { file: 'b.jpg' }],
  });
  expect(code).toBe(0);
});
