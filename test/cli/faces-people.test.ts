import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPeopleOf } from '../../src/app.ts';
import { errorText } from '../../src/cli/error-text.ts';
import { registerFacesCommands } from '../../src/cli/faces/faces.ts';
import { registerGroupsCommands } from '../../src/cli/groups.ts';
import type { OpenPeople } from '../../src/registry/people/people.ts';
import { VaultOnDisk } from '../records/vault-on-disk.ts';
import { owner } from '../registry/people/people-on-disk.ts';
import { told, toldEngine, type ToldFace } from '../support/told-faces.ts';

let folder: string;
let disk: VaultOnDisk;
let people: OpenPeople;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lethe-faces-'));
  disk = await VaultOnDisk.open();
  people = openPeopleOf(disk.vault, disk.clock);
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await people.close();
  await disk[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** A picture with these faces. @returns where it lies */
async function picture(name: string, ...faces: readonly ToldFace[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, Buffer.from(told(...faces), 'base64'));
  return file;
}

/** Runs a command with pictures that are told, on a vault of its own. */
async function lethe(...args: readonly string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  process.exitCode = undefined;
  const program = new Command('lethe').exitOverride().configureOutput({ writeErr: () => undefined });
  const engine = toldEngine();
  registerFacesCommands(
    program,
    async (use) => use(engine),
    (_, use) => use({ owner, people }),
  );
  registerGroupsCommands(program, (_, use) => use({ owner, people }));
  await program.parseAsync(args, { from: 'user' }).catch((error: unknown) => {
    errors.push(errorText(error));
    process.exitCode = 1;
  });
  return { out: lines.join('\n'), error: errors.join('\n'), code: process.exitCode ?? 0 };
}

const enrol = (person: string, ...rest: readonly string[]) =>
  lethe('faces', 'enrol', '--group', 'staff', '--person', person, '--create-group', ...rest);

it('gives a person up to five faces, and refuses those of somebody else', async () => {
  const own = await picture('own.jpg', { who: 'alice' });
  const again = await picture('again.jpg', { who: 'alice', strange: 0.3 });
  const other = await picture('other.jpg', { who: 'bob' });
  const first = await enrol('alice', '--name', 'Alice', own, other, again);
  expect(first.out.split('\n')).toHaveLength(2);
  expect(first.error).toMatch(/other\.jpg: the face is not like those that alice has: [\d.]+, below 60$/);
  expect(first.code).toBe(1);
  expect((await enrol('alice', '--threshold', '0', other, own, again)).code).toBe(0);
  const { faces, name } = await people.person(owner.appId, 'alice');
  expect([faces.length, name]).toEqual([5, 'Alice']);
  const sixth = await enrol('alice', own);
  expect(sixth.error).toMatch(/own\.jpg: A person can have 5 faces at most\.$/);
});

it('makes a group only when it is asked to, and only for a face', async () => {
  const own = await picture('own.jpg', { who: 'alice' });
  const empty = await picture('empty.jpg');
  const refused = await lethe('faces', 'enrol', '--group', 'staff', '--person', 'alice', own);
  expect(refused.error).toMatch(/^There is no group staff in account \d+: --create-group makes it$/);
  expect((await enrol('alice', empty)).error).toMatch(/empty\.jpg: there is no face$/);
  expect((await lethe('groups', 'list')).out).toBe('no group');
  await enrol('alice', own);
  expect((await lethe('groups', 'list')).out).toMatch(/\nstaff +staff +1 +1 +2026-01-15T12:00:00Z$/);
});

it('says what cannot be: ids, another group, another name, a poor face', async () => {
  const own = await picture('own.jpg', { who: 'alice', quality: 30 });
  expect((await enrol('a b', own)).error).toMatch(/^The person id is not valid/);
  expect((await enrol('alice', '--quality', '4', own)).error).toMatch(
    /not as good as --quality 4 asks for \(30 of 100\)/,
  );
  await enrol('alice', '--name', 'Alice', own);
  expect((await enrol('alice', '--name', 'Alicia', own)).error).toMatch(
    /^alice is enrolled already, under another name/,
  );
  const elsewhere = await lethe(
    'faces',
    'enrol',
    '--group',
    'guests',
    '--person',
    'alice',
    '--create-group',
    own,
  );
  expect(elsewhere.error).toBe('alice is enrolled already, in staff');
});

it('finds each face of a picture in several groups, and says nothing of scores below the floor', async () => {
  await enrol('alice', '--name', 'Alice', await picture('a.jpg', { who: 'alice' }));
  await lethe(
    'faces',
    'enrol',
    '--group',
    'guests',
    '--person',
    'bob',
    '--create-group',
    await picture('b.jpg', { who: 'bob' }),
  );
  const crowd = await picture(
    'crowd.jpg',
    { who: 'bob', strange: 0.4, height: 300 },
    { who: 'carol' },
    { who: 'alice' },
  );
  const groups = ['--group', 'staff,guests'];
  const { out, code } = await lethe('faces', 'search', ...groups, '--json', crowd);
  const { faces } = JSON.parse(out) as { faces: { candidates: { personId: string; group: string }[] }[] };
  expect(
    faces.map(({ candidates }) => candidates.map(({ personId, group }) => `${personId} ${group}`)),
  ).toEqual([['bob guests'], [], ['alice staff']]);
  expect(code).toBe(0);
  const table = await lethe('faces', 'search', '--group', 'staff', '--group', 'guests', crowd);
  expect(table.out).toMatch(/1 +10 +20 +bob +bob +guests +\d\d\.\d\d\n +2 +10 +20 +nobody/);
  expect(table.out).toMatch(/among 2 faces at 60: 0\.002 % of the time\.$/);
  expect((await lethe('faces', 'search', '--group', 'staff', '--threshold', '39', crowd)).error).toMatch(
    /expected a number from 40 to 100/,
  );
});

it('goes on after a picture that cannot be read, and stops at a group that is not there', async () => {
  const own = await picture('own.jpg', { who: 'alice' });
  await enrol('alice', own);
  const broken = join(folder, 'broken.jpg');
  await writeFile(broken, 'no picture');
  const { out, error, code } = await lethe('faces', 'search', '--group', 'staff', broken, own);
  expect(out).toContain('alice');
  expect(error).toMatch(/broken\.jpg: not a told picture$/);
  expect(code).toBe(1);
  const nowhere = await lethe('faces', 'search', '--group', 'staff,nobody', own);
  expect(nowhere.error).toMatch(/^There is no group nobody in account/);
});

it('renews the templates of a group, which are found as before', async () => {
  const own = await picture('own.jpg', { who: 'alice' });
  await enrol('alice', own);
  expect((await lethe('groups', 'renew', 'staff', '--dry-run')).out).toMatch(
    /^1 template of staff would be made anew\./,
  );
  const before = await people.facesOf(owner.appId, 'alice');
  expect((await lethe('groups', 'renew', 'staff')).out).toMatch(/^1 template of staff was made anew/);
  const after = await people.facesOf(owner.appId, 'alice');
  expect(after.map(({ faceId }) => faceId)).toEqual(before.map(({ faceId }) => faceId));
  expect(after[0]?.secret).not.toEqual(before[0]?.secret);
  expect((await lethe('faces', 'search', '--group', 'staff', own)).out).toContain('alice');
  expect((await lethe('groups', 'renew', 'guests')).error).toBe('There is no such group.');
});

it('compares nothing where a picture has no face, and tells of both pictures', async () => {
  const [empty, none] = [await picture('empty.jpg'), join(folder, 'none.jpg')];
  const { out, error, code } = await lethe('faces', 'compare', empty, none);
  expect([out, code]).toEqual(['', 1]);
  expect(error).toMatch(/empty\.jpg: there is no face\n.*none\.jpg: .*no such file/);
});
