import type { CodeHit } from '../../storage/vectors/types.ts';
import { ownerRecordId, readFaceRecordId } from './face-ids.ts';
import type { Persons } from './persons.ts';
import { OWNER, TEMPLATE } from './person-record.ts';
import type { SetOf, TemplateSets } from './template-sets.ts';
import type { FaceHit, FaceMaker, People } from './types.ts';

/** As many as a set gives at once. */
const MOST_HITS = 500;
/** What is gone of the nearest is asked for again so often. */
const ROUNDS = 4;

type Bounds = Parameters<People['search']>[3];

/** Searches sets in memory, and answers only what the vault still has. */
export class FaceSearch {
  readonly #persons: Persons;
  readonly #sets: TemplateSets;

  constructor(persons: Persons, sets: TemplateSets) {
    this.#persons = persons;
    this.#sets = sets;
  }

  /** @throws PeopleRefusal group-missing */
  async run(
    appId: string,
    groupIds: readonly string[],
    face: FaceMaker,
    bounds: Bounds,
  ): Promise<ReadonlyMap<string, readonly FaceHit[]>> {
    const groups = await Promise.all(groupIds.map((groupId) => this.#persons.groups.get(appId, groupId)));
    const found = await Promise.all(
      groups.map(async (group) => {
        const hits: FaceHit[] = [];
        for (const one of [group, ...group.older]) {
          const code = face(await this.#persons.groups.secret(appId, one));
          const of = { ...one, appId, groupId: group.group.groupId };
          hits.push(...(await this.#nearest(of, code, bounds)));
        }
        return [group.group.groupId, hits.sort(byDistance).slice(0, bounds.limit)] as const;
      }),
    );
    return new Map(found);
  }

  async #nearest(of: SetOf, code: Uint8Array, { limit, maxDistance }: Bounds): Promise<readonly FaceHit[]> {
    if (limit <= 0) return [];
    return this.#sets.use(of, async (set) => {
      let asked = Math.min(limit, MOST_HITS);
      for (let round = 1; ; round++) {
        const hits = await set.search({ code, limit: asked, maxDistance });
        const { there, gone } = await this.#judge(of, hits);
        this.#sets.removed(of, gone);
        const isAll = there.length >= limit || hits.length < asked;
        if (isAll || asked === MOST_HITS || round === ROUNDS) return there.slice(0, limit);
        asked = Math.min(MOST_HITS, 2 * asked);
      }
    });
  }

  /** A hit is one whose template, owner's record and membership are all there. */
  async #judge(
    { appId, groupId, generation }: SetOf,
    hits: readonly CodeHit[],
  ): Promise<{ readonly there: readonly FaceHit[]; readonly gone: readonly string[] }> {
    if (hits.length === 0) return { there: [], gone: [] };
    const { vault } = this.#persons;
    const ids = hits.map(({ id }) => id);
    const kept = await vault.existing(TEMPLATE, appId, ids);
    const owners = await vault.find(OWNER, { appId, ids: [...new Set(ids.map(ownerRecordId))] });
    const ownerOf = new Map(owners.map(({ id, record }) => [id, record.personId]));
    const persons = await this.#persons.findAll(appId, [...new Set(ownerOf.values())]);
    const there = hits.flatMap(({ id, distance }): readonly FaceHit[] => {
      const personId = ownerOf.get(ownerRecordId(id));
      const { faceId, join } = readFaceRecordId(id);
      const isMember = persons
        .get(personId ?? '')
        ?.groups.some((one) => one.groupId === groupId && one.generation === generation && one.join === join);
      return personId !== undefined && isMember && kept.has(id)
        ? [{ groupId, personId, faceId, distance }]
        : [];
    });
    return { there, gone: ids.filter((id) => !kept.has(id)) };
  }
}

const byDistance = (a: FaceHit, b: FaceHit): number =>
  a.distance - b.distance || (a.faceId < b.faceId ? -1 : 1);
