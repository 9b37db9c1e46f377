import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { templateDistance } from '../../../src/engine/face/template/distance.ts';
import {
  projectionOf,
  projectionOfLength,
  rotationsOf,
} from '../../../src/engine/face/template/projection.ts';
import { TEMPLATE_BITS } from '../../../src/engine/face/template/types.ts';
import { embeddings, near } from './embeddings.ts';

const secret = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);

test('a secret makes the same bits for ever', () => {
  const embedding = Float32Array.from({ length: 512 }, (_, i) => (((i * 7919) % 1009) - 504) / 1024);
  const hash = (fill: number): string =>
    createHash('sha256')
      .update(projectionOf(secret(fill)).template(embedding))
      .digest('hex');
  expect(hash(0)).toBe('5def49c3b5c4c40edf6f520f13509cd04b6241a68d5934a927b4ac0036eea429');
  expect(hash(255)).toBe('894b18836f5f9bf937319c4e990b5c153372f6c1006af731d8a7f477d9b556ec');
});

test('a template has 2048 bits, about half of them set', () => {
  const template = projectionOf(secret(1)).template(embeddings(1)[0]!);
  expect(template.length).toBe(TEMPLATE_BITS / 8);
  const ones = templateDistance(template, new Uint8Array(TEMPLATE_BITS / 8));
  expect(Math.abs(ones - TEMPLATE_BITS / 2)).toBeLessThan(150);
});

test('rotations keep lengths and angles, and their transpose undoes them', () => {
  const [p, q] = embeddings(2).map((v) => Float64Array.from(v));
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  for (const rotation of rotationsOf(secret(2), TEMPLATE_BITS)) {
    const [a, b] = [p!.slice(), q!.slice()];
    rotation.apply(a);
    rotation.apply(b);
    expect(dot(a, a)).toBeCloseTo(1, 6);
    expect(dot(a, b)).toBeCloseTo(dot(p!, q!), 9);
    rotation.applyTransposed(a);
    a.forEach((v, i) => expect(v).toBeCloseTo(p![i]!, 9));
  }
});

test('templates of one secret differ in proportion to the angle', () => {
  const projection = projectionOf(secret(3));
  const [vector, ...others] = embeddings(9);
  for (const cosine of [0.9, 0.6, 0.3, 0]) {
    const distances = others.map((other) =>
      templateDistance(projection.template(vector!), projection.template(near(vector!, other, cosine))),
    );
    const mean = distances.reduce((sum, d) => sum + d, 0) / distances.length;
    expect(Math.abs(mean / TEMPLATE_BITS - Math.acos(cosine) / Math.PI)).toBeLessThan(0.02);
  }
});

test('templates of two secrets are as far apart as those of strangers, even of one embedding', () => {
  for (const [i, embedding] of embeddings(8).entries()) {
    const [p, q] = [secret(i), secret(i + 100)].map((s) => projectionOf(s).template(embedding));
    expect(Math.abs(templateDistance(p!, q!) - TEMPLATE_BITS / 2)).toBeLessThan(120);
  }
});

test('one bit of the secret changes everything', () => {
  const other = secret(4);
  other[31]! ^= 1;
  const [p, q] = [secret(4), other].map((s) => projectionOf(s).template(embeddings(1)[0]!));
  expect(Math.abs(templateDistance(p!, q!) - TEMPLATE_BITS / 2)).toBeLessThan(120);
});

test('shorter templates are the beginnings of longer ones', () => {
  const [embedding] = embeddings(1);
  const [short, long] = [512, 2048].map((bits) => projectionOfLength(secret(5), bits).template(embedding!));
  expect(long!.subarray(0, 64)).toEqual(short);
});

test('secrets, embeddings and templates of other lengths are refused', () => {
  expect(() => projectionOf(new Uint8Array(31))).toThrow(RangeError);
  expect(() => projectionOf(secret(0)).template(new Float32Array(511))).toThrow(RangeError);
  expect(() => projectionOf(secret(0)).estimate(new Uint8Array(255))).toThrow(RangeError);
  expect(() => templateDistance(new Uint8Array(256), new Uint8Array(255))).toThrow(RangeError);
});
