import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TEMPLATE_BITS } from '../../../src/engine/face/template/types.ts';
import {
  bestScore,
  faceMaker,
  fusedScore,
  projectionsHeld,
  recastFace,
  type ComparableFace,
} from '../../../src/features/iai/face-templates.ts';
import { toldEmbedding } from '../../support/told-faces.ts';

const secret = randomBytes(32);
const face = (strange = 0, who = 'ann') => faceMaker(toldEmbedding({ who, strange }));
const kept = (groupId: string, of: Uint8Array, ...strange: readonly number[]): ComparableFace[] =>
  strange.map((s) => ({ groupId, faceId: String(s), template: face(s)(of), secret: of }));

describe('templates of faces', () => {
  it('are as long as templates are, and others under another secret', () => {
    const [one, other] = [face()(secret), face()(randomBytes(32))];
    expect(one).toHaveLength(TEMPLATE_BITS / 8);
    expect(face()(secret)).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('are made by projections of which few are held', () => {
    for (let i = 0; i < 140; i++) face()(randomBytes(32));
    expect(projectionsHeld()).toBe(128);
    // What was dropped is made anew, and is the same.
    expect(bestScore(face(), kept('g', secret, 0))).toBe(100);
  });

  it('made of others are near those made of the face', () => {
    const to = randomBytes(32);
    const template = recastFace(face()(secret), secret, to);
    expect(bestScore(face(), [{ groupId: 'g', faceId: '1', template, secret: to }])).toBeGreaterThan(70);
  });
});

describe('scores against a person', () => {
  it('are those of the best face', () => {
    expect(bestScore(face(1), kept('g', secret, 0, 1, 2))).toBe(100);
    expect(bestScore(face(0, 'bob'), kept('g', secret, 0, 1))).toBeLessThan(40);
    expect(bestScore(face(), [])).toBe(0);
  });

  it('are those of all faces as one: nearer to the person than any of them', () => {
    const faces = kept('g', secret, 1.1, 1.2, 1.3);
    expect(fusedScore(face(), faces)).toBeGreaterThan(bestScore(face(), faces));
    expect(fusedScore(face(0, 'bob'), faces)).toBeLessThan(40);
    expect(fusedScore(face(), faces.slice(0, 1))).toBe(bestScore(face(), faces.slice(0, 1)));
  });
});
