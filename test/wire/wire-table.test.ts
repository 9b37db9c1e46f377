import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wireTable, wireTables } from '../../tools/generate-wire-table.ts';
import { ownActions } from '../../tools/own-services.ts';

test('docs/wire.md is up to date', () => {
  const written = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'wire.md'), 'utf8');
  expect(written, 'run tools/generate-wire-table.ts').toBe(wireTable());
});

test('counts as both editions of the SDK have them', () => {
  const counts = wireTables().map(({ service, mainland, international }) => [
    service,
    mainland,
    international,
  ]);
  expect(counts).toEqual([
    ['ocr', 80, 41],
    ['iai', 35, 29],
    ['asr', 33, 2],
    ['faceid', 0, 14],
  ]);
});

test('everything that is served of these services is an action that an SDK knows', () => {
  for (const { rows } of wireTables())
    for (const { action, mainland, international } of rows)
      expect(mainland || international, action).toBe(true);
});

test('every action of our own says in one line what it does', () => {
  expect(ownActions().length).toBeGreaterThan(0);
  for (const { name, doc } of ownActions()) expect(doc, name).toMatch(/^[A-Z][^|]{20,300}\.$/);
});
