import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { Locks } from '../../lib/locks.ts';
import type { Vault } from '../../records/types.ts';
import { readFaceRecordId } from './face-ids.ts';
import type { KeptGroup } from './group-record.ts';
import type { Groups } from './groups.ts';
import {
  OF_A_PERSON,
  OWNER,
  ownerSubjects,
  PERSON,
  personRecord,
  personSubjects,
  toPerson,
  type KeptMembership,
  type KeptPerson,
} from './person-record.ts';
import { asPeopleRefusal } from './refusals.ts';
import { faceSubject, membersSubject, personSubject } from './subjects.ts';
import { PeopleRefusal, type Page, type People, type Person, type PersonFace } from './types.ts';

export const personLock = (appId: string, personId: string): string => `person ${appId} ${personId}`;

/** A face, with the id of the record that says whose it is. */
export interface KeptFaceRecord extends PersonFace {
  readonly recordId: string;
}

/** Groups that were looked for in one piece of work. */
export type SeenGroups = Map<string, KeptGroup | null>;

/** New content of a person's record and, where that changes what they go with, of the faces'. */
export type PersonChange = Pick<KeptPerson, 'name' | 'gender' | 'groups' | 'joins'>;

const PEOPLE_BETWEEN_TURNS = 20;

/** People as records of the vault, read anew whenever they are asked for. */
export class Persons {
  readonly vault: Vault;
  readonly clock: Clock;
  readonly locks: Locks;
  readonly groups: Groups;

  constructor(vault: Vault, clock: Clock, locks: Locks, groups: Groups) {
    this.vault = vault;
    this.clock = clock;
    this.locks = locks;
    this.groups = groups;
  }

  /** As it lies there: also one whose groups are all gone. */
  async find(appId: string, personId: string): Promise<KeptPerson | null> {
    const [stored] = await this.vault.find(PERSON, { appId, subject: personSubject(personId), limit: 1 });
    return stored ? toPerson(stored) : null;
  }

  /** Those of them that lie there, by their ids; asked for all at once. */
  async findAll(appId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, KeptPerson>> {
    if (personIds.length === 0) return new Map();
    const stored = await this.vault.find(PERSON, { appId, subjects: personIds.map(personSubject) });
    return new Map(stored.map(toPerson).map((person) => [person.personId, person]));
  }

  /** With the groups that are there. @throws PeopleRefusal person-missing */
  async get(appId: string, personId: string, seen: SeenGroups = new Map()): Promise<KeptPerson> {
    const person = await this.find(appId, personId);
    const living = person && (await this.living(appId, person, seen));
    if (!living || living.groups.length === 0) throw new PeopleRefusal('person-missing');
    return living;
  }

  /** Without the groups that are gone, or were made again under the old id. */
  async living(appId: string, person: KeptPerson, seen: SeenGroups = new Map()): Promise<KeptPerson> {
    const groups: KeptMembership[] = [];
    for (const membership of person.groups) {
      const { groupId, generation } = membership;
      const group = seen.has(groupId) ? seen.get(groupId) : await this.groups.find(appId, groupId);
      seen.set(groupId, group ?? null);
      if (group && [group, ...group.older].some((one) => one.generation === generation))
        groups.push(membership);
    }
    return { ...person, groups };
  }

  /** Oldest first. */
  async faces(appId: string, personId: string): Promise<readonly KeptFaceRecord[]> {
    const stored = await this.vault.find(OWNER, { appId, subject: personSubject(personId) });
    return stored
      .map(({ id }) => ({ recordId: id, ...readFaceRecordId(id) }))
      .map(({ recordId, faceId, filedAt }) => ({ recordId, faceId, createdAt: filedAt }))
      .reverse();
  }

  async read(appId: string, personId: string): Promise<Person> {
    return this.#shown(appId, await this.get(appId, personId));
  }

  async list(
    appId: string,
    groupId: string,
    { offset, limit }: Page,
  ): Promise<{ readonly people: readonly Person[]; readonly total: number }> {
    const seen: SeenGroups = new Map([[groupId, await this.groups.get(appId, groupId)]]);
    const subject = membersSubject(groupId);
    const total = await this.vault.count(PERSON, { appId, subject });
    const people: Person[] = [];
    if (limit <= 0) return { people, total };
    for await (const page of this.vault.pages(PERSON, { appId, subject, skip: offset, size: limit })) {
      for (const [i, stored] of page.entries()) {
        if (i % PEOPLE_BETWEEN_TURNS === 0) await setImmediate();
        people.push(await this.#shown(appId, await this.living(appId, toPerson(stored), seen)));
      }
      break;
    }
    return { people, total };
  }

  change(appId: string, personId: string, change: Parameters<People['changePerson']>[2]): Promise<void> {
    return this.locks.run({ own: [personLock(appId, personId)] }, async () => {
      const person = await this.get(appId, personId);
      await this.write(appId, person, { ...person, ...change });
    });
  }

  describe(
    appId: string,
    personId: string,
    groupId: string,
    descriptions: ReadonlyMap<number, string>,
  ): Promise<void> {
    return this.locks.run({ own: [personLock(appId, personId)] }, async () => {
      const person = await this.get(appId, personId);
      const { group } = await this.groups.get(appId, groupId);
      if (!person.groups.some((one) => one.groupId === groupId))
        throw new PeopleRefusal('person-not-in-group');
      const groups = person.groups.map((one) =>
        one.groupId === groupId
          ? {
              ...one,
              descriptions: described(group.descriptionFields.length, descriptions, one.descriptions),
            }
          : one,
      );
      await this.write(appId, person, { ...person, groups });
    });
  }

  /** Whether anybody of an account is kept from use, and may come back. */
  async isRestricted(appId: string): Promise<boolean> {
    const now = this.clock.now();
    return (await this.vault.holds(appId)).some(
      ({ apart, until = Infinity, releasedAt }) =>
        apart === 'at-once' && releasedAt === undefined && until > now,
    );
  }

  /** All that is kept of a person here, with a receipt. */
  async erase(appId: string, personId: string): Promise<void> {
    await this.vault.erase({ appId, subject: personSubject(personId), categories: OF_A_PERSON });
  }

  /** What a change of a person's record is written with: also the faces' records, where their subjects change. */
  async amendments(appId: string, person: KeptPerson, change: PersonChange) {
    const changed = { ...person, ...change, updatedAt: this.clock.now() };
    const { personId } = person;
    const own = {
      ...({ category: PERSON, appId, id: person.recordId, version: person.version } as const),
      record: personRecord(appId, changed),
      subjects: personSubjects(changed),
    };
    if (sameFate(person.filedGroups, changed.groups)) return [own];
    const faces = await this.faces(appId, personId);
    const owners = faces.map(({ recordId, faceId }) => ({
      ...({ category: OWNER, appId, id: recordId } as const),
      record: { personId },
      subjects: ownerSubjects(faceSubject(faceId), changed),
    }));
    return [own, ...owners];
  }

  async write(appId: string, person: KeptPerson, change: PersonChange): Promise<void> {
    try {
      await this.vault.put([], [], await this.amendments(appId, person, change));
    } catch (error) {
      throw asPeopleRefusal(error);
    }
  }

  async #shown(
    appId: string,
    { personId, name, gender, createdAt, updatedAt, groups }: KeptPerson,
  ): Promise<Person> {
    const faces = await this.faces(appId, personId);
    return {
      ...{ personId, name, gender, createdAt, updatedAt },
      faces: faces.map(({ faceId, createdAt: filedAt }) => ({ faceId, createdAt: filedAt })),
      groups: groups.map(({ groupId, descriptions }) => ({ groupId, descriptions })),
    };
  }
}

/** One text for every description field. @throws PeopleRefusal description-index */
export const described = (
  fields: number,
  given: ReadonlyMap<number, string>,
  before: readonly string[] = [],
): readonly string[] => {
  if ([...given.keys()].some((index) => index < 0 || index >= fields))
    throw new PeopleRefusal('description-index');
  return Array.from({ length: fields }, (_, i) => given.get(i) ?? before[i] ?? '');
};

/** Whether a person goes with the same group as before. */
const sameFate = (before: readonly KeptMembership[], after: readonly KeptMembership[]): boolean => {
  const fateOf = (groups: readonly KeptMembership[]) =>
    groups.length === 1 ? groups[0]?.groupId : undefined;
  return fateOf(before) === fateOf(after);
};
