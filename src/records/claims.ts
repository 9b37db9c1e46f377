import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import { Locks } from '../lib/locks.ts';
import { ask } from '../storage/sql/entry-query.ts';
import { tryLock, type FileLock } from '../storage/sql/file-lock.ts';
import type { Claim } from './claim-types.ts';
import type { LetheTables } from './schema.ts';
import type { Stores } from './stores.ts';
import type { Subject } from './types.ts';

interface Row {
  /** Empty: nobody has it, and it is for who waits. */
  readonly holder: string;
  /** Who is the next; empty: nobody waits. */
  readonly next: string;
}

const FIRST_PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 50;
/** Of whoever waits longer the call fails: another process does not answer. */
const PATIENCE_MS = 60_000;

/**
 * Who of several processes on a folder does what. A process is alive as long as it holds the lock on a file of its own,
 * which the operating system lets go when it ends, however it ends: what it held is free at that instant, and no clock is asked.
 * The names are keyed hashes.
 */
export class Claims {
  readonly #folder: string;
  readonly #stores: Pick<Stores, 'lethe' | 'index'>;
  readonly #locks = new Locks();
  readonly #own = randomUUID();
  #lock: FileLock | null = null;

  constructor(folder: string, stores: Pick<Stores, 'lethe' | 'index'>) {
    this.#folder = join(folder, 'alive');
    this.#stores = stores;
  }

  /** @returns null when it is held already, by whomever */
  async take(appId: string, subject: Subject): Promise<Claim | null> {
    const token = this.#tokenOf(appId, subject);
    return (await this.#take(token, false)) ? this.#claim(token) : null;
  }

  /** One after the other over all processes, which take turns. */
  alone<R>(appId: string, subject: Subject, work: () => Promise<R>): Promise<R> {
    const token = this.#tokenOf(appId, subject);
    return this.#locks.run({ own: [token] }, async () => {
      const until = performance.now() + PATIENCE_MS;
      for (let pauseMs = FIRST_PAUSE_MS; !(await this.#take(token, true)); pauseMs *= 2) {
        if (performance.now() > until) return this.#giveUp(token);
        await delay(Math.min(pauseMs, LONGEST_PAUSE_MS));
      }
      try {
        return await work();
      } finally {
        await this.#claim(token).release();
      }
    });
  }

  close(): void {
    this.#lock?.release();
    if (this.#lock) rmSync(this.#fileOf(this.#own), { force: true });
    this.#lock = null;
  }

  #tokenOf(appId: string, { kind, value }: Subject): string {
    return this.#stores.index.token('claim', appId, kind, value);
  }

  #claim(token: string): Claim {
    const values = [token, this.#own];
    return {
      release: () =>
        this.#write(async (tx) => {
          await ask(tx, { text: `delete from claims where token = ? and holder = ? and next = ''`, values });
          await ask(tx, { text: `update claims set holder = '' where token = ? and holder = ?`, values });
        }),
    };
  }

  async #giveUp(token: string): Promise<never> {
    await this.#write(async (tx) => {
      const values = [token, this.#own];
      await ask(tx, { text: `update claims set next = '' where token = ? and next = ?`, values });
    });
    throw new Error('Another process does not let go');
  }

  async #take(token: string, waits: boolean): Promise<boolean> {
    const known = await this.#rowOf(this.#stores.lethe.db, token);
    if (known && this.#isHeld(known) && (!waits || known.next === this.#own)) return false;
    await this.#live();
    return this.#write(async (tx) => {
      const row = await this.#rowOf(tx, token);
      if (row && this.#isHeld(row)) {
        const text = 'update claims set next = ? where token = ?';
        if (waits && !this.#isAlive(row.next)) await ask(tx, { text, values: [this.#own, token] });
        return false;
      }
      const text = `insert into claims (token, holder, next) values (?, ?, '')
        on conflict do update set holder = excluded.holder, next = ''`;
      await ask(tx, { text, values: [token, this.#own] });
      return true;
    });
  }

  /** Or another one is to have it first. */
  #isHeld({ holder, next }: Row): boolean {
    return this.#isAlive(holder) || (next !== this.#own && this.#isAlive(next));
  }

  async #rowOf(
    db: Stores['lethe']['db'] | Transaction<LetheTables>,
    token: string,
  ): Promise<Row | undefined> {
    const text = 'select holder, next from claims where token = ?';
    return (await ask<Row>(db, { text, values: [token] })).rows[0];
  }

  /** Nobody needs it any more after a power cut. */
  #write<R>(work: (tx: Transaction<LetheTables>) => Promise<R>): Promise<R> {
    return this.#stores.lethe.lazily(work);
  }

  #isAlive(id: string): boolean {
    if (id === this.#own) return this.#lock !== null;
    if (id === '' || !existsSync(this.#fileOf(id))) return false;
    // Ids are given once: whose lock can be had is gone for good.
    const lock = tryLock(this.#fileOf(id));
    lock?.release();
    if (lock) rmSync(this.#fileOf(id), { force: true });
    return lock === null;
  }

  /** From the first claim on; what processes that are gone have left is taken away. */
  async #live(): Promise<void> {
    if (this.#lock) return;
    mkdirSync(this.#folder, { recursive: true });
    this.#lock = tryLock(this.#fileOf(this.#own));
    await this.#write(async (tx) => {
      const { rows } = await ask<{ holder: string }>(tx, {
        text: 'select distinct holder from claims',
        values: [],
      });
      for (const { holder } of rows)
        if (holder !== '' && !this.#isAlive(holder))
          await ask(tx, { text: `delete from claims where holder = ? and next = ''`, values: [holder] });
    });
  }

  #fileOf(id: string): string {
    return join(this.#folder, id);
  }
}
