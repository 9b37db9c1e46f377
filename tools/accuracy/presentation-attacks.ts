/** `node tools/accuracy/presentation-attacks.ts FOLDER [COUNT]`: how often a live face counts as none, and a drawn attack as one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFaceFinder } from '../../src/engine/face/finder.ts';
import { createLivenessJudge } from '../../src/engine/liveness/judge.ts';
import { ATTACKS, attackOf } from '../../test/material/presentation-attacks.ts';
import { Random } from '../../test/material/random.ts';

const [folder = '', count = '100'] = process.argv.slice(2);
const THRESHOLDS = [20, 50, 80, 90, 95, 99];

const judge = await createLivenessJudge(await createFaceFinder());
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.jpe?g$/i.test(file))
  .sort();
const step = Math.max(1, Math.floor(files.length / Number(count)));
const photos = files.filter((_, i) => i % step === 0).slice(0, Number(count));

/** Of the largest face; null: none was found, which stops an attack as well. */
const scoreOf = async (photo: Uint8Array): Promise<number | null> =>
  (await judge.judge(photo, { maxFaces: 1, minFaceSize: 60 })).faces[0]?.liveness ?? null;

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;

const bonaFide: (number | null)[] = [];
const attacks = new Map(ATTACKS.map((kind) => [kind, [] as (number | null)[]]));
const random = new Random(5);
for (const file of photos) {
  const photo = readFileSync(join(folder, file));
  bonaFide.push(await scoreOf(photo));
  for (const kind of ATTACKS) attacks.get(kind)?.push(await scoreOf(await attackOf(photo, kind, random)));
}

console.log(`${photos.length} photographs`);
for (const threshold of THRESHOLDS) {
  const refused = bonaFide.filter((score) => score === null || score < threshold).length;
  const passed = ATTACKS.map((kind) => {
    const scores = attacks.get(kind) ?? [];
    const through = scores.filter((score) => score !== null && score >= threshold).length;
    return `${kind} ${share(through, scores.length)}`;
  });
  console.log(`at ${threshold}: BPCER ${share(refused, bonaFide.length)}; APCER ${passed.join(', ')}`);
}
