import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { passOver, type PageFilter } from './entry-pages.ts';
import type { EntryTables } from './entry-schema.ts';
import type { SqlFile } from './sqlite.ts';
import type { TokenChange, TokenObserver } from './token-changes.ts';

interface Kept {
  count: number;
  /** Up to there, and from behind `last` on, changes count; what lies between is still to be read. */
  cursor: number;
  readonly last: number;
  readonly countedAt: number;
  /** The first of those counted is shown until then. */
  shownUntil: number;
  readonly foreignVersion: number;
}

/** Fewer are counted every time. */
const FEW = 1_000;
/** Read at once: some milliseconds' worth. */
const PORTION = 10_000;
const REMEMBERED = 10_000;

const nameOf = ({ kind, token }: { kind: string; token?: string | undefined }): string => `${kind} ${token}`;

/**
 * How many entries of a kind a token finds. Where they are many they are read once, in portions between which others go
 * on, and from then on counted as they come and go; anew when another connection has committed, or one was shown only
 * until now.
 */
export class KeptCounts implements TokenObserver {
  readonly #file: Pick<SqlFile<EntryTables>, 'db' | 'foreignVersion'>;
  readonly #kept = new Map<string, Kept>();
  readonly #running = new Map<string, Promise<number>>();

  constructor(file: Pick<SqlFile<EntryTables>, 'db' | 'foreignVersion'>) {
    this.#file = file;
  }

  get isWatching(): boolean {
    return this.#kept.size > 0;
  }

  changed(changes: readonly TokenChange[]): void {
    for (const change of changes) {
      const kept = this.#kept.get(nameOf(change));
      const { seq, by, visibleUntil } = change;
      if (!kept || (seq > kept.cursor && seq <= kept.last)) continue;
      if (by < 0 && visibleUntil !== null && visibleUntil <= kept.countedAt) continue;
      kept.count += by;
      if (by > 0) kept.shownUntil = Math.min(kept.shownUntil, visibleUntil ?? Infinity);
    }
  }

  /** Something changed of which only that is known, or a transaction was not committed. */
  clear(): void {
    this.#kept.clear();
  }

  async count(filter: PageFilter): Promise<number> {
    const name = nameOf(filter);
    const kept = this.#kept.get(name);
    if (kept && this.#isTrue(kept, filter.visibleAt)) return kept.count;
    const running = this.#running.get(name);
    if (running) return running;
    const few = await passOver(this.#file.db, filter, 0, { most: FEW });
    if (few.count < FEW) return few.count;
    const counting = this.#running.get(name) ?? this.#countAll(name, filter);
    this.#running.set(name, counting);
    try {
      return await counting;
    } finally {
      this.#running.delete(name);
    }
  }

  #isTrue({ cursor, last, foreignVersion, countedAt, shownUntil }: Kept, at: number): boolean {
    const isCurrent = cursor === last && foreignVersion === this.#file.foreignVersion();
    return isCurrent && at >= countedAt && at < shownUntil;
  }

  async #countAll(name: string, filter: PageFilter): Promise<number> {
    if (this.#kept.size >= REMEMBERED) this.#kept.clear();
    // While the connection is held no change is between its commit and its being told.
    const kept = await this.#held(async (db) => {
      const foreignVersion = this.#file.foreignVersion();
      const { seq: last } = await db
        .selectFrom('entries')
        .select((e) => e.fn.coalesce(e.fn.max('seq'), e.lit(0)).as('seq'))
        .executeTakeFirstOrThrow();
      const begun: Kept = {
        ...{ count: 0, cursor: 0, last, foreignVersion },
        ...{ countedAt: filter.visibleAt, shownUntil: Infinity },
      };
      this.#kept.set(name, begun);
      return begun;
    });
    while (kept.cursor < kept.last) {
      await this.#held(async (db) => {
        const bounds = { most: PORTION, last: kept.last };
        const { count, seq, shownUntil } = await passOver(db, filter, kept.cursor, bounds);
        kept.count += count;
        kept.cursor = count < PORTION ? kept.last : seq;
        kept.shownUntil = Math.min(kept.shownUntil, shownUntil ?? Infinity);
      });
      await setImmediate();
    }
    return kept.count;
  }

  #held<R>(work: (db: Kysely<EntryTables>) => Promise<R>): Promise<R> {
    return this.#file.db.connection().execute(work);
  }
}
