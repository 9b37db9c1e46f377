import { expect, test } from 'vitest';
import { findCycle, type SourceFile } from './imports.ts';
import { arrowOf } from './rules.ts';

const follows = (from: string, to: string, typesOnly = false): string | undefined =>
  arrowOf({ from, to, own: true, typesOnly });

test.each([
  ['engine/pool.ts', 'records/vault.ts'],
  ['storage/objects/folder.ts', 'records/types.ts'],
  ['policy/decide.ts', 'storage/entries.ts'],
  ['features/ocr/read.ts', 'http/server.ts'],
  ['lib/clock.ts', 'policy/types.ts'],
])('%s may not import %s, not even its types', (from, to) => {
  expect(follows(from, to)).toBeUndefined();
  expect(follows(from, to, true)).toBeUndefined();
});

test('an arrow for types allows types alone', () => {
  expect(follows('features/action.ts', 'records/types.ts', true)).toBe('features -> records (types)');
  expect(follows('features/action.ts', 'records/vault.ts')).toBeUndefined();
});

test('app may use every part, and every part lib', () => {
  expect(follows('app.ts', 'storage/entries.ts')).toBe('app -> *');
  expect(follows('storage/entries.ts', 'lib/clock.ts')).toBe('* -> lib');
});

const file = (path: string, to: string, typesOnly = false): SourceFile => ({
  path,
  text: '',
  lines: 0,
  imports: [{ from: path, to, own: true, typesOnly }],
  isBarrel: false,
});

test('a circle is found, unless types alone close it', () => {
  const [a, b] = [file('a.ts', 'b.ts'), file('b.ts', 'c.ts')];
  expect(findCycle([a, b, file('c.ts', 'a.ts')])).toEqual(['a.ts', 'b.ts', 'c.ts', 'a.ts']);
  expect(findCycle([a, b, file('c.ts', 'a.ts', true)])).toBeUndefined();
});
