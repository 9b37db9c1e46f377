import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Box, iou } from '../../src/engine/face/geometry.ts';

/** A photograph with several faces, each marked with a square over its inner part. */
export interface Marked {
  /** Below the face folder. */
  readonly file: string;
  readonly marks: readonly Box[];
}

/** Faces of one photograph. */
export interface Counts {
  readonly marked: number;
  /** Marks that a found face lies on. */
  readonly found: number;
  /** Found faces that lie on no mark. */
  readonly invented: number;
}

interface Entry {
  readonly file: string;
  readonly faces: readonly { left: number; top: number; width: number; height: number }[];
}

/** IoU from which a found face lies on a mark: finders' boxes differ in how much of a head they hold. */
const OVERLAP = 0.3;

/** `multi.json` of the face folder. */
export async function readMarked(folder: string): Promise<Marked[]> {
  const entries = JSON.parse(await readFile(join(folder, 'multi.json'), 'utf8')) as Entry[];
  return entries.map(({ file, faces }) => ({
    file,
    marks: faces.map(({ left, top, width, height }) => ({ x: left, y: top, width, height })),
  }));
}

export const countFound = (marks: readonly Box[], found: readonly Box[]): Counts => ({
  marked: marks.length,
  found: marks.filter((mark) => found.some((face) => iou(mark, face) > OVERLAP)).length,
  invented: found.filter((face) => !marks.some((mark) => iou(mark, face) > OVERLAP)).length,
});
