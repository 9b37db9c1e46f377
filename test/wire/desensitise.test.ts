import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { desensitise, mark } from '../../src/features/desensitise.ts';
import { carries, harmless } from '../../src/features/personal-data.ts';

describe('desensitise', () => {
  test('denies by default', () => {
    const schema = z.object({
      Name: z.string(),
      Age: z.number(),
      Married: z.boolean(),
      Tags: z.array(z.string()),
    });
    const value = { Name: 'Ann', Age: 41, Married: true, Tags: ['a', 'b'], Extra: 'x' };
    expect(desensitise(schema, value)).toEqual({
      Name: '<text>',
      Age: '<number>',
      Married: '<boolean>',
      Tags: ['<text>', '<text>'],
    });
  });

  test('writes what is harmless, through wrappers and refinements', () => {
    const schema = z.object({
      A: harmless(z.enum(['x', 'y'])).optional(),
      B: harmless(z.int().optional()),
      C: harmless(z.string()).max(4).default('d'),
      D: z.array(harmless(z.number())),
      E: harmless(z.object({ X: z.int(), Y: carries('face.images', z.string()) })),
      F: harmless(z.string()).nullable(),
    });
    const value = { A: 'x', B: 3, C: 'four', D: [1, 2], E: { X: 1, Y: 'face', Z: 'odd' }, F: null };
    expect(desensitise(schema, value)).toEqual({
      A: 'x',
      B: 3,
      C: 'four',
      D: [1, 2],
      E: { X: 1, Y: '<text>' },
    });
  });

  test('withholds a harmless value that is not what it should be', () => {
    const schema = z.object({ Mode: harmless(z.enum(['a', 'b'])), Page: harmless(z.int().max(9)) });
    expect(desensitise(schema, { Mode: 'Ann Smith', Page: 123456789 })).toEqual({
      Mode: '<text>',
      Page: '<number>',
    });
    expect(desensitise(schema, { Mode: { a: 'Ann' }, Page: ['Ann'] })).toEqual({
      Mode: '<object>',
      Page: '<list of 1>',
    });
    expect(desensitise(schema, 'Ann')).toBe('<text>');
    expect(desensitise(schema, null)).toBeNull();
  });

  test('a value of the category that it is written to may appear there, and only there', () => {
    const schema = z.object({
      Score: carries('face.running-log', z.number()),
      Face: carries('face.features', z.number()),
    });
    const value = { Score: 61.5, Face: 3 };
    expect(desensitise(schema, value)).toEqual({ Score: '<number>', Face: '<number>' });
    expect(desensitise(schema, value, { category: 'face.running-log' })).toEqual({
      Score: 61.5,
      Face: '<number>',
    });
  });

  test('unions, records and lazy schemas', () => {
    const inner = z.object({ Kind: harmless(z.literal('k')), Text: z.string() });
    const schema = z.object({
      U: z.union([inner, z.string()]),
      R: z.record(z.string(), z.string()),
      L: z.lazy(() => inner),
    });
    const value = { U: { Kind: 'k', Text: 't' }, R: { 'Ann Smith': 'x' }, L: { Kind: 'k', Text: 't' } };
    expect(desensitise(schema, value)).toEqual({
      U: { Kind: 'k', Text: '<text>' },
      R: '<object>',
      L: { Kind: 'k', Text: '<text>' },
    });
  });

  test('long lists are cut', () => {
    const schema = z.array(z.string());
    const written = desensitise(
      schema,
      Array.from({ length: 100 }, () => 'x'),
    ) as string[];
    expect(written).toHaveLength(33);
    expect(written.at(-1)).toBe('<68 more>');
  });

  test('names of properties are never taken from the value', () => {
    const hostile = JSON.parse('{"__proto__": {"Name": "Ann"}, "constructor": "Ann"}') as object;
    expect(desensitise(z.object({ Name: z.string() }), hostile)).toEqual({});
  });
});

describe('mark', () => {
  test('does not tell short texts apart', () => {
    for (const text of ['', 'Li', 'Zhang Xiaoming', 'x'.repeat(64)]) expect(mark(text)).toBe('<text>');
    expect(mark('word '.repeat(40))).toBe('<text up to 256>');
  });

  test('tells a file’s type and rough size', () => {
    const file = (start: string, bytes: number): string =>
      Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(bytes, 1)]).toString('base64');
    expect(mark(file('ffd8ffe0', 34_000))).toBe('<base64 jpeg 34 KiB>');
    expect(mark(file('89504e470d0a', 500))).toBe('<base64 png 1 KiB>');
    expect(mark(file('00000000', 5_000))).toBe('<base64 5 KiB>');
    expect(mark(new Uint8Array(2048))).toBe('<bytes 2 KiB>');
  });
});
