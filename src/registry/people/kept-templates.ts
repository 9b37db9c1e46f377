import { faceRecordId, readFaceRecordId } from './face-ids.ts';
import type { Persons } from './persons.ts';
import { TEMPLATE, type KeptPerson } from './person-record.ts';
import type { GroupSecret } from './types.ts';

/** A template as it is kept, and what it was made with. */
export interface KeptTemplate {
  readonly faceId: string;
  readonly filedAt: number;
  readonly groupId: string;
  readonly template: Uint8Array;
  readonly secret: GroupSecret;
}

/** Templates of single people, opened. */
export class KeptTemplates {
  readonly #persons: Persons;

  constructor(persons: Persons) {
    this.#persons = persons;
  }

  /** One for every face of a person, oldest first, in a group that the person is in; the first one unless it is said. */
  async of(appId: string, person: KeptPerson, groupId?: string): Promise<readonly KeptTemplate[]> {
    const { groups, vault } = this.#persons;
    const membership = person.groups.find((one) => groupId === undefined || one.groupId === groupId);
    const group = membership && (await groups.get(appId, membership.groupId));
    const made = group && [group, ...group.older].find((one) => one.generation === membership.generation);
    if (!made) return [];
    const secret = await groups.secret(appId, made);
    const faces = await this.#persons.faces(appId, person.personId);
    const { join } = membership;
    const ids = faces.map(({ faceId, createdAt }) => faceRecordId({ faceId, filedAt: createdAt, join }));
    if (ids.length === 0) return [];
    const stored = await vault.find(TEMPLATE, { appId, ids });
    return stored
      .map(({ id, record }) => ({ ...readFaceRecordId(id), template: record.template }))
      .map(({ faceId, filedAt, template }) => ({
        ...{ faceId, filedAt, template, secret },
        groupId: membership.groupId,
      }))
      .sort((a, b) => a.filedAt - b.filedAt);
  }
}
