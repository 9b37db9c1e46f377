import type { Vault } from '../../records/types.ts';
import type { Groups } from './groups.ts';
import { mostFacesOf } from './limits.ts';
import { PERSON, TEMPLATE } from './person-record.ts';
import { generationSubject, membersSubject } from './subjects.ts';
import type { FaceGroup } from './types.ts';

interface Counts {
  readonly people: number;
  readonly faces: number;
}

/** Counted once, then kept in step; a bound, where something went since. */
interface Counted extends Counts {
  readonly isExact: boolean;
  readonly foreignVersion: number;
}

const REMEMBERED = 10_000;

/** How many people and faces groups have. Counting takes longer the more they are. */
export class MemberCounts {
  readonly #vault: Vault;
  readonly #groups: Groups;
  readonly #counted = new Map<string, Counted>();
  readonly #unwatch: () => void;

  constructor(vault: Vault, groups: Groups) {
    this.#vault = vault;
    this.#groups = groups;
    this.#unwatch = vault.watch(({ cameBackTo }) => {
      // What went leaves a bound; what came back leaves nothing.
      if (cameBackTo.length > 0) this.#counted.clear();
      else for (const [name, one] of this.#counted) this.#counted.set(name, { ...one, isExact: false });
    });
  }

  /** Something was put. */
  added(appId: string, groupId: string, { people, faces }: Counts): void {
    const name = nameOf(appId, groupId);
    const known = this.#counted.get(name);
    if (known)
      this.#counted.set(name, { ...known, people: known.people + people, faces: known.faces + faces });
  }

  async of(appId: string, groupId: string): Promise<Counts> {
    const known = this.#counted.get(nameOf(appId, groupId));
    if (known?.isExact && known.foreignVersion === this.#vault.foreignVersion()) return known;
    return this.#count(appId, groupId);
  }

  /** Whether so many more faces are within the limit of a group. */
  async fits(appId: string, { groupId, modelVersion }: FaceGroup, faces: number): Promise<boolean> {
    const most = mostFacesOf(modelVersion) - faces;
    const bound = this.#counted.get(nameOf(appId, groupId)) ?? (await this.#count(appId, groupId));
    return bound.faces <= most || (await this.#count(appId, groupId)).faces <= most;
  }

  close(): void {
    this.#unwatch();
  }

  async #count(appId: string, groupId: string): Promise<Counts> {
    const foreignVersion = this.#vault.foreignVersion();
    const { generation, older } = await this.#groups.get(appId, groupId);
    const name = nameOf(appId, groupId);
    if (this.#counted.size >= REMEMBERED) this.#counted.clear();
    // From here on what is put counts, what goes makes it a bound.
    this.#counted.set(name, { people: 0, faces: 0, isExact: true, foreignVersion });
    const people = await this.#vault.count(PERSON, { appId, subject: membersSubject(groupId) });
    let faces = 0;
    for (const one of older.length > 0 ? [generation, ...older.map((old) => old.generation)] : [generation])
      faces += await this.#vault.count(TEMPLATE, { appId, subject: generationSubject(groupId, one) });
    const since = this.#counted.get(name);
    const counts = { people, faces };
    // What was put meanwhile may have been counted or not: counted anew when next asked.
    const isExact = since?.isExact === true && since.people === 0 && since.faces === 0;
    this.#counted.set(name, {
      people: people + (since?.people ?? 0),
      faces: faces + (since?.faces ?? 0),
      isExact,
      foreignVersion,
    });
    return counts;
  }
}

const nameOf = (appId: string, groupId: string): string => `${appId} ${groupId}`;
