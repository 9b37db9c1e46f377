import type { AsRead } from '../../records/field-types.ts';
import type { PutRequest, RecordContext } from '../../records/types.ts';
import type { Code } from '../../storage/vectors/types.ts';
import { faceRecordId, MOST_JOINS, newFaceId } from './face-ids.ts';
import type { KeptGroup } from './group-record.ts';
import { groupLock } from './groups.ts';
import { MOST_FACES_OF_A_PERSON, MOST_GROUPS_OF_A_PERSON } from './limits.ts';
import type { MemberCounts } from './member-counts.ts';
import { described, personLock, type Persons } from './persons.ts';
import {
  OWNER,
  ownerSubjects,
  PERSON,
  personRecord,
  personSubjects,
  TEMPLATE,
  type KeptMembership,
  type KeptPerson,
} from './person-record.ts';
import type { Place } from './place.ts';
import { asPeopleRefusal } from './refusals.ts';
import { faceSubject, generationSubject, groupSubject, personSubject } from './subjects.ts';
import type { KeptTemplates } from './kept-templates.ts';
import type { SetOf, TemplateSets } from './template-sets.ts';
import { PeopleRefusal, type FaceMaker, type People, type PeopleOwner, type Recast } from './types.ts';

/** A template that is being filed, and the set that it belongs to. */
interface NewTemplate extends Code {
  readonly of: SetOf;
  readonly request: PutRequest;
}

/** What a template is put with: it needs what it was made of, and room in its group. */
type Bound = Required<Pick<RecordContext, 'madeOf'>> & Pick<RecordContext, 'atMost'>;

/** How faces, and the people they are of, come into groups: every change is one commit. */
export class Enrolment {
  readonly #persons: Persons;
  readonly #templates: KeptTemplates;
  readonly #sets: TemplateSets;
  readonly #counts: MemberCounts;

  constructor(persons: Persons, templates: KeptTemplates, sets: TemplateSets, counts: MemberCounts) {
    this.#persons = persons;
    this.#templates = templates;
    this.#sets = sets;
    this.#counts = counts;
  }

  create(
    { appId, region, jurisdiction }: PeopleOwner,
    { personId, name, gender, groupId, descriptions }: Parameters<People['createPerson']>[1],
    face: FaceMaker,
  ): Promise<{ readonly faceId: string }> {
    const locks = { own: [personLock(appId, personId)], shared: [groupLock(appId, groupId)] };
    return this.#persons.locks.run(locks, async () => {
      const { clock, groups } = this.#persons;
      const group = await groups.get(appId, groupId);
      await this.#refuseKnown(appId, personId);
      const texts = described(group.group.descriptionFields.length, descriptions);
      const now = clock.now();
      const membership = { groupId, generation: group.generation, join: 1, descriptions: texts };
      const person = {
        personId,
        name,
        gender,
        groups: [membership],
        joins: 1,
        createdAt: now,
        updatedAt: now,
      };
      const place = { appId, region, ...(jurisdiction === null ? {} : { jurisdiction }) };
      const faceId = newFaceId();
      const secret = await groups.secret(appId, group);
      const template = templateOf(place, personId, group, { faceId, filedAt: now, join: 1 }, face(secret), {
        madeOf: [asRead(group)],
        atMost: this.#mostOf(group),
      });
      const subject = personSubject(personId);
      const record = personRecord(appId, person);
      const context = { ...place, subjects: personSubjects(person), sealedFor: subject, only: [subject] };
      await this.#file(
        [template],
        [{ category: PERSON, record, context }, ownerOf(place, person, { faceId, filedAt: now })],
      );
      this.#counts.added(appId, groupId, { people: 1, faces: 1 });
      return { faceId };
    });
  }

  add(appId: string, personId: string, faces: readonly FaceMaker[]): Promise<readonly (string | null)[]> {
    return this.#persons.locks.run({ own: [personLock(appId, personId)] }, async () => {
      const { clock, groups } = this.#persons;
      const person = await this.#persons.get(appId, personId);
      const already = (await this.#persons.faces(appId, personId)).length;
      const fitting = faces.slice(0, Math.max(0, MOST_FACES_OF_A_PERSON - already));
      if (faces.length > 0 && fitting.length === 0) throw new PeopleRefusal('too-many-faces');
      const { place } = person;
      const filedAt = clock.now();
      const faceIds = fitting.map(newFaceId);
      const members = await this.#groupsOf(appId, person.groups);
      const templates: NewTemplate[] = [];
      for (const { group, membership } of members) {
        const { generation, join } = membership;
        const made = [group, ...group.older].find((one) => one.generation === generation) ?? group;
        const secret = await groups.secret(appId, made);
        for (const [i, face] of fitting.entries()) {
          const id = { faceId: faceIds[i] ?? '', filedAt, join };
          const of = { ...group, ...made };
          const bound = { madeOf: [{ id: made.recordId }], atMost: this.#mostOf(group) };
          templates.push(templateOf(place, personId, of, id, face(secret), bound));
        }
      }
      const owners = faceIds.map((faceId) => ownerOf(place, person, { faceId, filedAt }));
      // The person's record is written anew: whoever moves the person meanwhile has not seen these faces, and reads again.
      await this.#file(templates, owners, await this.#persons.amendments(appId, person, person));
      for (const { groupId } of person.groups)
        this.#counts.added(appId, groupId, { people: 0, faces: fitting.length });
      return faces.map((_, i) => faceIds[i] ?? null);
    });
  }

  copy(appId: string, personId: string, groupIds: readonly string[], recast: Recast): Promise<void> {
    const names = [...new Set(groupIds)];
    const shared = names.map((groupId) => groupLock(appId, groupId));
    return this.#persons.locks.run({ own: [personLock(appId, personId)], shared }, async () => {
      const { groups } = this.#persons;
      const person = await this.#persons.get(appId, personId);
      const into = await Promise.all(names.map((groupId) => groups.get(appId, groupId)));
      if (person.groups.some(({ groupId }) => names.includes(groupId)))
        throw new PeopleRefusal('person-already-in-group');
      if (
        person.groups.length + into.length > MOST_GROUPS_OF_A_PERSON ||
        person.joins + into.length > MOST_JOINS
      )
        throw new PeopleRefusal('person-in-too-many-groups');
      const kept = await this.#templates.of(appId, person);
      const memberships = into.map(({ group, generation }, i): KeptMembership => ({
        ...{ groupId: group.groupId, generation, join: person.joins + i + 1 },
        descriptions: group.descriptionFields.map(() => ''),
      }));
      const templates: NewTemplate[] = [];
      for (const [i, group] of into.entries()) {
        const to = await groups.secret(appId, group);
        for (const { faceId, filedAt, template, secret } of kept) {
          const id = { faceId, filedAt, join: person.joins + i + 1 };
          const madeOf = [asRead(group), { id: faceRecordId({ ...id, join: 0 }) }];
          const bound = { madeOf, atMost: this.#mostOf(group) };
          templates.push(templateOf(person.place, personId, group, id, recast(template, secret, to), bound));
        }
      }
      const changed = {
        ...person,
        groups: [...person.groups, ...memberships],
        joins: person.joins + into.length,
      };
      await this.#file(templates, [], await this.#persons.amendments(appId, person, changed));
      for (const groupId of names) this.#counts.added(appId, groupId, { people: 1, faces: kept.length });
    });
  }

  /** Templates of one join, made anew for a group's newest secret, in place of the old ones, which stay until theirs goes. */
  async renew(appId: string, person: KeptPerson, group: KeptGroup, recast: Recast): Promise<number> {
    const { groupId } = group.group;
    const to = await this.#persons.groups.secret(appId, group);
    const kept = await this.#templates.of(appId, person, groupId);
    const join = person.joins + 1;
    if (join > MOST_JOINS) throw new PeopleRefusal('person-in-too-many-groups');
    const templates = kept.map(({ faceId, filedAt, template, secret }) =>
      templateOf(
        person.place,
        person.personId,
        group,
        { faceId, filedAt, join },
        recast(template, secret, to),
        { madeOf: [asRead(group), { id: faceRecordId({ faceId, filedAt, join: 0 }) }] },
      ),
    );
    const groups = person.groups.map((one) =>
      one.groupId === groupId ? { ...one, generation: group.generation, join } : one,
    );
    const amendments = await this.#persons.amendments(appId, person, { ...person, groups, joins: join });
    await this.#file(templates, [], amendments);
    return templates.length;
  }

  async #file(
    templates: readonly NewTemplate[],
    others: readonly PutRequest[],
    amendments: Awaited<ReturnType<Persons['amendments']>> = [],
  ): Promise<void> {
    try {
      await this.#persons.vault.put([...templates.map(({ request }) => request), ...others], [], amendments);
    } catch (error) {
      throw asPeopleRefusal(error);
    }
    for (const { of, id, code } of templates) this.#sets.added(of, [{ id, code }]);
  }

  /** One whose groups, or whose record alone, were erased by another way is nobody any more: no old face comes back. */
  async #refuseKnown(appId: string, personId: string): Promise<void> {
    const { vault } = this.#persons;
    const person = await this.#persons.find(appId, personId);
    if (!person && (await vault.count(OWNER, { appId, subject: personSubject(personId) })) === 0) return;
    const isThere = person
      ? (await this.#persons.living(appId, person)).groups.length > 0
      : await this.#persons.isRestricted(appId);
    if (isThere) throw new PeopleRefusal('person-exists');
    await this.#persons.erase(appId, personId);
  }

  /** Templates of a group; each of its records is found with those of its secret, too. */
  #mostOf({ group: { groupId, modelVersion }, generation, older }: KeptGroup): Required<Bound>['atMost'] {
    const generations = [generation, ...older.map((one) => one.generation)];
    return {
      subjects: generations.map((one) => generationSubject(groupId, one)),
      count: this.#persons.groups.limits.faces(modelVersion) + generations.length,
    };
  }

  async #groupsOf(
    appId: string,
    memberships: readonly KeptMembership[],
  ): Promise<readonly { group: KeptGroup; membership: KeptMembership }[]> {
    return Promise.all(
      memberships.map(async (membership) => ({
        membership,
        group: await this.#persons.groups.get(appId, membership.groupId),
      })),
    );
  }
}

/** Its newest secret is the one that was used. */
const asRead = ({ recordId, version }: KeptGroup): AsRead => ({ id: recordId, version });

const ownerOf = (
  place: Place,
  person: Pick<KeptPerson, 'personId' | 'groups'>,
  { faceId, filedAt }: { faceId: string; filedAt: number },
): PutRequest => ({
  category: OWNER,
  record: { personId: person.personId },
  context: {
    ...place,
    ...{ subjects: ownerSubjects(faceSubject(faceId), person), sealedFor: faceSubject(faceId) },
    id: faceRecordId({ faceId, filedAt, join: 0 }),
  },
});

const templateOf = (
  place: Place,
  personId: string,
  { group: { groupId }, generation, recordId }: KeptGroup,
  face: { faceId: string; filedAt: number; join: number },
  template: Uint8Array,
  bound: Bound,
): NewTemplate => {
  const id = faceRecordId(face);
  const own = faceSubject(face.faceId);
  const subjects = [
    ...[own, personSubject(personId)],
    ...[groupSubject(groupId), generationSubject(groupId, generation)],
  ];
  return {
    ...{ id, code: template },
    of: { appId: place.appId, groupId, generation, recordId },
    request: {
      category: TEMPLATE,
      record: { template },
      context: { ...place, ...bound, subjects, sealedFor: own, id },
    },
  };
};
