import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Engine } from '../../engine/jobs.ts';
import type { DetectedFace } from '../../engine/types.ts';
import { SMALLEST_FACE } from '../../features/iai/find-faces.ts';
import { requireGroupId } from '../../features/iai/names.ts';
import { isRefusal } from '../../features/iai/people-refusals.ts';
import { MATCH_SCORE, SCORE_FLOOR } from '../../features/iai/probe-budget.ts';
import { nearestPeople, type FoundPerson } from '../../features/iai/search-people.ts';
import { columns } from '../columns.ts';
import { eachFile } from '../error-text.ts';
import { numbered, type WithEngine } from '../read/read.ts';
import type { AccountPeople, WithPeople } from '../with-people.ts';
import { boxOf } from './face-marks.ts';
import { faceJson, sizeText } from './face-text.ts';
import { searchBoundText } from './search-bound.ts';
import { lookAtFile } from './look.ts';
import { numberBetween } from './numbers.ts';

interface SearchOptions {
  readonly group: readonly string[];
  readonly app?: string;
  readonly threshold: number;
  readonly limit: number;
  readonly max: number;
  readonly rotate?: boolean;
  readonly json?: boolean;
  readonly overlay?: string;
}

interface Candidate extends FoundPerson {
  readonly group: string;
  readonly name: string;
}

interface Searched {
  readonly face: DetectedFace;
  /** Most alike first. */
  readonly candidates: readonly Candidate[];
}

async function candidatesFor(
  { embedding }: DetectedFace,
  { owner: { appId }, people }: AccountPeople,
  { group: groups, threshold, limit }: SearchOptions,
): Promise<readonly Candidate[]> {
  if (!embedding) return [];
  const found = await nearestPeople(embedding, { groups, persons: limit, threshold }, { appId, people });
  const hits = [...found].flatMap(([group, ofGroup]) => ofGroup.map((one) => ({ ...one, group })));
  const named = await Promise.all(
    hits.map(async (hit) => {
      const person = await people.person(appId, hit.personId).catch((error: unknown) => {
        // Whoever goes meanwhile is found no more.
        if (isRefusal(error)) return null;
        throw error;
      });
      return person ? [{ ...hit, name: person.name }] : [];
    }),
  );
  return named
    .flat()
    .sort((p, q) => q.score - p.score)
    .slice(0, limit);
}

const HEADS = ['face', 'left', 'top', 'person', 'name', 'group', 'score'];

const rowsOf = ({ face, candidates }: Searched, index: number): string[][] => {
  const place = [String(index + 1), String(Math.round(face.x)), String(Math.round(face.y))];
  if (candidates.length === 0) return [[...place, 'nobody', '', '', '']];
  return candidates.map(({ personId, name, group, score }, rank) => [
    ...(rank === 0 ? place : ['', '', '']),
    ...[personId, name, group, score.toFixed(2)],
  ]);
};

const searchedJson = (file: string, searched: readonly Searched[]): string =>
  JSON.stringify({
    file,
    faces: searched.map(({ face, candidates }) => ({ ...faceJson(face), candidates })),
  });

const markOf = ({ face, candidates: [best] }: Searched, index: number) =>
  best
    ? boxOf(face, `${best.name} ${best.score.toFixed(0)}`, 'known')
    : boxOf(face, `${index + 1}: nobody`, 'other');

async function requireGroups(
  { owner: { appId }, people }: AccountPeople,
  groups: readonly string[],
): Promise<number> {
  let faces = 0;
  for (const group of groups.map(requireGroupId))
    try {
      faces += (await people.counts(appId, group)).faces;
    } catch (error) {
      throw isRefusal(error) ? new Error(`There is no group ${group} in account ${appId}`) : error;
    }
  if (faces === 0) throw new Error('Nobody is enrolled there');
  return faces;
}

async function search(
  engine: Engine,
  account: AccountPeople,
  files: readonly string[],
  options: SearchOptions,
): Promise<void> {
  const enrolled = await requireGroups(account, options.group);
  let pictures = 0;
  await eachFile(files, async (file) => {
    const { image, result } = await lookAtFile(engine, file, {
      ...{ maxFaces: options.max, minFaceSize: SMALLEST_FACE, rotate: options.rotate === true },
      embed: 'careful',
    });
    const searched: Searched[] = [];
    for (const face of result.faces)
      searched.push({ face, candidates: await candidatesFor(face, account, options) });
    if (options.json) console.log(searchedJson(file, searched));
    else {
      if (files.length > 1) console.log(`== ${file}: ${sizeText(result)}`);
      console.log(searched.length === 0 ? 'no face' : columns(HEADS, searched.flatMap(rowsOf)));
    }
    if (options.overlay === undefined) return;
    const picture = { image, faces: searched.map(markOf) };
    await writeFile(numbered(options.overlay, pictures++), await engine.drawFaces({ pictures: [picture] }));
  });
  if (!options.json) console.log(searchBoundText(options.threshold, enrolled));
}

const oneMore = (value: string, before: readonly string[] = []): readonly string[] => [
  ...new Set([...before, ...value.split(',')]),
];

/** `lethe faces search --group G... [--threshold S] [--limit N] [--json] [--overlay OUT.png] FILE...|-` */
export function registerSearch(faces: Command, withEngine: WithEngine, withPeople: WithPeople): void {
  faces
    .command('search')
    .description('who of the people of groups is in pictures; the pictures leave nothing')
    .argument('<files...>', 'PNG, JPEG, BMP, GIF, TIFF or WebP; - for the standard input')
    .requiredOption('--group <group>', 'whom to look among; several as a,b or given more than once', oneMore)
    .option('--app <appid>', 'the account; without it the only one')
    .option(
      '--threshold <score>',
      'least score that is a finding; larger groups need higher ones',
      numberBetween(SCORE_FLOOR, 100),
      MATCH_SCORE,
    )
    .option(
      '--limit <number>',
      'people to name for each face, 1 to 100',
      numberBetween(1, 100, { whole: true }),
      1,
    )
    .option('--max <number>', 'faces of a picture, 1 to 120', numberBetween(1, 120, { whole: true }), 120)
    .option('--rotate', 'also try the picture turned by 90, 180 and 270 degrees')
    .option('--json', 'one line of JSON for each picture')
    .option('--overlay <file>', 'draw boxes and names over the picture; PNG, numbered when there are several')
    .action((files: string[], options: SearchOptions) =>
      withPeople(options.app, (account) => withEngine((engine) => search(engine, account, files, options))),
    );
}
