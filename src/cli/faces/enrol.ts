import type { Command } from 'commander';
import type { Engine } from '../../engine/jobs.ts';
import { bestScore, faceMaker } from '../../features/iai/face-templates.ts';
import { FACE_MODEL_VERSION } from '../../features/iai/fields.ts';
import { requireGroupId, requirePersonId, requireText } from '../../features/iai/names.ts';
import { isRefusal, refusing } from '../../features/iai/people-refusals.ts';
import { MATCH_SCORE } from '../../features/iai/probe-budget.ts';
import type { FaceMaker, Person } from '../../registry/people/types.ts';
import { eachFile } from '../error-text.ts';
import type { WithEngine } from '../read/read.ts';
import type { AccountPeople, WithPeople } from '../with-people.ts';
import { lookAtOne, type LookedOne } from './look.ts';
import { numberBetween } from './numbers.ts';

interface EnrolOptions {
  readonly group: string;
  readonly person: string;
  readonly name?: string;
  readonly app?: string;
  readonly createGroup?: boolean;
  readonly json?: boolean;
  readonly rotate?: boolean;
  readonly quality: number;
  readonly threshold: number;
}

const MOST_FACES = 5;
/** The name of a group that is made here: its id, as far as a name may be long. */
const LONGEST_NAME = 60;

/** What is asked for, or null when it is not there. */
const orNull = <T>(asked: Promise<T>): Promise<T | null> =>
  asked.catch((error: unknown) => {
    if (isRefusal(error) && /-missing$/.test(error.reason)) return null;
    throw error;
  });

/** Refuses what cannot be done whatever is in the pictures. @returns who has the id already */
async function requirePlace(
  { owner: { appId }, people }: AccountPeople,
  { group, person, name, createGroup = false }: EnrolOptions,
): Promise<Person | null> {
  const isThere = (await orNull(people.group(appId, group))) !== null;
  if (!isThere && !createGroup)
    throw new Error(`There is no group ${group} in account ${appId}: --create-group makes it`);
  const known = await orNull(people.person(appId, person));
  if (!known) return null;
  if (!known.groups.some(({ groupId }) => groupId === group))
    throw new Error(`${person} is enrolled already, in ${known.groups.map((one) => one.groupId).join(', ')}`);
  if (name !== undefined && name !== known.name)
    throw new Error(`${person} is enrolled already, under another name: leave --name out`);
  return known;
}

async function requireGroup({ owner, people }: AccountPeople, groupId: string): Promise<void> {
  if ((await orNull(people.group(owner.appId, groupId))) !== null) return;
  const name = groupId.slice(0, LONGEST_NAME);
  const modelVersion = FACE_MODEL_VERSION;
  await people.createGroup(owner, { groupId, name, tag: '', descriptionFields: [], modelVersion });
}

/** One more face of somebody who is enrolled, if it is like the others. @returns its id */
async function addFace(
  { owner: { appId }, people }: AccountPeople,
  maker: FaceMaker,
  { person, threshold }: EnrolOptions,
): Promise<string> {
  const score = bestScore(maker, await people.facesOf(appId, person));
  if (score < threshold)
    throw new Error(`the face is not like those that ${person} has: ${score.toFixed(1)}, below ${threshold}`);
  const [faceId] = await people.addFaces(appId, person, [maker]);
  if (typeof faceId !== 'string') throw new Error(`${person} has ${MOST_FACES} faces already`);
  return faceId;
}

function print(file: string, faceId: string, { result, face }: LookedOne, options: EnrolOptions): void {
  const { group, person } = options;
  const quality = Math.round(face.quality?.score ?? 0);
  if (options.json) return console.log(JSON.stringify({ file, group, person, faceId, quality }));
  const several = result.faces.length > 1 ? `; the largest of ${result.faces.length} faces` : '';
  console.log(`${file}: face ${faceId} of ${person} in ${group}, quality ${quality} of 100${several}`);
}

async function enrol(
  engine: Pick<Engine, 'findFaces'>,
  account: AccountPeople,
  files: readonly string[],
  options: EnrolOptions,
): Promise<void> {
  const { owner, people } = account;
  const personId = requirePersonId(options.person);
  const groupId = requireGroupId(options.group);
  const name = requireText(options.name ?? personId.slice(0, LONGEST_NAME), 'personName');
  if (files.length > MOST_FACES) throw new Error(`A person can have ${MOST_FACES} faces at most`);
  let isKnown = (await requirePlace(account, options)) !== null;
  await eachFile(files, async (file) => {
    const looked = await lookAtOne(engine, file, options);
    const maker = faceMaker(looked.embedding);
    const faceId = await refusing(async () => {
      if (isKnown) return addFace(account, maker, options);
      await requireGroup(account, groupId);
      const person = { personId, name, gender: 0, groupId, descriptions: new Map<number, string>() } as const;
      return (await people.createPerson(owner, person, maker)).faceId;
    });
    isKnown = true;
    print(file, faceId, looked, options);
  });
}

/** `lethe faces enrol --group G --person P [--name N] [--create-group] [--app APPID] FILE...` */
export function registerEnrol(faces: Command, withEngine: WithEngine, withPeople: WithPeople): void {
  faces
    .command('enrol')
    .description('file a person with the largest face of each picture; templates are kept, pictures are not')
    .argument('<files...>', `1 to ${MOST_FACES} pictures of the person; - for the standard input`)
    .requiredOption('--group <group>', 'id of the group that the person comes into')
    .requiredOption('--person <person>', 'id of the person; one who is in the group gets more faces')
    .option('--name <name>', 'name of the person; without it the id')
    .option('--create-group', 'make the group if it is not there')
    .option('--app <appid>', 'the account; without it the only one')
    .option(
      '--threshold <score>',
      'how alike further faces of the person have to be; 0: however',
      numberBetween(0, 100),
      MATCH_SCORE,
    )
    .option('--quality <level>', 'as QualityControl of the API', numberBetween(0, 4, { whole: true }), 0)
    .option('--rotate', 'also try the pictures turned by 90, 180 and 270 degrees')
    .option('--json', 'one line of JSON for each face')
    .action((files: string[], options: EnrolOptions) =>
      withPeople(options.app, (account) => withEngine((engine) => enrol(engine, account, files, options))),
    );
}
