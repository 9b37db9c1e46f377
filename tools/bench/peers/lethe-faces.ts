import { readFile } from 'node:fs/promises';
import { createFaceFinder } from '../../../src/engine/face/finder.ts';
import { serve } from './serve.ts';
import type { FoundFace } from '../face-peers.ts';

const [how, task] = process.argv.slice(2);
const finder = await createFaceFinder();
const options =
  task === 'every'
    ? { maxFaces: 120, minFaceSize: 34 }
    : { maxFaces: 1, minFaceSize: 34, embed: how === 'careful' ? ('careful' as const) : true };
await serve<FoundFace>(async (path) => {
  const { faces } = await finder.find(await readFile(path), options);
  return faces.map(({ x, y, width, height, embedding }) => ({
    box: [x, y, width, height],
    ...(embedding && { embedding: [...embedding] }),
  }));
});
