import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { facePhotos } from '../material/faces.ts';
import { runLethe } from '../support/run-lethe.ts';

let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-faces-'));
  env = { LETHE_DATA: join(folder, 'data'), LETHE_LOG_LEVEL: 'error' };
  const { personA, group } = await facePhotos();
  await writeFile(join(folder, 'a1.jpg'), personA[0]);
  await writeFile(join(folder, 'a2.jpg'), personA[1]);
  await writeFile(join(folder, 'group.jpg'), group);
});
afterAll(() => rm(folder, { recursive: true }));

const lethe = (...args: string[]) => runLethe(args, { cwd: folder, env });

it('enrols a person, finds the person, renews the group, and finds nobody once the person is erased', () => {
  const search = ['faces', 'search', '--group', 'staff'];
  lethe('account', 'create', '--name', 'tests');
  const enrolled = lethe(
    ...['faces', 'enrol', '--group', 'staff', '--create-group', '--person', 'alice'],
    ...['--name', 'Alice Example', 'a1.jpg'],
  );
  expect([enrolled.error, enrolled.code]).toEqual(['', 0]);
  expect(enrolled.out).toMatch(/^a1\.jpg: face \d+ of alice in staff, quality \d+ of 100\n$/);

  const renewed = lethe('groups', 'renew', 'staff');
  expect(renewed.out).toMatch(/^1 template of staff was made anew[^]*What that costs/);

  const found = lethe(...search, 'a2.jpg', 'group.jpg', '--overlay', 'names.png');
  const [ofAlice, ofGroup] = found.out.split('== group.jpg');
  expect(ofAlice).toMatch(/alice +Alice Example +staff +\d\d\.\d\d\n/);
  expect(ofGroup?.match(/nobody/g)).toHaveLength(4);
  expect(existsSync(join(folder, 'names-2.png'))).toBe(true);

  const erased = lethe('erase', '--person', 'alice');
  expect(erased.out).toContain('nothing is left');
  const after = lethe(...search, 'a2.jpg');
  expect([after.out, after.error, after.code]).toEqual(['', 'Nobody is enrolled there\n', 1]);
});
