import type { Vault } from '../../records/types.ts';
import type { Groups } from './groups.ts';
import { PERSON, TEMPLATE } from './person-record.ts';
import { generationSubject, membersSubject } from './subjects.ts';

interface Counts {
  readonly people: number;
  readonly faces: number;
}

/** Counted once, then kept in step; a bound, where something went since. */
interface Counted extends Counts {
  readonly isExact: boolean;
  readonly foreignVersion: number;
  /** Until then nobody counts it again only because another process wrote: by `performance.now`. */
  readonly restsUntil: number;
}

/** What was put while it was counted, which may have been counted or not. */
interface Counting {
  readonly counts: Promise<Counts>;
  since: Counts & { readonly isExact: boolean };
}

const REMEMBERED = 10_000;
/** So many faces are counted before it is said how many they are; of more, what was known is said meanwhile. */
const SMALL = 20_000;
/** Of the time, at most: a large group is counted for seconds. */
const COUNTING_SHARE = 0.1;

/**
 * How many people and faces groups have. Counting takes longer the more they are: of a large group in which another
 * process may have done something, what was known before is said until it is counted.
 */
export class MemberCounts {
  readonly #vault: Vault;
  readonly #groups: Groups;
  readonly #counted = new Map<string, Counted>();
  readonly #counting = new Map<string, Counting>();
  readonly #unwatch: () => void;

  constructor(vault: Vault, groups: Groups) {
    this.#vault = vault;
    this.#groups = groups;
    this.#unwatch = vault.watch(({ cameBackTo }) => {
      // What went leaves a bound; what came back leaves nothing.
      if (cameBackTo.length > 0) this.#counted.clear();
      for (const [name, one] of this.#counted) this.#counted.set(name, { ...one, isExact: false });
      for (const one of this.#counting.values()) one.since = { ...one.since, isExact: false };
    });
  }

  /** Something was put. */
  added(appId: string, groupId: string, more: Counts): void {
    const name = nameOf(appId, groupId);
    const known = this.#counted.get(name);
    if (known) this.#counted.set(name, { ...known, ...sum(known, more) });
    const counting = this.#counting.get(name);
    if (counting) counting.since = { ...sum(counting.since, more), isExact: false };
  }

  async of(appId: string, groupId: string): Promise<Counts> {
    const known = this.#counted.get(nameOf(appId, groupId));
    const isForeign = known?.foreignVersion !== this.#vault.foreignVersion();
    if (known?.isExact && !isForeign) return known;
    if (!known || !isForeign || known.faces < SMALL) return this.#count(appId, groupId);
    if (performance.now() >= known.restsUntil) this.#count(appId, groupId).catch(() => undefined);
    await this.#groups.get(appId, groupId);
    return known;
  }

  close(): void {
    this.#unwatch();
  }

  /** Once at a time; what was put, or went, since a counting began is counted by the next. */
  async #count(appId: string, groupId: string): Promise<Counts> {
    const name = nameOf(appId, groupId);
    for (let running; (running = this.#counting.get(name));) {
      const isUntouched = running.since.isExact;
      const counts = await running.counts;
      if (isUntouched) return counts;
    }
    const counts = this.#countAll(appId, groupId).finally(() => this.#counting.delete(name));
    this.#counting.set(name, { counts, since: { people: 0, faces: 0, isExact: true } });
    return counts;
  }

  async #countAll(appId: string, groupId: string): Promise<Counts> {
    const [name, started] = [nameOf(appId, groupId), performance.now()];
    const foreignVersion = this.#vault.foreignVersion();
    const { generation, older } = await this.#groups.get(appId, groupId);
    const people = await this.#vault.count(PERSON, { appId, subject: membersSubject(groupId) });
    let faces = 0;
    for (const one of [generation, ...older.map((old) => old.generation)])
      faces += await this.#vault.count(TEMPLATE, { appId, subject: generationSubject(groupId, one) });
    const since = this.#counting.get(name)?.since ?? { people: 0, faces: 0, isExact: false };
    if (this.#counted.size >= REMEMBERED) this.#counted.clear();
    const restsUntil = performance.now() + (performance.now() - started) / COUNTING_SHARE;
    // What was put meanwhile may have been counted, too: a bound.
    const counted = { ...sum({ people, faces }, since), isExact: since.isExact };
    this.#counted.set(name, { ...counted, foreignVersion, restsUntil });
    return { people, faces };
  }
}

const sum = (a: Counts, b: Counts): Counts => ({ people: a.people + b.people, faces: a.faces + b.faces });

const nameOf = (appId: string, groupId: string): string => `${appId} ${groupId}`;
