import { distanceOfScore, templateScore } from '../../src/engine/face/score.ts';
import { templateDistance } from '../../src/engine/face/template/distance.ts';
import { projectionOf } from '../../src/engine/face/template/projection.ts';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import { testSecret } from './all-pairs.ts';
import { normals } from './dense-projection.ts';
import { halves, type Sample } from './lfw-embeddings.ts';
import { cosineOfDistance, facePrior, type FacePrior, locateBy, TEMPLATE_NOISE } from './locate.ts';

/** What a verification answers an attacker who can hand in any embedding: a stronger one than any who must draw a face. */
type Oracle = (embedding: Float32Array) => number;

export interface ClimbRow {
  readonly answers: string;
  readonly victims: number;
  /** Probes that half of the attacks needed to reach the score; more than were tried: Infinity. */
  readonly to40: number;
  readonly to60: number;
  /** % of the attacks that reached 60 with the probes that they had. */
  readonly reached60: number;
}

const VICTIMS = 15;
const FLOOR = 40;
const MATCH = 60;
const GUESSES = 8_000;
const CLIMB = 600;
const BATCH = 12;

const median = (values: readonly number[]): number => values.toSorted((p, q) => p - q)[values.length >> 1]!;

function normalised(values: Float64Array): Float32Array {
  const norm = Math.hypot(...values);
  return Float32Array.from(values, (v) => v / norm);
}

/** Faces of nobody: strangers mixed at random, which lie as faces do. */
function mixer(strangers: readonly Float32Array[]): () => Float32Array {
  const next = normals(9);
  let at = 0;
  return () => {
    const sum = new Float64Array(strangers[0]!.length);
    for (let k = 0; k < 3; k++) {
      const weight = next();
      const face = strangers[(at = (at * 31 + 17 + k * 7) % strangers.length)]!;
      for (let i = 0; i < sum.length; i++) sum[i]! += weight * face[i]!;
    }
    at = (at + 1) % strangers.length;
    return normalised(sum);
  };
}

const cosineOfScore = (score: number): number => cosineOfDistance(distanceOfScore(score), TEMPLATE_BITS);

/** Probes strangers' faces, and finds the person from the scores of all of them, however low. */
function withoutFloor(
  oracles: readonly Oracle[],
  strangers: readonly Float32Array[],
  prior: FacePrior,
): ClimbRow {
  const first = { 40: oracles.map(() => Infinity), 60: oracles.map(() => Infinity) };
  for (const probes of [5, 10, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640]) {
    const step = Math.floor(strangers.length / probes);
    const references = Array.from({ length: probes }, (_, i) => strangers[i * step]!);
    const locate = locateBy(prior, references, TEMPLATE_NOISE);
    oracles.forEach((oracle, v) => {
      const found = locate(Float64Array.from(references, (r) => cosineOfScore(oracle(r))));
      const score = oracle(found);
      for (const bar of [40, 60] as const)
        if (score >= bar) first[bar][v] = Math.min(first[bar][v]!, probes + 1);
    });
  }
  return rowOf('every score', first[40], first[60]);
}

/** Climbs from a face that is above the floor, by scores above it; scores below are answered as 0 and tell nothing. */
function climb(
  oracle: Oracle,
  start: Float32Array,
  strangers: readonly Float32Array[],
  prior: FacePrior,
): number {
  const next = normals(11);
  let [best, bestScore] = [start, oracle(start)];
  const references = [best];
  const cosines = [cosineOfScore(bestScore)];
  let probes = 0;
  const probe = (face: Float32Array): number => {
    const score = oracle(face);
    probes++;
    if (score >= FLOOR) {
      references.push(face);
      cosines.push(cosineOfScore(score));
    }
    if (score > bestScore) [best, bestScore] = [face, score];
    return score;
  };
  while (probes < CLIMB && bestScore < MATCH) {
    for (let b = 0; b < BATCH && bestScore < MATCH; b++) {
      const stranger = strangers[Math.floor(Math.abs(next()) * 1e6) % strangers.length]!;
      const away = 0.35 * Math.sign(next());
      probe(normalised(Float64Array.from(best, (v, i) => v + away * stranger[i]!)));
    }
    if (bestScore < MATCH) probe(locateBy(prior, references, TEMPLATE_NOISE)(Float64Array.from(cosines)));
  }
  return bestScore >= MATCH ? probes : Infinity;
}

/** Guesses faces until one is above the floor, and climbs from there. */
function withFloor(
  oracles: readonly Oracle[],
  strangers: readonly Float32Array[],
  prior: FacePrior,
): ClimbRow {
  const mixed = mixer(strangers);
  const guesses = [...strangers, ...Array.from({ length: GUESSES - strangers.length }, mixed)];
  const to40 = oracles.map((oracle) => {
    const hit = guesses.findIndex((guess) => oracle(guess) >= FLOOR);
    return hit < 0 ? Infinity : hit + 1;
  });
  const to60 = oracles.map((oracle, v) =>
    to40[v] === Infinity ? Infinity : to40[v]! + climb(oracle, guesses[to40[v]! - 1]!, strangers, prior),
  );
  return rowOf(`scores from ${FLOOR} on`, to40, to60);
}

const rowOf = (answers: string, to40: readonly number[], to60: readonly number[]): ClimbRow => ({
  answers,
  victims: to40.length,
  to40: median(to40),
  to60: median(to60),
  reached60: Math.round((100 * to60.filter(Number.isFinite).length) / to60.length),
});

/** How many probes it takes to be taken for somebody, with all scores told and with none below the floor. */
export function climbRows(samples: readonly Sample[]): ClimbRow[] {
  const [first, second] = halves(samples);
  const strangers = first.map((s) => s.embedding);
  const prior = facePrior(strangers);
  const projection = projectionOf(testSecret(0));
  const known = new Map<Float32Array, Uint8Array>();
  const template = (face: Float32Array): Uint8Array => {
    const made = known.get(face) ?? projection.template(face);
    known.set(face, made);
    return made;
  };
  const step = Math.floor(second.length / VICTIMS);
  const oracles = Array.from({ length: VICTIMS }, (_, v): Oracle => {
    const enrolled = template(second[v * step]!.embedding);
    return (face) => templateScore(templateDistance(enrolled, template(face)));
  });
  return [withoutFloor(oracles, strangers, prior), withFloor(oracles, strangers, prior)];
}
