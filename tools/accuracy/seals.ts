import { readSeals } from '../../src/engine/seals/read-seals.ts';
import type { Seal } from '../../src/engine/seals/types.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import { samplers } from '../../test/material/documents/index.ts';
import { type Level, levels, photograph } from '../../test/material/photograph.ts';
import { Random } from '../../test/material/random.ts';
import { drawSealedPage } from '../../test/material/sealed-page.ts';
import type { DrawnSeal, SealKind } from '../../test/material/seals.ts';
import { editDistance } from './text-score.ts';

export interface SealRow {
  readonly seals: string;
  readonly level: string;
  readonly drawn: number;
  /** Of 100 seals: found as what they are; and their main text entirely right. */
  readonly found: number;
  readonly bodyRight: number;
  /** Of 100 characters of their main texts: right. */
  readonly charactersRight: number;
  /** Of 100 other texts in them: entirely right. */
  readonly othersRight: number;
  /** Seals that are none. */
  readonly falseSeals: number;
}

const KINDS: readonly SealKind[] = ['round', 'oval', 'square', 'rectangle'];
const SHAPES = { round: 'round', oval: 'oval', square: 'rectangle', rectangle: 'rectangle' } as const;
/** Pages that are drawn of each kind for each level of damage. */
const DRAWN = 6;

interface Tally {
  drawn: number;
  found: number;
  body: number;
  characters: number;
  wrong: number;
  others: number;
  othersRight: number;
  extra: number;
}

const none = (): Tally => ({
  ...{ drawn: 0, found: 0, body: 0, characters: 0, wrong: 0 },
  ...{ others: 0, othersRight: 0, extra: 0 },
});

/** Reads drawn seals at every level of damage, and drawn documents without any. `limit`: pages of each kind and level. */
export async function sealAccuracy(options: { limit?: number } = {}): Promise<SealRow[]> {
  const reader = await createTextReader();
  const rows: SealRow[] = [];
  for (const level of Object.keys(levels) as Level[]) {
    const all = none();
    for (const kind of KINDS) {
      const tally = none();
      for (let seed = 1; seed <= (options.limit ?? DRAWN); seed++) {
        const page = await drawSealedPage(new Random(100 * seed + KINDS.indexOf(kind)), [kind], level);
        const { seals } = await readSeals(reader, page.image, {});
        count(tally, page.seals, seals);
      }
      rows.push(toRow(kind, level, tally));
      for (const name of Object.keys(all) as (keyof Tally)[]) all[name] += tally[name];
    }
    rows.push(toRow('all', level, all));
  }
  for (const level of ['clean', 'phone'] as const) {
    const tally = none();
    for (const sampler of samplers) {
      const random = new Random(1);
      let { image } = await sampler.draw(random).page.render();
      const effects = levels[level](random);
      if (effects) ({ image } = await photograph(image, { rounded: true, ...effects }, random));
      count(tally, [], (await readSeals(reader, image, {})).seals);
    }
    rows.push(toRow(`none (${samplers.length} other documents)`, level, tally));
  }
  return rows;
}

function count(tally: Tally, drawn: readonly DrawnSeal[], read: readonly Seal[]): void {
  const left = [...read];
  for (const seal of drawn) {
    const fits = left.filter(({ shape }) => shape === SHAPES[seal.kind]);
    const distances = fits.map(({ body }) => editDistance(body, seal.body));
    const best = fits[distances.indexOf(Math.min(...distances))];
    const length = [...seal.body].length;
    tally.drawn++;
    tally.characters += length;
    tally.others += seal.others.length;
    if (!best) {
      tally.wrong += length;
      continue;
    }
    left.splice(left.indexOf(best), 1);
    tally.found++;
    tally.body += best.body === seal.body ? 1 : 0;
    tally.wrong += Math.min(length, ...distances);
    tally.othersRight += seal.others.filter((text) => best.others.includes(text)).length;
  }
  tally.extra += left.length;
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / Math.max(1, whole)) / 10;

const toRow = (seals: string, level: string, tally: Tally): SealRow => ({
  seals,
  level,
  drawn: tally.drawn,
  found: percent(tally.found, tally.drawn),
  bodyRight: percent(tally.body, tally.drawn),
  charactersRight: percent(tally.characters - tally.wrong, tally.characters),
  othersRight: percent(tally.othersRight, tally.others),
  falseSeals: tally.extra,
});
