import { projectionOf } from '../../src/engine/face/template/projection.ts';
import { cosineSimilarity } from '../../src/engine/face/score.ts';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import type { Plot } from '../plot.ts';
import { distance, pack, templatesOf, testSecret } from './all-pairs.ts';
import type { Sample } from './lfw-embeddings.ts';

/** Bins over the linkage scores: many mated pairs fall in each, so that chance alone does not look like a link. */
const BINS = 40;
const SECRETS = 6;

export interface Linkage {
  /** 0: nothing links templates of a person; 1: all do. */
  readonly global: number;
  readonly bins: readonly {
    readonly score: number;
    readonly mated: number;
    readonly nonMated: number;
    readonly local: number;
  }[];
}

/**
 * Gomez-Barrero et al., "General Framework to Evaluate Unlinkability in Biometric Template Protection Systems", IEEE
 * Trans. Information Forensics and Security 13(6), 2018: D(s) of each score and D_sys of the whole, with equal odds of a
 * mated and a non-mated pair. Densities by histogram over all scores, with
 * as many counts of bits in each bin.
 */
export function linkage(mated: readonly number[], nonMated: readonly number[]): Linkage {
  const all = [...mated, ...nonMated].sort((p, q) => p - q);
  const [low, high] = [all[Math.floor(all.length * 0.001)]!, all[Math.ceil(all.length * 0.999) - 1]!];
  const whole = all.every(Number.isInteger);
  const width = whole ? Math.ceil((high - low) / BINS) : (high - low) / BINS;
  const density = (scores: readonly number[]): number[] => {
    const counts = new Array<number>(BINS).fill(0);
    for (const s of scores) counts[Math.min(BINS - 1, Math.max(0, Math.floor((s - low) / width)))]!++;
    return counts.map((count) => count / scores.length);
  };
  const [m, n] = [density(mated), density(nonMated)];
  const bins = m.map((part, i) => {
    const local = part <= n[i]! ? 0 : 2 * (part / (part + n[i]!)) - 1;
    return { score: low + width * (i + 0.5), mated: part, nonMated: n[i]!, local };
  });
  return { global: bins.reduce((sum, bin) => sum + bin.local * bin.mated, 0), bins };
}

export interface LinkageRow {
  readonly pairs: string;
  readonly mated: number;
  readonly nonMated: number;
  readonly dSys: number;
  /** What the same number of pairs gives where nothing can link: two draws of non-mated ones. */
  readonly byChance: number;
}

/** Places of two samples: of one person, or of two. */
type Place = readonly [number, number];

function places(samples: readonly Sample[]): { mated: Place[]; nonMated: Place[] } {
  const mated: Place[] = [];
  const nonMated: Place[] = [];
  samples.forEach((p, i) => {
    for (let j = 0; j < i; j++) if (samples[j]!.person === p.person) mated.push([i, j], [j, i]);
    for (let k = 1; k <= 10; k++) {
      const j = (i + k * 353) % samples.length;
      if (samples[j]!.person !== p.person) nonMated.push([i, j]);
    }
  });
  return { mated, nonMated };
}

function row(
  pairs: string,
  mated: readonly number[],
  nonMated: readonly number[],
  chance: readonly number[],
): LinkageRow {
  const rounded = (value: number): number => Number(value.toFixed(4));
  return {
    pairs,
    mated: mated.length,
    nonMated: nonMated.length,
    dSys: rounded(linkage(mated, nonMated).global),
    byChance: rounded(linkage(chance.slice(0, mated.length), nonMated).global),
  };
}

/** How well templates of two secrets tell whether they are one person's, by the bits that agree. */
export function unlinkability(samples: readonly Sample[]): { rows: LinkageRow[]; plot: Plot } {
  const { mated, nonMated } = places(samples);
  const packs = Array.from({ length: SECRETS }, (_, s) =>
    pack(templatesOf(samples, testSecret(s), TEMPLATE_BITS)),
  );
  const scores = {
    mated: [] as number[],
    image: [] as number[],
    nonMated: [] as number[],
    chance: [] as number[],
  };
  const agree = (a: number, b: number, [i, j]: Place): number =>
    TEMPLATE_BITS - distance(packs[a]!, i, packs[b]!, j);
  for (let a = 0; a < SECRETS; a++)
    for (let b = 0; b < a; b++) {
      for (const place of mated) scores.mated.push(agree(a, b, place));
      for (const i of samples.keys()) scores.image.push(agree(a, b, [i, i]));
      nonMated.forEach((place, n) => (n % 2 ? scores.nonMated : scores.chance).push(agree(a, b, place)));
    }
  const known = withSecrets(samples, mated, nonMated);
  return {
    rows: [
      row('one person, two images', scores.mated, scores.nonMated, scores.chance),
      row('one image', scores.image, scores.nonMated, scores.chance),
      row('one person, both secrets known', known.mated, known.nonMated, known.chance),
    ],
    plot: plotOf(linkage(scores.mated, scores.nonMated)),
  };
}

/** The same with both secrets in the thief's hands, who compares what the templates tell of the embeddings. */
function withSecrets(samples: readonly Sample[], mated: readonly Place[], nonMated: readonly Place[]) {
  const [p, q] = [projectionOf(testSecret(0)), projectionOf(testSecret(1))];
  const score = ([i, j]: Place): number =>
    cosineSimilarity(
      p.estimate(p.template(samples[i]!.embedding)),
      q.estimate(q.template(samples[j]!.embedding)),
    );
  const some = (all: readonly Place[], offset: number): number[] =>
    all.filter((_, i) => i % Math.floor(all.length / 1000) === offset).map(score);
  return { mated: some(mated, 0), nonMated: some(nonMated, 0), chance: some(nonMated, 1) };
}

function plotOf({ bins }: Linkage): Plot {
  const most = Math.max(...bins.map((b) => Math.max(b.mated, b.nonMated)));
  const [from, to] = [bins[0]!.score, bins.at(-1)!.score];
  const line = (of: (bin: Linkage['bins'][number]) => number) =>
    bins.map((bin) => ({ x: bin.score, y: of(bin) }));
  return {
    title: 'Templates of two secrets',
    x: {
      label: 'bits of 2048 that agree',
      from,
      to,
      ticks: [980, 1000, 1020, 1040, 1060, 1080].filter((t) => t > from && t < to),
    },
    y: { label: 'density, highest 1; D(s)', from: 0, to: 1.4, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    series: [
      { label: 'one person', colour: '#0a58ca', style: 'line', points: line((bin) => bin.mated / most) },
      { label: 'two people', colour: '#d9480f', style: 'dashed', points: line((bin) => bin.nonMated / most) },
      {
        label: 'D(s): 1 would link surely',
        colour: '#2b8a3e',
        style: 'line',
        points: line((bin) => bin.local),
      },
    ],
  };
}
