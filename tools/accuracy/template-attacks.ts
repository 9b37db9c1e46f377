import { cosineSimilarity } from '../../src/engine/face/score.ts';
import { templateDistance } from '../../src/engine/face/template/distance.ts';
import { projectionOf } from '../../src/engine/face/template/projection.ts';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import calibration from '../../models/face-score-calibration.json' with { type: 'json' };
import { testSecret } from './all-pairs.ts';
import { denseTemplate } from './dense-projection.ts';
import { halves, type Sample } from './lfw-embeddings.ts';
import { cosineOfDistance, facePrior, locateBy, TEMPLATE_NOISE } from './locate.ts';

export interface AttackRow {
  readonly thief: string;
  /** Of what was made of a template, with the embedding that the template is of. */
  readonly cosine: number;
  /** % accepted as the person by comparison with another image, at the scores of 40, 50, 60. */
  readonly passes40: number;
  readonly passes50: number;
  readonly passes60: number;
}

/** A person whose template was stolen, and another image, with which what was made of it is compared. */
interface Victim {
  readonly enrolled: Float32Array;
  readonly more: readonly Float32Array[];
  readonly other: Float32Array;
}

const VICTIMS = 200;
const KNOWN_PAIRS = [10, 30, 100, 300, 1000, 1900];

/** People with two images at least; those with most images first, so that several templates of one can be tried. */
function victimsOf(samples: readonly Sample[]): Victim[] {
  const people = Map.groupBy(samples, (s) => s.person);
  return [...people.values()]
    .filter((images) => images.length > 1)
    .toSorted((p, q) => q.length - p.length)
    .slice(0, VICTIMS)
    .map((images) => {
      const [enrolled, other, ...more] = images.map((s) => s.embedding);
      return { enrolled: enrolled!, other: other!, more: more.slice(0, 4) };
    });
}

const cosineAt = (score: number): number => calibration.cosine.points.find((p) => p.score === score)!.cosine;

function row(
  thief: string,
  victims: readonly Victim[],
  estimate: (victim: Victim) => Float32Array,
): AttackRow {
  const estimates = victims.map(estimate);
  const passes = (score: number): number => {
    const passed = victims.filter((v, i) => cosineSimilarity(v.other, estimates[i]!) >= cosineAt(score));
    return Math.round((1000 * passed.length) / victims.length) / 10;
  };
  const cosines = victims.map((v, i) => cosineSimilarity(v.enrolled, estimates[i]!));
  return {
    thief,
    cosine: Number((cosines.reduce((sum, c) => sum + c, 0) / cosines.length).toFixed(3)),
    passes40: passes(40),
    passes50: passes(50),
    passes60: passes(60),
  };
}

function mean(vectors: readonly Float32Array[]): Float32Array {
  const sum = Float64Array.from(vectors[0]!, (_, i) => vectors.reduce((total, v) => total + v[i]!, 0));
  const norm = Math.hypot(...sum);
  return Float32Array.from(sum, (v) => v / norm);
}

/** Whoever knows faces and their templates measures the angles from them to another template's face. */
function byKnownPairs(
  samples: readonly Sample[],
  victims: readonly Victim[],
  name: string,
  template: (e: Float32Array) => Uint8Array,
): AttackRow[] {
  const known = samples.map((s) => ({ embedding: s.embedding, template: template(s.embedding) }));
  const prior = facePrior(samples.map((s) => s.embedding));
  return KNOWN_PAIRS.map((count) => {
    const step = known.length / count;
    const pairs = Array.from({ length: count }, (_, i) => known[Math.floor(i * step)]!);
    const locate = locateBy(
      prior,
      pairs.map((p) => p.embedding),
      TEMPLATE_NOISE,
    );
    return row(`${count} known faces and templates, ${name}`, victims, (victim) => {
      const stolen = template(victim.enrolled);
      return locate(
        Float64Array.from(pairs, (p) =>
          cosineOfDistance(templateDistance(p.template, stolen), TEMPLATE_BITS),
        ),
      );
    });
  });
}

/** What templates tell of faces, to whom: attackers practise on the people of one half, and rob those of the other. */
export function attackRows(samples: readonly Sample[]): AttackRow[] {
  const [strangers, others] = halves(samples);
  const victims = victimsOf(others);
  const [secret, guessed] = [projectionOf(testSecret(0)), projectionOf(testSecret(1))];
  const robbed = victims.filter((v) => v.more.length >= 3);
  const reading = (v: Victim) => secret.estimate(secret.template(v.enrolled));
  return [
    row('a stranger’s face instead', victims, (v) => strangers[victims.indexOf(v) * 7]!.embedding),
    row('the very image (no theft needed)', victims, (v) => v.enrolled),
    row('no secret: another one guessed', victims, (v) => guessed.estimate(secret.template(v.enrolled))),
    row('no secret: another guessed, mean of 4 or 5 templates', robbed, (v) =>
      mean([v.enrolled, ...v.more].map((e) => guessed.estimate(secret.template(e)))),
    ),
    ...byKnownPairs(strangers, victims, 'no secret', (e) => secret.template(e)),
    ...byKnownPairs(strangers, victims, 'dense matrix', denseTemplate(1)).slice(2),
    row('the secret', victims, reading),
    row('the secret, 4 or 5 templates', robbed, (v) =>
      mean([v.enrolled, ...v.more].map((e) => secret.estimate(secret.template(e)))),
    ),
  ];
}
