import { readPlates } from '../../src/engine/plates/read-plates.ts';
import type { Plate } from '../../src/engine/plates/types.ts';
import { createTextReader } from '../../src/engine/text/reader.ts';
import { samplers } from '../../test/material/documents/index.ts';
import { type Level, levels, photograph } from '../../test/material/photograph.ts';
import { drawCar, drawPlate, type PlateKind } from '../../test/material/plates.ts';
import { Random } from '../../test/material/random.ts';
import { editDistance } from './text-score.ts';

export interface PlateRow {
  readonly plates: string;
  readonly level: string;
  readonly drawn: number;
  /** Of 100 plates: one is found; its number is entirely right; its colour is right. */
  readonly found: number;
  readonly numberRight: number;
  readonly colourRight: number;
  /** Of 100 characters: right. */
  readonly charactersRight: number;
  /** Plates that are none. */
  readonly falsePlates: number;
}

const KINDS: readonly PlateKind[] = [
  ...(['ordinary', 'large', 'two-row', 'new-energy', 'new-energy-large'] as const),
  ...(['police', 'trainee', 'cross-border', 'embassy'] as const),
];
const COLOURS = {
  蓝: 'blue',
  黄: 'yellow',
  绿: 'green',
  黄绿: 'yellow-green',
  白: 'white',
  黑: 'black',
} as const;
/** Cars that are drawn with each kind for each level of damage. */
const DRAWN = 3;

interface Tally {
  drawn: number;
  found: number;
  right: number;
  colours: number;
  characters: number;
  wrong: number;
  extra: number;
}

const none = (): Tally => ({ drawn: 0, found: 0, right: 0, colours: 0, characters: 0, wrong: 0, extra: 0 });

/** Reads drawn plates on drawn cars at every level of damage, and drawn documents without any. `limit`: cars of each kind and level. */
export async function plateAccuracy(options: { limit?: number } = {}): Promise<PlateRow[]> {
  const reader = await createTextReader();
  const rows: PlateRow[] = [];
  for (const level of Object.keys(levels) as Level[]) {
    const all = none();
    for (const kind of KINDS) {
      const tally = none();
      for (let seed = 1; seed <= (options.limit ?? DRAWN); seed++) {
        const random = new Random(100 * seed + KINDS.indexOf(kind));
        const plate = await drawPlate(random, kind);
        let image = await drawCar(random, plate, 0.25 + 0.25 * random.next());
        const effects = levels[level](random);
        if (effects) ({ image } = await photograph(image, effects, random));
        count(tally, plate.number, COLOURS[plate.colour as '蓝'], (await readPlates(reader, image)).plates);
      }
      rows.push(toRow(kind, level, tally));
      for (const name of Object.keys(all) as (keyof Tally)[]) all[name] += tally[name];
    }
    rows.push(toRow('all', level, all));
  }
  const tally = none();
  for (const sampler of samplers) {
    const { image } = await sampler.draw(new Random(1)).page.render();
    tally.extra += (await readPlates(reader, image)).plates.length;
  }
  return [...rows, toRow(`none (${samplers.length} other documents)`, 'clean', tally)];
}

function count(tally: Tally, number: string, colour: string, read: readonly Plate[]): void {
  const distances = read.map((plate) => editDistance(plate.number, number));
  const best = read[distances.indexOf(Math.min(...distances))];
  const length = [...number].length;
  tally.drawn++;
  tally.characters += length;
  tally.wrong += Math.min(length, ...distances);
  tally.found += best ? 1 : 0;
  tally.right += best?.number === number ? 1 : 0;
  tally.colours += best?.colour === colour ? 1 : 0;
  tally.extra += Math.max(0, read.length - 1);
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / Math.max(1, whole)) / 10;

const toRow = (plates: string, level: string, tally: Tally): PlateRow => ({
  plates,
  level,
  drawn: tally.drawn,
  found: percent(tally.found, tally.drawn),
  numberRight: percent(tally.right, tally.drawn),
  colourRight: percent(tally.colours, tally.drawn),
  charactersRight: percent(tally.characters - tally.wrong, tally.characters),
  falsePlates: tally.extra,
});
