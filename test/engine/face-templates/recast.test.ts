import { expect, test } from 'vitest';
import { cosineSimilarity } from '../../../src/engine/face/score.ts';
import { templateDistance } from '../../../src/engine/face/template/distance.ts';
import { projectionOf } from '../../../src/engine/face/template/projection.ts';
import { recast } from '../../../src/engine/face/template/recast.ts';
import { TEMPLATE_BITS } from '../../../src/engine/face/template/types.ts';
import { embeddings } from './embeddings.ts';

const secret = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

test('a template tells its embedding to who has the secret, and nothing to who guesses another', () => {
  for (const embedding of embeddings(10)) {
    const template = projectionOf(secret(1)).template(embedding);
    expect(cosineSimilarity(projectionOf(secret(1)).estimate(template), embedding)).toBeGreaterThan(0.94);
    expect(Math.abs(cosineSimilarity(projectionOf(secret(2)).estimate(template), embedding))).toBeLessThan(
      0.25,
    );
  }
});

test('an estimate has the length one and nearly all bits of its template', () => {
  const projection = projectionOf(secret(1));
  for (const embedding of embeddings(5)) {
    const template = projection.template(embedding);
    const estimate = projection.estimate(template);
    expect(cosineSimilarity(estimate, estimate)).toBeCloseTo(1, 5);
    expect(templateDistance(projection.template(estimate), template)).toBeLessThan(0.06 * TEMPLATE_BITS);
  }
});

test('a recast template is near the fresh one of the new secret, and as far from the old one as any', () => {
  for (const embedding of embeddings(5)) {
    const [from, to] = [projectionOf(secret(1)), projectionOf(secret(2))];
    const made = recast(from.template(embedding), secret(1), secret(2));
    expect(templateDistance(made, to.template(embedding)) / TEMPLATE_BITS).toBeLessThan(0.12);
    expect(Math.abs(templateDistance(made, from.template(embedding)) - TEMPLATE_BITS / 2)).toBeLessThan(130);
  }
});
