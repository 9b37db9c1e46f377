import type { Command } from 'commander';
import { recastFace } from '../features/iai/face-templates.ts';
import { requireGroupId } from '../features/iai/names.ts';
import { refusing } from '../features/iai/people-refusals.ts';
import type { FaceGroup } from '../registry/people/types.ts';
import { columns, instantText } from './columns.ts';
import { countingLine } from './counting-line.ts';
import type { AccountPeople, WithPeople } from './with-people.ts';

const PAGE = 1000;

async function groupsOf({ owner: { appId }, people }: AccountPeople): Promise<readonly FaceGroup[]> {
  const all: FaceGroup[] = [];
  for (;;) {
    const { groups, total } = await people.groups(appId, { offset: all.length, limit: PAGE });
    all.push(...groups);
    if (groups.length === 0 || all.length >= total) return all;
  }
}

const HEADS = ['group', 'name', 'people', 'faces', 'made'];

async function list(account: AccountPeople, { json }: { json?: boolean }): Promise<void> {
  const { owner, people } = account;
  const rows = [];
  for (const group of await groupsOf(account))
    rows.push({ ...group, ...(await people.counts(owner.appId, group.groupId)) });
  if (json) return console.log(JSON.stringify(rows, null, 2));
  const cells = rows.map((row) => [
    ...[row.groupId, row.name, String(row.people), String(row.faces), instantText(row.createdAt)],
  ]);
  console.log(cells.length === 0 ? 'no group' : columns(HEADS, cells));
}

/** As measured, docs/templates.md: "Renewal". */
const COST = [
  'What that costs: templates are made anew of the old ones, not of faces, and lose a little each time. Of pairs of',
  'one person 93 % scored 60 or more with fresh templates, 91 % after one renewal, 88 % after two, 76 % after five.',
  'After several, enrol anew. What was stolen before cannot be compared with the new templates; faces stay what they are.',
].join('\n');

const templatesText = (count: number): string => `${count} template${count === 1 ? '' : 's'}`;

async function renew(
  { owner: { appId }, people }: AccountPeople,
  groupId: string,
  { dryRun = false }: { dryRun?: boolean },
): Promise<void> {
  const { faces } = await people.counts(appId, groupId);
  if (dryRun) return console.log(`${templatesText(faces)} of ${groupId} would be made anew.\n${COST}`);
  const line = countingLine(faces, 'templates');
  let done = 0;
  const count = await people
    .renewGroup(appId, groupId, (template, from, to) => {
      line.show(++done);
      return recastFace(template, from, to);
    })
    .finally(() => line.clear());
  console.log(
    `${templatesText(count)} of ${groupId} ${count === 1 ? 'was' : 'were'} made anew, under a new secret.`,
  );
  console.log(COST);
}

/** `lethe groups list|renew GROUP`. */
export function registerGroupsCommands(program: Command, withPeople: WithPeople): void {
  const groups = program.command('groups').description('groups of people whose faces are compared');
  groups
    .command('list')
    .description('groups of an account, with how many are in them')
    .option('--app <appid>', 'the account; without it the only one')
    .option('--json', 'as JSON')
    .action((options: { app?: string; json?: boolean }) =>
      withPeople(options.app, (account) => refusing(() => list(account, options))),
    );
  groups
    .command('renew')
    .description('make the templates of a group anew under a new secret, and destroy the old one')
    .argument('<group>', 'id of the group; nobody should be enrolled in it meanwhile')
    .option('--app <appid>', 'the account; without it the only one')
    .option('--dry-run', 'only say how many, and what it costs')
    .action((group: string, options: { app?: string; dryRun?: boolean }) =>
      withPeople(options.app, (account) => refusing(() => renew(account, requireGroupId(group), options))),
    );
}
