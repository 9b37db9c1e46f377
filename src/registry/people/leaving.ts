import { faceRecordId } from './face-ids.ts';
import { groupLock } from './groups.ts';
import { eachMember, leaveGroup } from './leave-group.ts';
import { personLock, type Persons } from './persons.ts';
import { TEMPLATE, type KeptPerson } from './person-record.ts';
import { faceSubject, groupSubject, personSubject } from './subjects.ts';
import type { TemplateSets } from './template-sets.ts';
import { PeopleRefusal } from './types.ts';

/** How faces, people and groups go: each with a receipt, and nothing of them is found from the first step on. */
export class Leaving {
  readonly #persons: Persons;
  readonly #sets: TemplateSets;

  constructor(persons: Persons, sets: TemplateSets) {
    this.#persons = persons;
    this.#sets = sets;
  }

  person(appId: string, personId: string): Promise<void> {
    return this.#persons.locks.run({ own: [personLock(appId, personId)] }, async () => {
      await this.#persons.get(appId, personId);
      await this.#persons.erase(appId, personId);
    });
  }

  /** Over all processes: of two that take away a face each, the second has to see that there is but one. */
  faces(appId: string, personId: string, faceIds: readonly string[]): Promise<number> {
    const work = async (): Promise<number> => {
      await this.#persons.get(appId, personId);
      const faces = await this.#persons.faces(appId, personId);
      const going = faces.filter(({ faceId }) => faceIds.includes(faceId));
      if (going.length > 0 && going.length === faces.length) throw new PeopleRefusal('last-face');
      for (const { faceId } of going)
        await this.#persons.vault.erase({ appId, subject: faceSubject(faceId) });
      return going.length;
    };
    const { locks, vault } = this.#persons;
    return locks.run({ own: [personLock(appId, personId)] }, () =>
      vault.alone(appId, personSubject(personId), work),
    );
  }

  fromGroup(appId: string, personId: string, groupId: string): Promise<void> {
    return this.#persons.locks.run({ own: [personLock(appId, personId)] }, async () => {
      const person = await this.#persons.get(appId, personId);
      await this.#persons.groups.get(appId, groupId);
      if (!person.groups.some((one) => one.groupId === groupId))
        throw new PeopleRefusal('person-not-in-group');
      await this.#leave(appId, person, groupId);
    });
  }

  group(appId: string, groupId: string): Promise<void> {
    return this.#persons.locks.run({ own: [groupLock(appId, groupId)] }, async () => {
      const group = await this.#persons.groups.get(appId, groupId);
      await leaveGroup(this.#persons, appId, groupId);
      await this.#persons.vault.erase({ appId, subject: groupSubject(groupId) });
      for (const { generation, recordId } of [group, ...group.older])
        await this.#sets.drop({ appId, groupId, generation, recordId });
      await this.forget(appId, groupId);
    });
  }

  /** Of a group that is gone: whoever is in another one, too, stays there; it is taken off the person's record. */
  forget(appId: string, groupId: string): Promise<void> {
    return eachMember(this.#persons, { appId, groupId }, async ({ stored, living }) => {
      if (living.groups.length === 0) await this.#persons.erase(appId, stored.personId);
      else await this.#persons.write(appId, stored, living);
    });
  }

  /** First the person's record, by which every hit is judged, then the templates. */
  async #leave(appId: string, person: KeptPerson, groupId: string): Promise<void> {
    const { personId } = person;
    const groups = person.groups.filter((one) => one.groupId !== groupId);
    if (groups.length === 0) return this.#persons.erase(appId, personId);
    const going = person.groups.filter((one) => one.groupId === groupId);
    const faces = await this.#persons.faces(appId, personId);
    await this.#persons.write(appId, person, { ...person, groups });
    const ids = going.flatMap(({ join }) =>
      faces.map(({ faceId, createdAt }) => faceRecordId({ faceId, filedAt: createdAt, join })),
    );
    await this.#persons.vault.remove(TEMPLATE, ids, 'the person is not in the group any more');
  }
}
