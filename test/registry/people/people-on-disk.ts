import { createHash } from 'node:crypto';
import type { PeopleLimits } from '../../../src/registry/people/limits.ts';
import { openPeople, type OpenPeople } from '../../../src/registry/people/people.ts';
import type { FaceMaker, PeopleOwner, Recast } from '../../../src/registry/people/types.ts';
import type { Vault } from '../../../src/records/types.ts';
import type { Clock } from '../../../src/lib/clock.ts';
import { APP, VaultOnDisk } from '../../records/vault-on-disk.ts';
import { naiveCodeSets } from '../../support/naive-code-sets.ts';

export const BITS = 128;
export const owner: PeopleOwner = { appId: APP, region: 'ap-singapore', jurisdiction: null };

const maskOf = (secret: Uint8Array): Uint8Array => createHash('md5').update(secret).digest();
const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, i) => byte ^ (b[i] ?? 0));

/** A face that is its name: its template is a hash of it, masked by the secret. */
export const faceOf =
  (name: string): FaceMaker =>
  (secret) =>
    xor(new Uint8Array(createHash('md5').update(name).digest()), maskOf(secret));

/** Takes one mask off, and puts the other on: what a template is of stays. */
export const recast: Recast = (template, from, to) => xor(xor(template, maskOf(from)), maskOf(to));

export const peopleOf = (vault: Vault, clock: Clock, limits?: PeopleLimits): OpenPeople =>
  openPeople({
    ...{ vault, clock, sets: naiveCodeSets(), templateBits: BITS },
    ...(limits ? { limits } : {}),
  });

/** People on a vault in a folder of its own. */
export class PeopleOnDisk implements AsyncDisposable {
  readonly disk: VaultOnDisk;
  people: OpenPeople;

  private constructor(disk: VaultOnDisk) {
    this.disk = disk;
    this.people = peopleOf(disk.vault, disk.clock);
  }

  static async open(): Promise<PeopleOnDisk> {
    return new PeopleOnDisk(await VaultOnDisk.open());
  }

  /** What a restart does. */
  async reopen(): Promise<void> {
    await this.people.close();
    await this.disk.reopen();
    this.people = peopleOf(this.disk.vault, this.disk.clock);
  }

  async group(groupId: string, descriptionFields: readonly string[] = []): Promise<void> {
    const group = { groupId, name: `name of ${groupId}`, tag: '', descriptionFields, modelVersion: '3.0' };
    await this.people.createGroup(owner, group);
  }

  /** A person whose first face is named as the person. @returns the face's id */
  async person(groupId: string, personId: string): Promise<string> {
    const person = {
      personId,
      name: `name of ${personId}`,
      gender: 0,
      groupId,
      descriptions: new Map(),
    } as const;
    return (await this.people.createPerson(owner, person, faceOf(personId))).faceId;
  }

  /** Whom a search for a face finds in groups, exactly. */
  async found(face: string, ...groupIds: string[]): Promise<readonly string[]> {
    const hits = await this.people.search(APP, groupIds, faceOf(face), { limit: 10, maxDistance: 0 });
    return [...hits.values()].flat().map(({ personId }) => personId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.people.close();
    await this.disk[Symbol.asyncDispose]();
  }
}
