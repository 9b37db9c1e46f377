import type { Clock } from '../../lib/clock.ts';
import type { Vault } from '../../records/types.ts';
import type { CodeSets } from '../../storage/vectors/types.ts';
import { Enrolment } from './enrolment.ts';
import { FaceSearch } from './face-search.ts';
import { GoneGroups } from './gone-groups.ts';
import { Groups } from './groups.ts';
import { KeptTemplates } from './kept-templates.ts';
import { Leaving } from './leaving.ts';
import type { PeopleLimits } from './limits.ts';
import { MemberCounts } from './member-counts.ts';
import { PeopleLocks } from './people-locks.ts';
import { Persons } from './persons.ts';
import { Renewal } from './renewal.ts';
import { groupSubject } from './subjects.ts';
import { TemplateSets } from './template-sets.ts';
import type { People } from './types.ts';

export interface PeopleOptions {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly sets: CodeSets;
  /** Bits of a template. */
  readonly templateBits: number;
  /** What the templates of groups may take in memory; those that were not searched for longest are dropped. */
  readonly memoryBytes?: number;
  /** Absent: those of the API. */
  readonly limits?: PeopleLimits;
  /** What went wrong in the background; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

export interface OpenPeople extends People {
  close(): Promise<void>;
}

/** Three million templates of 2,048 bits, and as much again. */
const MEMORY_BYTES = 1_600_000_000;

/** People as records of a vault, and their templates in sets that are searched; `sets` are closed with it. */
export const openPeople = ({
  vault,
  clock,
  sets,
  templateBits,
  memoryBytes = MEMORY_BYTES,
  limits,
  onError = () => undefined,
}: PeopleOptions): OpenPeople => {
  const locks = new PeopleLocks();
  const groups = new Groups(vault, clock, locks, limits);
  const persons = new Persons(vault, clock, locks, groups);
  const templateSets = new TemplateSets({ vault, sets, templateBits, memoryBytes, onError });
  const templates = new KeptTemplates(persons);
  const counts = new MemberCounts(vault, groups);
  const enrolment = new Enrolment(persons, templates, templateSets, counts);
  const leaving = new Leaving(persons, templateSets);
  const search = new FaceSearch(persons, templateSets);
  const renewal = new Renewal(persons, enrolment, templateSets);
  const forget = async (appId: string, groupId: string): Promise<void> => {
    if (!(await groups.find(appId, groupId))) await leaving.forget(appId, groupId);
  };
  const goneGroups = new GoneGroups(vault, forget, onError);
  groups.onSeen = (recordId, group) => goneGroups.saw(recordId, group);
  return {
    createGroup: async (owner, group) => {
      // Of one that was erased by another way, somebody may still say to have been in it.
      await forget(owner.appId, group.groupId);
      return groups.create(owner, group);
    },
    group: async (appId, groupId) => (await groups.get(appId, groupId)).group,
    groups: (appId, page) => groups.list(appId, page),
    changeGroup: (appId, groupId, change) => groups.change(appId, groupId, change),
    removeGroup: (appId, groupId) => leaving.group(appId, groupId),
    oneByOne: (appId, groupId, work) => vault.alone(appId, groupSubject(groupId), work),
    createPerson: (owner, person, face) => enrolment.create(owner, person, face),
    person: (appId, personId) => persons.read(appId, personId),
    changePerson: (appId, personId, change) => persons.change(appId, personId, change),
    describePerson: (appId, personId, groupId, texts) => persons.describe(appId, personId, groupId, texts),
    people: (appId, groupId, page) => persons.list(appId, groupId, page),
    counts: (appId, groupId) => counts.of(appId, groupId),
    copyPerson: (appId, personId, groupIds, recast) => enrolment.copy(appId, personId, groupIds, recast),
    removePerson: (appId, personId) => leaving.person(appId, personId),
    removeFromGroup: (appId, personId, groupId) => leaving.fromGroup(appId, personId, groupId),
    addFaces: (appId, personId, faces) => enrolment.add(appId, personId, faces),
    removeFaces: (appId, personId, faceIds) => leaving.faces(appId, personId, faceIds),
    facesOf: async (appId, personId) => {
      const kept = await templates.of(appId, await persons.get(appId, personId));
      return kept.map(({ faceId, groupId, template, secret }) => ({ faceId, groupId, template, secret }));
    },
    search: (appId, groupIds, face, bounds) => search.run(appId, groupIds, face, bounds),
    renewGroup: (appId, groupId, recast) => renewal.run(appId, groupId, recast),
    close: async () => {
      counts.close();
      await goneGroups.close();
      await templateSets.close();
    },
  };
};
