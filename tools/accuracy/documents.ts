import { readDocument } from '../../src/engine/documents/read-document.ts';
import type { DocumentResult } from '../../src/engine/documents/types.ts';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import { businessLicence } from '../../src/features/ocr/templates/business-licence.ts';
import { tickets } from '../../src/features/ocr/templates/tickets.ts';
import { templates } from '../../src/features/ocr/templates/templates.ts';
import { once } from '../../src/lib/once.ts';
import { lyingLicence, standingLicence } from '../../test/material/documents/business-licence.ts';
import { ticketSamplers } from '../../test/material/invoices/tickets.ts';
import { samplers } from '../../test/material/documents/index.ts';
import type { Sample } from '../../test/material/documents/sample.ts';
import { type Level, levels, photograph } from '../../test/material/photograph.ts';
import { Random } from '../../test/material/random.ts';

export interface DocumentRow {
  readonly document: string;
  readonly level: string;
  readonly documents: number;
  /** Documents whose kind was told, and of which every field is exactly right, %. */
  readonly told: number;
  readonly entirelyRight: number;
  /** Fields that are exactly right, %. Fields of a document that was not told are wrong. */
  readonly fieldsRight: number;
}

/** Documents that are drawn of each kind for each level of damage. */
const DRAWN = 3;
const WIDTH = 1600;
const HEIGHT = 1200;

interface Tally {
  documents: number;
  told: number;
  entire: number;
  fields: number;
  right: number;
}

/**
 * Draws documents of every kind, photographs them at every level of damage and reads them, each with its own template alone as
 * its action does; the last rows are the means of each level. `limit`: documents of each kind and level.
 */
export async function documentAccuracy(options: { limit?: number } = {}): Promise<DocumentRow[]> {
  const reader = await createTextReader();
  const faces = once(createFaceFinder);
  const all = new Map<string, Tally>();
  const rows: DocumentRow[] = [];
  for (const sampler of [...samplers, lyingLicence, standingLicence, ...ticketSamplers]) {
    const template = [...templates, businessLicence, ...tickets].find(({ id }) => id === sampler.template);
    if (!template) continue;
    for (const level of Object.keys(levels) as Level[]) {
      const tally = { documents: 0, told: 0, entire: 0, fields: 0, right: 0 };
      for (let seed = 1; seed <= (options.limit ?? DRAWN); seed++) {
        const random = new Random(seed);
        const sample = sampler.draw(random);
        const image = await photographed(sample, level, random);
        const result = await readDocument(reader, faces, { image, templates: [template], options: {} });
        count(tally, sample, result);
      }
      rows.push(toRow(sampler.template, level, tally));
      all.set(level, sum(all.get(level), tally));
    }
  }
  return [...rows, ...[...all].map(([level, tally]) => toRow('all', level, tally))];
}

async function photographed({ page }: Sample, level: Level, random: Random): Promise<Buffer> {
  const { image } = await page.render();
  const options = levels[level](random);
  if (!options) return image;
  return (await photograph(image, { width: WIDTH, height: HEIGHT, rounded: true, ...options }, random)).image;
}

function count(tally: Tally, { fields }: Sample, result: DocumentResult): void {
  const names = Object.keys(fields);
  const right = names.filter((name) => result.fields[name]?.text === fields[name]).length;
  tally.documents++;
  tally.told += result.template === null ? 0 : 1;
  tally.entire += right === names.length ? 1 : 0;
  tally.fields += names.length;
  tally.right += right;
}

const sum = (p: Tally | undefined, q: Tally): Tally => ({
  documents: (p?.documents ?? 0) + q.documents,
  told: (p?.told ?? 0) + q.told,
  entire: (p?.entire ?? 0) + q.entire,
  fields: (p?.fields ?? 0) + q.fields,
  right: (p?.right ?? 0) + q.right,
});

const percent = (share: number): number => Math.round(1000 * share) / 10;

const toRow = (document: string, level: string, tally: Tally): DocumentRow => ({
  document,
  level,
  documents: tally.documents,
  told: percent(tally.told / Math.max(1, tally.documents)),
  entirelyRight: percent(tally.entire / Math.max(1, tally.documents)),
  fieldsRight: percent(tally.right / Math.max(1, tally.fields)),
});
