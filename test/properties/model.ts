import {
  categoryIds,
  category,
  type CategoryId,
  type StorableCategoryId,
} from '../../src/policy/catalogue.ts';
import type { Policy } from '../../src/policy/compose.ts';
import { addPeriod } from '../../src/policy/period.ts';

/** The categories that a vault can hold, in the order of the catalogue. */
/** A ring drops its oldest when it is full: what an order keeps cannot stay there. */
const turns = (id: StorableCategoryId): boolean => category(id).medium === 'ring';

export const storable = categoryIds.filter((id): id is StorableCategoryId => category(id).medium !== 'none');

const DAY_MS = 86_400_000;
const HOLDS = 'base.legal-hold';
/** An account needs them whomever it asks about: an erasure of one subject leaves them. */
const OF_THE_ACCOUNT: readonly CategoryId[] = [
  HOLDS,
  'base.account',
  'base.transaction',
  'base.dataset-export',
  'base.subject-request',
];

/** A record, as far as the policy is concerned. */
export interface Item {
  /** Its id; of transactions the day and item, of holds the hold's id. */
  readonly key: string;
  readonly appId: string;
  readonly category: StorableCategoryId;
  /** `kind value`, those of the key that seals it included. */
  readonly subjects: readonly string[];
  readonly createdAt: number;
  readonly region: string;
  readonly jurisdiction?: string | undefined;
  /** The earliest that any policy or request since has wanted it gone; null: nothing has. */
  due: number | null;
  place: 'own' | 'apart' | 'gone';
  /** Calls and volume of a transaction. */
  total?: { readonly calls: number; readonly volume: number } | undefined;
  /** What the event of a consent says. */
  consent?: {
    readonly id: string;
    readonly event: 'given' | 'withdrawn';
    readonly fields: readonly string[];
  };
  /** A word that an operation log is found by. */
  readonly word?: string | undefined;
}

export type NewItem = Pick<Item, 'key' | 'appId' | 'category' | 'subjects'> &
  Partial<Pick<Item, 'region' | 'jurisdiction' | 'total' | 'consent' | 'word' | 'createdAt'>>;

interface Usage {
  readonly appId: string;
  readonly day: string;
  readonly item: string;
  readonly volume: number;
  readonly jurisdiction?: string | undefined;
}

export interface ModelHold {
  readonly id: string;
  readonly appId: string;
  readonly subject?: string | undefined;
  readonly categories?: readonly CategoryId[] | undefined;
  readonly apart: 'at-once' | 'when-due';
  readonly until?: number | undefined;
  released: boolean;
}

export interface Target {
  readonly appId: string;
  readonly subject?: string | undefined;
  readonly categories?: readonly CategoryId[] | undefined;
}

/**
 * What the policy says of a handful of records, in memory, by arithmetic of its own: a second opinion on the vault. It
 * knows the published rules as data, and nothing of stores, keys or plans.
 */
export class Model {
  now: number;
  policy: Policy;
  items: Item[] = [];
  /** Newest first. */
  holds: ModelHold[] = [];
  /** `account consent` of those that were withdrawn. */
  closed = new Set<string>();

  constructor(now: number, policy: Policy) {
    this.now = now;
    this.policy = policy;
  }

  clone(): Model {
    const copy = new Model(this.now, this.policy);
    copy.items = this.items.map((item) => ({ ...item }));
    copy.holds = this.holds.map((hold) => ({ ...hold }));
    copy.closed = new Set(this.closed);
    return copy;
  }

  add(given: NewItem): void {
    const item: Item = {
      ...{ createdAt: this.now, region: '', due: null, place: 'own' },
      ...given,
    };
    this.items.push({ ...item, due: this.dueBy(this.policy, item) });
  }

  /** One call more on an account's bill. */
  bill({ appId, day, item, volume, jurisdiction }: Usage): void {
    const key = `${appId} ${day} ${item}`;
    const known = this.items.find((one) => one.key === key && one.place === 'own');
    const before = known?.total ?? { calls: 0, volume: 0 };
    const total = { calls: before.calls + 1, volume: before.volume + volume };
    if (known) known.total = total;
    else {
      const createdAt = Date.parse(`${day}T00:00:00Z`);
      this.add({ key, appId, category: 'base.transaction', subjects: [], jurisdiction, createdAt, total });
    }
  }

  /** When the rule in force wants a record gone: the earliest of its bounds. */
  dueBy(policy: Policy, { category: id, createdAt, region, jurisdiction }: Item): number | null {
    const { bounds, endOfDay } = policy.rule(id, { region, jurisdiction });
    const dues = bounds.map(({ period }) => addPeriod(createdAt, period));
    if (endOfDay) dues.push((Math.floor(createdAt / DAY_MS) + 1) * DAY_MS - 1);
    return dues.length === 0 ? null : Math.min(...dues);
  }

  /** Until when a law forbids to destroy a record. */
  floorOf({ category: id, createdAt, jurisdiction }: Item): number {
    const { floors } = this.policy.rule(id, { jurisdiction });
    return Math.max(-Infinity, ...floors.map(({ period }) => addPeriod(createdAt, period)));
  }

  inForce({ released, until }: ModelHold): boolean {
    return !released && (until === undefined || until > this.now);
  }

  reaches(hold: Target, { appId, category: id, subjects }: Item): boolean {
    if (hold.appId !== appId || !(hold.categories?.includes(id) ?? true)) return false;
    return hold.subject === undefined || subjects.includes(hold.subject);
  }

  /** The orders that cover a record, newest first. Nothing holds a hold. */
  holdsOn(item: Item): readonly ModelHold[] {
    if (item.category === HOLDS) return [];
    return this.holds.filter((hold) => this.inForce(hold) && this.reaches(hold, item));
  }

  isDue({ due }: Item): boolean {
    return due !== null && due <= this.now;
  }

  isReadable(item: Item): boolean {
    return item.place === 'own' && !this.isDue(item);
  }

  isRestricted(item: Item): boolean {
    return (
      !item.category.startsWith('base.') &&
      this.holdsOn(item).some(({ apart }) => apart === 'at-once' || turns(item.category))
    );
  }

  /** Where a record has to be. */
  placeFor(item: Item): Item['place'] {
    if (item.place === 'gone') return 'gone';
    if (!this.isDue(item)) return this.isRestricted(item) ? 'apart' : 'own';
    return this.holdsOn(item).length > 0 || this.floorOf(item) > this.now ? 'apart' : 'gone';
  }

  #settle(item: Item): void {
    item.place = this.placeFor(item);
  }

  expire(): void {
    for (const item of this.items) this.#settle(item);
  }

  erase(target: Target): void {
    const needed = this.holds.some((hold) => hold.appId === target.appId && this.inForce(hold));
    for (const item of this.items) {
      if (item.place === 'gone' || !this.reaches(target, item)) continue;
      const ofTheAccount = OF_THE_ACCOUNT.includes(item.category);
      if (ofTheAccount && target.subject !== undefined && !target.subject.startsWith('account ')) continue;
      if (item.category === HOLDS && needed) continue;
      this.#wantGone(item);
    }
    this.holds = this.holds.filter(({ id }) => this.items.some((i) => i.key === id && i.place === 'own'));
  }

  remove(keys: readonly string[]): void {
    for (const item of this.items) if (keys.includes(item.key) && item.place === 'own') this.#wantGone(item);
  }

  #wantGone(item: Item): void {
    item.due = Math.min(item.due ?? this.now, this.now);
    this.#settle(item);
  }

  place(hold: ModelHold, region: string): void {
    this.holds.unshift(hold);
    this.add({ key: hold.id, appId: hold.appId, category: HOLDS, subjects: [], region });
    this.tendHolds();
  }

  /** What is done whenever a hold is placed: others that have ended let go, restrictions cover what came since. */
  tendHolds(): void {
    for (const hold of this.holds)
      for (const item of this.items) {
        if (!this.reaches(hold, item) || item.category === HOLDS) continue;
        if (!this.inForce(hold)) {
          if (item.place === 'apart') this.#settle(item);
        } else if (item.place === 'own' && !this.isDue(item)) this.#settle(item);
      }
  }

  release(id: string): void {
    const hold = this.holds.find((one) => one.id === id);
    if (!hold) return;
    hold.released = true;
    for (const item of this.items) if (item.place === 'apart' && this.reaches(hold, item)) this.#settle(item);
  }

  /** A restart with another policy: times only ever become earlier. */
  adopt(policy: Policy): void {
    this.policy = policy;
    for (const item of this.items) {
      const due = this.dueBy(policy, item);
      if (due !== null) item.due = Math.min(item.due ?? due, due);
    }
  }

  /**
   * A back-up is restored: what it holds and what is not gone since; the rest of what was put since is lost.
   * @param isThere asked only of what was moved apart or brought back since: what sealed the copy in the back-up may have
   *   been destroyed with the move
   */
  comeBack(then: Model, isThere: (item: Item) => boolean): void {
    const known = this.items;
    this.items = then.items.map((old): Item => {
      const now = known.find(({ key, place }) => key === old.key && place !== 'gone');
      if (!now || old.place === 'gone' || (old.place !== now.place && !isThere(old)))
        return { ...old, place: 'gone' };
      const item: Item = { ...now, total: old.total, place: old.place === 'apart' ? 'apart' : now.place };
      // Whether it was also asked to go is not in the ledger: when its order ends, it does.
      if (old.place === 'own' && now.place === 'apart') item.due = Math.min(now.due ?? this.now, this.now);
      if (item.place === 'own' || this.isDue(item)) this.#settle(item);
      return item;
    });
  }

  /** Whether something with these fields may be captured under a consent. */
  covers(appId: string, consentId: string, id: CategoryId, fields: readonly string[]): boolean {
    if (this.closed.has(`${appId} ${consentId}`)) return false;
    const events = this.items.filter(
      (item) => this.isReadable(item) && item.appId === appId && item.consent?.id === consentId,
    );
    if (events.some(({ consent }) => consent?.event === 'withdrawn')) return false;
    const given = events.at(-1)?.consent;
    const { droppedFields } = this.policy.rule(id);
    const kept = fields.filter((name) => !droppedFields.some(({ field }) => field === name));
    return given !== undefined && kept.every((name) => given.fields.includes(name));
  }
}
