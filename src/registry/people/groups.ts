import type { Clock } from '../../lib/clock.ts';
import type { Locks } from '../../lib/locks.ts';
import type { RecordContext, Vault } from '../../records/types.ts';
import {
  GROUP,
  groupRecord,
  groupSubjects,
  newGeneration,
  toGroup,
  type Generation,
  type KeptGroup,
  type ReadGeneration,
} from './group-record.ts';
import { LIMITS, type PeopleLimits } from './limits.ts';
import { asPeopleRefusal } from './refusals.ts';
import { allGroups, generationSubject, groupNameSubject, groupRecordSubject } from './subjects.ts';
import {
  PeopleRefusal,
  type FaceGroup,
  type GroupSecret,
  type Page,
  type People,
  type PeopleOwner,
} from './types.ts';

/** The names under which locks are taken. */
export const groupLock = (appId: string, groupId: string): string => `group ${appId} ${groupId}`;
export const namesLock = (appId: string): string => `names ${appId}`;

/** Groups as records of the vault. Each is read anew whenever it is asked for: it may have gone by any way. */
export class Groups {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #locks: Locks;
  readonly limits: PeopleLimits;
  /** Told of every record of a group that is read. */
  onSeen: (recordId: string, group: { appId: string; groupId: string }) => void = () => undefined;

  constructor(vault: Vault, clock: Clock, locks: Locks, limits = LIMITS) {
    this.#vault = vault;
    this.#clock = clock;
    this.#locks = locks;
    this.limits = limits;
  }

  async find(appId: string, groupId: string): Promise<KeptGroup | null> {
    const stored = await this.#vault.find(GROUP, { appId, subject: groupRecordSubject(groupId) });
    for (const { id } of stored) this.onSeen(id, { appId, groupId });
    return toGroup(stored);
  }

  /** @throws PeopleRefusal group-missing */
  async get(appId: string, groupId: string): Promise<KeptGroup> {
    const group = await this.find(appId, groupId);
    if (!group) throw new PeopleRefusal('group-missing');
    return group;
  }

  /** What templates of a generation are made with. @throws PeopleRefusal group-missing */
  async secret(appId: string, { recordId }: Generation): Promise<GroupSecret> {
    const secret = await this.#vault.secretOf(GROUP, appId, recordId, 'templates');
    if (!secret) throw new PeopleRefusal('group-missing');
    return secret;
  }

  create(owner: PeopleOwner, given: Parameters<People['createGroup']>[1]): Promise<FaceGroup> {
    const { appId, region, jurisdiction } = owner;
    const own = [namesLock(appId), groupLock(appId, given.groupId)];
    return this.#locks.run({ own }, async () => {
      if (await this.find(appId, given.groupId)) throw new PeopleRefusal('group-exists');
      await this.#refuseName(appId, given.name);
      const now = this.#clock.now();
      const group: FaceGroup = { ...given, createdAt: now, updatedAt: now };
      await this.put(group, {
        ...{ appId, region, only: [groupRecordSubject(group.groupId), groupNameSubject(group.name)] },
        atMost: { subjects: [allGroups], count: this.limits.groups },
        ...(jurisdiction === null ? {} : { jurisdiction }),
      }).catch(async (error: unknown) => {
        // Another process was quicker: with the id, or with the name.
        if (!(await this.find(appId, given.groupId))) await this.#refuseName(appId, given.name);
        throw error;
      });
      return group;
    });
  }

  /** A record of a group under a key of its own, and so a secret of its own. */
  async put(
    group: FaceGroup,
    context: Pick<RecordContext, 'appId' | 'region' | 'jurisdiction' | 'only' | 'atMost'>,
    older: readonly ReadGeneration[] = [],
  ): Promise<void> {
    const { appId } = context;
    const generation = newGeneration();
    const subjects = groupSubjects(group, generation);
    const sealedFor = generationSubject(group.groupId, generation);
    const record = groupRecord(appId, group, generation);
    const amendments = older.map((one) => ({
      ...({ category: GROUP, appId, id: one.recordId, version: one.version } as const),
      record: groupRecord(appId, group, one.generation),
      subjects: groupSubjects(group, one.generation, false),
    }));
    try {
      await this.#vault.put(
        [{ category: GROUP, record, context: { ...context, subjects, sealedFor } }],
        [],
        amendments,
      );
    } catch (error) {
      throw asPeopleRefusal(error);
    }
  }

  async list(
    appId: string,
    { offset, limit }: Page,
  ): Promise<{ readonly groups: readonly FaceGroup[]; readonly total: number }> {
    const total = await this.#vault.count(GROUP, { appId, subject: allGroups });
    if (limit <= 0) return { groups: [], total };
    const pages = this.#vault.pages(GROUP, { appId, subject: allGroups, skip: offset, size: limit });
    for await (const page of pages) {
      const groups = page.flatMap((one) => toGroup([one])?.group ?? []);
      return { groups, total };
    }
    return { groups: [], total };
  }

  change(appId: string, groupId: string, change: Parameters<People['changeGroup']>[2]): Promise<void> {
    const own = [namesLock(appId), groupLock(appId, groupId)];
    return this.#locks.run({ own }, async () => {
      const { group, generation, recordId, version } = await this.get(appId, groupId);
      const { name = group.name, tag = group.tag, descriptionFields = new Map<number, string>() } = change;
      if (name !== group.name) await this.#refuseName(appId, name);
      if ([...descriptionFields.keys()].some((index) => index < 0 || index >= group.descriptionFields.length))
        throw new PeopleRefusal('description-index');
      const fields = group.descriptionFields.map((field, i) => descriptionFields.get(i) ?? field);
      const changed = { ...group, name, tag, descriptionFields: fields, updatedAt: this.#clock.now() };
      const record = groupRecord(appId, changed, generation);
      const amendment = {
        ...({ category: GROUP, appId, id: recordId, version, record } as const),
        subjects: groupSubjects(changed, generation),
        only: name === group.name ? [] : [groupNameSubject(name)],
      };
      try {
        await this.#vault.put([], [], [amendment]);
      } catch (error) {
        const refusal = asPeopleRefusal(error);
        const isTaken = refusal instanceof PeopleRefusal && refusal.reason === 'group-exists';
        throw isTaken ? new PeopleRefusal('group-name-exists', { cause: error }) : refusal;
      }
    });
  }

  async #refuseName(appId: string, name: string): Promise<void> {
    if ((await this.#vault.count(GROUP, { appId, subject: groupNameSubject(name) })) > 0)
      throw new PeopleRefusal('group-name-exists');
  }
}
