import type { Enrolment } from './enrolment.ts';
import { groupLock } from './groups.ts';
import type { KeptGroup } from './group-record.ts';
import { personLock, type Persons } from './persons.ts';
import { PERSON } from './person-record.ts';
import { generationSubject, membersSubject } from './subjects.ts';
import type { TemplateSets } from './template-sets.ts';
import type { Recast } from './types.ts';

/** Their commits go together. */
const PEOPLE_AT_ONCE = 32;

/**
 * Gives groups new secrets. The new secret is there first, and is what new templates are made with; then one person
 * after the other is moved to it, each in one commit, while searches look into both; at last the old secret goes, with
 * what was made with it. Whatever a kill interrupts, both stand whole, and the next call goes on.
 */
export class Renewal {
  readonly #persons: Persons;
  readonly #enrolment: Enrolment;
  readonly #sets: TemplateSets;

  constructor(persons: Persons, enrolment: Enrolment, sets: TemplateSets) {
    this.#persons = persons;
    this.#enrolment = enrolment;
    this.#sets = sets;
  }

  /** @returns templates that were recast. @throws PeopleRefusal group-missing */
  async run(appId: string, groupId: string, recast: Recast): Promise<number> {
    const { groups, locks, vault } = this.#persons;
    // Whoever makes a template holds the lock with others: from here on nobody makes one with the old secret.
    const group = await locks.run({ own: [groupLock(appId, groupId)] }, async () => {
      const known = await groups.get(appId, groupId);
      if (known.older.length > 0) return known;
      await groups.put(known.group, known.place, [known]);
      return groups.get(appId, groupId);
    });
    let templates = 0;
    const subject = membersSubject(groupId);
    for await (const page of vault.pages(PERSON, { appId, subject, size: PEOPLE_AT_ONCE }))
      for (const count of await Promise.all(
        page.map(({ record }) => this.#renewPerson(appId, record.personId, groupId, recast)),
      ))
        templates += count;
    // Somebody kept from use may come back, with templates of the old secret: it stays until then.
    if (!(await this.#persons.isRestricted(appId))) await this.#endOld(appId, group);
    return templates;
  }

  /** The group is read for each: it may be changed meanwhile, and be given a newer secret yet by another process. */
  #renewPerson(appId: string, personId: string, groupId: string, recast: Recast): Promise<number> {
    return this.#persons.locks.run({ own: [personLock(appId, personId)] }, async () => {
      const group = await this.#persons.groups.get(appId, groupId);
      const person = await this.#persons.find(appId, personId);
      const membership = person?.groups.find((one) => one.groupId === groupId);
      const isOld = group.older.some(({ generation }) => generation === membership?.generation);
      return person && isOld ? this.#enrolment.renew(appId, person, group, recast) : 0;
    });
  }

  async #endOld(appId: string, { group: { groupId }, older }: KeptGroup): Promise<void> {
    for (const { generation, recordId } of older) {
      await this.#persons.vault.erase({ appId, subject: generationSubject(groupId, generation) });
      await this.#sets.drop({ appId, groupId, generation, recordId });
    }
  }
}
