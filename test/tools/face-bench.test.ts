import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { expect, onTestFinished, test } from 'vitest';
import { countFound } from '../../tools/accuracy/marked-faces.ts';
import { crossValidated } from '../../tools/accuracy/verification.ts';
import { prepareFaces } from '../../tools/bench/face-material.ts';
import { compareFaceFinders, type FaceRow } from '../../tools/bench/face-peers.ts';
import { faceTable } from '../../tools/bench/face-table.ts';
import { findFaceFinders, type FacePeer } from '../../tools/bench/peers/face-finders.ts';

/** Knows people by the folder of the path, and finds nobody in a path that says so. */
const FINDER = `
  const people = { ann: [1, 0, 0], bob: [0, 1, 0] };
  require('node:readline').createInterface({ input: process.stdin }).on('line', (path) => {
    const embedding = people[path.split('/').at(-2)] ?? [0, 0, 1];
    const items = path.includes('hidden') ? [] : [{ box: [10, 10, 20, 20], embedding }];
    console.log(JSON.stringify({ seconds: 9, cpuSeconds: 0.02, items }));
  });`;
const finder = (closeness: FacePeer['closeness']): FacePeer => {
  const command = () => [process.execPath, '-e', FINDER] as const;
  return { name: closeness, closeness, command, finding: command };
};

const pair = (a: string, b: string, same: boolean, fold: string) => ({ a, b, same, fold });

test('finders are scored by the pairs that they tell rightly; a face not found is wrong and not accepted', async () => {
  const material = {
    folder: '/faces',
    scenes: ['/scene'],
    pairs: ['1', '2'].flatMap((fold) => [
      pair('lfw/ann/1', 'lfw/ann/2', true, fold),
      pair('lfw/ann/1', 'lfw/bob/1', false, fold),
      pair('lfw/bob/1', 'lfw/bob/hidden', true, fold),
      pair('lfw/ann/2', 'lfw/bob/hidden', false, fold),
    ]),
    marked: [
      {
        file: 'several',
        marks: [
          { x: 12, y: 12, width: 18, height: 18 },
          { x: 90, y: 12, width: 18, height: 18 },
        ],
      },
    ],
  };
  const rows = await compareFaceFinders(material, [finder('cosine'), finder('euclidean')]);
  for (const [i, name] of ['cosine', 'euclidean'].entries())
    expect(rows[i]).toMatchObject({
      finder: name,
      cpuMs: 20,
      accuracy: 0.5,
      tarAtFar1e3: 0.5,
      images: 4,
      faceless: 1,
      several: { marked: 2, found: 1, invented: 0 },
    });
});

test('each fold is judged by the threshold of the others', () => {
  const scored = (closeness: number | undefined, same: boolean, fold: string) => ({ closeness, same, fold });
  const easy = [scored(0.9, true, 'a'), scored(0.1, false, 'a')];
  expect(crossValidated([...easy, scored(0.8, true, 'b'), scored(0.2, false, 'b')])).toBe(1);
  expect(crossValidated([...easy, scored(0.3, true, 'b'), scored(0.25, false, 'b')])).toBe(0.75);
  expect(crossValidated([...easy, scored(0.8, true, 'b'), scored(undefined, false, 'b')])).toBe(0.75);
});

test('a face lies on a mark when they share enough', () => {
  const mark = { x: 0, y: 0, width: 10, height: 10 };
  const found = [
    { x: 2, y: 2, width: 10, height: 10 },
    { x: 40, y: 0, width: 10, height: 10 },
  ];
  expect(countFound([mark, { ...mark, x: 20 }], found)).toEqual({ marked: 2, found: 1, invented: 1 });
});

test('scenes are made of portraits and of photographs with several faces', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const grey = { r: 90, g: 90, b: 90 };
  const picture = await sharp({ create: { width: 250, height: 250, channels: 3, background: grey } })
    .jpeg()
    .toBuffer();
  const files = ['lfw/ann/1.jpg', 'lfw/ann/2.jpg', 'multi/several.jpg'];
  for (const file of files) {
    await mkdir(dirname(join(folder, 'face', file)), { recursive: true });
    await writeFile(join(folder, 'face', file), picture);
  }
  await writeFile(join(folder, 'face/pairs.tsv'), 'a\tb\tsame\tfold\nlfw/ann/1.jpg\tlfw/ann/2.jpg\t1\t1\n');
  const marks = [{ left: 1, top: 2, width: 3, height: 4 }];
  await writeFile(join(folder, 'face/multi.json'), JSON.stringify([{ file: files[2], faces: marks }]));

  const { scenes, pairs, marked } = await prepareFaces(folder, folder, { pairs: 5 });
  expect(scenes).toHaveLength(3);
  for (const scene of scenes)
    expect(await sharp(scene).metadata()).toMatchObject({ width: 640, height: 480, format: 'jpeg' });
  expect(pairs).toEqual([pair(files[0]!, files[1]!, true, '1')]);
  expect(marked).toEqual([{ file: files[2], marks: [{ x: 1, y: 2, width: 3, height: 4 }] }]);
});

test('the table gives figures beside those of the first finder', () => {
  const ours: FaceRow = {
    finder: 'ours',
    cpuMs: 10,
    accuracy: 0.995,
    tarAtFar1e3: 0.99,
    images: 40,
    faceless: 0,
    several: { marked: 43, found: 42, invented: 1 },
    peakBytes: 2 ** 28,
  };
  const peer = { ...ours, finder: 'peer', cpuMs: 25, peakBytes: undefined };
  const cells = faceTable([ours, peer]).map((line) => line.trim().replaceAll(/\s+/g, ' '));
  expect(cells.slice(2)).toEqual([
    'ours 10.0 1.00 256 1.00 99.50 99.00 0 40 42 43 1',
    'peer 25.0 2.50 - - 99.50 99.00 0 40 42 43 1',
  ]);
});

test('without a folder for them the others are named as missing', async () => {
  const { peers, missing } = await findFaceFinders(undefined);
  expect(peers.map(({ name }) => name)).toEqual(['Lethe', 'Lethe, careful']);
  expect(missing[0]).toContain('LETHE_PEERS');
  expect(missing.join()).toContain('InsightFace');
});
