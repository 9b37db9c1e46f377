import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import { facePhotos } from '../../test/material/faces.ts';
import { prepareFaces } from './face-material.ts';
import { compareFaceFinders } from './face-peers.ts';
import { faceTable } from './face-table.ts';
import { findFaceFinders } from './peers/face-finders.ts';
import { median } from './quantile.ts';

const ROUNDS = 40;
const PAIRS = 600;

/**
 * The whole chain (decode, detect, landmarks, align, embed) for the largest face of a 640x480 JPEG, on one thread:
 * faces per second from the median time, that time, and the processor time of the process, which other work on the machine
 * lengthens less.
 * @param folder real photographs: they are shown to ours and to other finders of faces, and the comparison is printed.
 *   `LETHE_PEERS` names the folder outside the repository where the others are installed; `LETHE_BENCH_PAIRS` limits the
 *   pairs of LFW.
 */
export async function benchFace(folder?: string): Promise<{ name: string; value: number; unit: string }[]> {
  if (folder !== undefined) await compare(resolve(folder));
  return speed();
}

async function compare(folder: string): Promise<void> {
  const { LETHE_PEERS: place, LETHE_BENCH_PAIRS: pairs } = process.env;
  const say = (text: string): void => console.error(text);
  const { peers, missing } = await findFaceFinders(place && resolve(place));
  for (const name of missing) say(`left out: ${name}`);
  const target = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  try {
    const material = await prepareFaces(folder, target, { pairs: pairs ? Number(pairs) : PAIRS });
    for (const line of faceTable(await compareFaceFinders(material, peers, say))) console.log(line);
  } finally {
    await rm(target, { recursive: true });
  }
}

async function speed(): Promise<{ name: string; value: number; unit: string }[]> {
  const { group } = await facePhotos();
  const photo = await sharp(group).resize(640, 480, { fit: 'cover' }).jpeg().toBuffer();
  const finder = await createFaceFinder();
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await finder.find(photo, { maxFaces: 1, minFaceSize: 34, embed: true });
    const { user, system } = process.cpuUsage(before);
    times.push(performance.now() - start);
    cpu.push((user + system) / 1000);
  }
  const ms = median(times.slice(ROUNDS / 4));
  return [
    { name: 'face: found and embedded, 640x480', value: 1000 / ms, unit: 'faces/s' },
    { name: 'face: the same, one call', value: ms, unit: 'ms' },
    { name: 'face: the same, processor time', value: median(cpu.slice(ROUNDS / 4)), unit: 'ms' },
  ];
}
