import { join } from 'node:path';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import { allPairs, rateAbove, thresholdAt } from '../accuracy/lfw.ts';
import { type Counts, countFound } from '../accuracy/marked-faces.ts';
import { crossValidated } from '../accuracy/verification.ts';
import type { FaceMaterial } from './face-material.ts';
import type { FacePeer } from './peers/face-finders.ts';
import { type ReaderProcess, readerProcess } from './peers/process.ts';
import { median } from './quantile.ts';

/** A face as every finder tells of it. */
export interface FoundFace {
  /** Left, top, width, height, pixels. */
  readonly box: readonly [number, number, number, number];
  readonly embedding?: readonly number[];
}

/** One finder of faces. */
export interface FaceRow {
  readonly finder: string;
  /** Processor time to find and embed one face of a scene: the median over scenes of each scene's median over rounds. */
  readonly cpuMs: number;
  /** Part of the pairs of LFW that it tells rightly; one that lacks a face is wrong. */
  readonly accuracy: number;
  /** Part of all pairs of one person among these pictures that it accepts when it accepts one of 1,000 of two people; one that lacks a face is not accepted. */
  readonly tarAtFar1e3: number;
  /** Pictures of pairs, and those of them in which it found no face. */
  readonly images: number;
  readonly faceless: number;
  readonly several: Counts;
  readonly peakBytes: number | undefined;
}

const ROUNDS = 3;
const PICTURE_LIMIT_MS = 120_000;

/** What was noted of one finder. */
interface Notes {
  readonly peer: FacePeer;
  readonly cpuSeconds: number[][];
  readonly embeddings: Map<string, Float32Array>;
  readonly counts: Counts[];
  peakBytes?: number | undefined;
}

/**
 * Shows several finders of faces the same pictures, each picture to one after the other on one thread, so that a busy
 * moment of the machine hits all alike. Each is a process of its own and is scored by the same rule.
 */
export async function compareFaceFinders(
  material: FaceMaterial,
  peers: readonly FacePeer[],
  say: (text: string) => void = () => {},
): Promise<FaceRow[]> {
  const { folder, scenes, marked } = material;
  const pictures = [...new Set(material.pairs.flatMap(({ a, b }) => [a, b]))];
  const notes = peers.map((peer): Notes => ({ peer, cpuSeconds: [], embeddings: new Map(), counts: [] }));
  const warmUp = scenes[0] ?? '';
  say(`${scenes.length} scenes and ${pictures.length} pictures of pairs`);
  await withProcesses(notes, 'command', warmUp, async (finders) => {
    for (let round = 0; round < ROUNDS; round++)
      for (const [i, scene] of scenes.entries())
        for (const { about, process } of finders) {
          const answer = await process.ask(scene);
          if ('items' in answer) (about.cpuSeconds[i] ??= []).push(answer.cpuSeconds);
        }
    for (const file of pictures)
      for (const { about, process } of finders) {
        const answer = await process.ask(join(folder, file));
        const embedding = 'items' in answer ? answer.items[0]?.embedding : undefined;
        if (embedding) about.embeddings.set(file, Float32Array.from(embedding));
      }
    for (const { about, process } of finders) about.peakBytes = process.peakBytes();
  });
  say(`${marked.length} photographs with several faces`);
  await withProcesses(notes, 'finding', warmUp, async (finders) => {
    for (const { file, marks } of marked)
      for (const { about, process } of finders) {
        const answer = await process.ask(join(folder, file));
        const faces = 'items' in answer ? answer.items : [];
        const boxes = faces.map(({ box: [x, y, width, height] }) => ({ x, y, width, height }));
        about.counts.push(countFound(marks, boxes));
      }
  });
  return notes.map((about) => rowOf(about, material, pictures));
}

async function withProcesses(
  notes: readonly Notes[],
  task: 'command' | 'finding',
  warmUp: string,
  work: (
    finders: readonly { readonly about: Notes; readonly process: ReaderProcess<FoundFace> }[],
  ) => Promise<void>,
): Promise<void> {
  const options = { threads: 1, warmUp, limitMs: PICTURE_LIMIT_MS };
  const finders = notes.map((about) => ({
    about,
    process: readerProcess<FoundFace>(about.peer[task](1), options),
  }));
  try {
    await work(finders);
  } finally {
    for (const { process } of finders) await process.stop();
  }
}

function rowOf(about: Notes, { pairs }: FaceMaterial, pictures: readonly string[]): FaceRow {
  const closeness = CLOSENESS[about.peer.closeness];
  const scored = pairs.map(({ a, b, same, fold }) => {
    const [p, q] = [about.embeddings.get(a), about.embeddings.get(b)];
    return { closeness: p && q && closeness(p, q), same, fold };
  });
  const { genuine, impostor } = allPairs(about.embeddings, closeness);
  const sum = (name: keyof Counts): number => about.counts.reduce((total, count) => total + count[name], 0);
  return {
    finder: about.peer.name,
    cpuMs: 1000 * median(about.cpuSeconds.filter((times) => times.length > 0).map(median)),
    accuracy: crossValidated(scored),
    tarAtFar1e3:
      (rateAbove(genuine, thresholdAt(impostor, 1e-3)) * genuine.length) / pairsOfOnePerson(pictures),
    images: pictures.length,
    faceless: pictures.length - about.embeddings.size,
    several: { marked: sum('marked'), found: sum('found'), invented: sum('invented') },
    peakBytes: about.peakBytes,
  };
}

const CLOSENESS: Readonly<Record<FacePeer['closeness'], (p: Float32Array, q: Float32Array) => number>> = {
  cosine: cosineSimilarity,
  euclidean: (p, q) => -Math.sqrt(p.reduce((sum, value, i) => sum + (value - q[i]!) ** 2, 0)),
};

function pairsOfOnePerson(pictures: readonly string[]): number {
  const people = Map.groupBy(pictures, (file) => file.split('/')[1]);
  return [...people.values()].reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
}
