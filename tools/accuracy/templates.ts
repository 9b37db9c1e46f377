import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { svgOf } from '../plot.ts';
import { climbRows } from './climbing.ts';
import { readPairs } from './lfw.ts';
import { lfwSamples } from './lfw-embeddings.ts';
import { attackRows } from './template-attacks.ts';
import { type LengthRow, lengthRows, recastRows } from './template-lengths.ts';
import { unlinkability } from './unlinkability.ts';

const pictures = new URL('../../docs/pictures/', import.meta.url);

/**
 * Measures face templates on LFW below `<evalFolder>/face`, as docs/templates.md has it: what their length costs, what
 * recasting loses, whether two secrets' templates can be linked, and what attackers make of templates and of answers.
 * Draws docs/pictures/templates-linkage.svg.
 */
export async function templateAccuracy(evalFolder: string): Promise<LengthRow[]> {
  const folder = join(evalFolder, 'face');
  const samples = await lfwSamples(folder);
  const linked = unlinkability(samples);
  await mkdir(pictures, { recursive: true });
  await writeFile(new URL('templates-linkage.svg', pictures), svgOf([linked.plot]));
  console.table(linked.rows);
  console.table(attackRows(samples));
  console.table(climbRows(samples));
  console.table(recastRows(samples));
  return lengthRows(samples, await readPairs(folder));
}
