import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
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
const IS_ID = /^[0-9a-f-]{36}$/;

/**
 * Who of several processes on a folder does what. A process is alive as long as it holds the lock on a file of its own,
 * which the operating system lets go when it ends, however it ends: what it held is free at that instant, and no clock is asked.
 * The names are keyed hashes.
 */
export class Claims {
  readonly #folder: string;
  readonly #stores: Pick<Stores, 'lethe' | 'index'>;
  readonly #locks = new Locks();
  /** What this process has, whatever the rows say: one that could not be let go is free here. */
  readonly #held = new Set<string>();
  #own = randomUUID();
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

  /** One after the other over all processes, which take turns. Within it the same name is waited for in vain. */
  alone<R>(appId: string, subject: Subject, work: () => Promise<R>): Promise<R> {
    const token = this.#tokenOf(appId, subject);
    return this.#locks.run({ own: [token] }, async () => {
      await this.#wait(token).catch((error: unknown) => this.#giveUp(token, error));
      const claim = this.#claim(token);
      try {
        return await work();
      } finally {
        await claim.release();
      }
    });
  }

  close(): void {
    this.#lock?.release();
    if (this.#lock) removeFile(this.#fileOf(this.#own));
    this.#lock = null;
  }

  #tokenOf(appId: string, { kind, value }: Subject): string {
    return this.#stores.index.token('claim', appId, kind, value);
  }

  #claim(token: string): Claim {
    let isHeld = true;
    const letGo = (): void => {
      if (isHeld) this.#held.delete(token);
      isHeld = false;
    };
    return {
      release: async () => {
        if (!isHeld) return;
        const values = [token, this.#own];
        const work = async (tx: Transaction<LetheTables>): Promise<void> => {
          letGo();
          await ask(tx, { text: `delete from claims where token = ? and holder = ? and next = ''`, values });
          await ask(tx, { text: `update claims set holder = '' where token = ? and holder = ?`, values });
        };
        // A full disk, say: what was done is done. Others have it when it was held here once more, or this process has ended.
        await this.#write(work).catch(letGo);
      },
    };
  }

  async #wait(token: string): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    for (let pauseMs = FIRST_PAUSE_MS; !(await this.#take(token, true)); pauseMs *= 2) {
      if (performance.now() > until) throw new Error('Another process does not let go');
      await delay(Math.min(pauseMs, LONGEST_PAUSE_MS));
    }
  }

  /** It is kept for nobody who does not come for it. */
  async #giveUp(token: string, error: unknown): Promise<never> {
    const text = `update claims set next = '' where token = ? and next = ?`;
    await this.#write((tx) => ask(tx, { text, values: [token, this.#own] })).catch(() => undefined);
    throw error;
  }

  async #take(token: string, waits: boolean): Promise<boolean> {
    const known = await this.#rowOf(this.#stores.lethe.db, token);
    if (known && this.#isHeld(token, known) && (!waits || known.next === this.#own)) return false;
    await this.#live();
    let isTaken = false;
    const work = async (tx: Transaction<LetheTables>): Promise<boolean> => {
      const row = await this.#rowOf(tx, token);
      if (row && this.#isHeld(token, row)) {
        const text = 'update claims set next = ? where token = ?';
        if (waits && !this.#isAlive(row.next)) await ask(tx, { text, values: [this.#own, token] });
        return false;
      }
      const text = `insert into claims (token, holder, next) values (?, ?, '')
        on conflict do update set holder = excluded.holder, next = ''`;
      await ask(tx, { text, values: [token, this.#own] });
      this.#held.add(token);
      isTaken = true;
      return true;
    };
    return this.#write(work).catch((error: unknown) => {
      if (isTaken) this.#held.delete(token);
      throw error;
    });
  }

  /** Or another one is to have it first. */
  #isHeld(token: string, { holder, next }: Row): boolean {
    const isHere = holder === this.#own;
    return (
      (isHere ? this.#held.has(token) : this.#isAlive(holder)) || (next !== this.#own && this.#isAlive(next))
    );
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
    if (id === '') return false;
    if (id === this.#own) return this.#lock !== null;
    const file = this.#fileOf(id);
    if (!existsSync(file)) return false;
    // Ids are given once: whose lock can be had is gone for good.
    const lock = tryLock(file);
    if (!lock) return true;
    // Before it is let go: who made the file this instant, and has not locked it, sees then that it is gone. Where open files
    // cannot be removed, it is removed afterwards, unless that one has it open.
    removeFile(file);
    lock.release();
    if (existsSync(file)) removeFile(file);
    return false;
  }

  /** From the first claim on; what processes that are gone have left is taken away. */
  async #live(): Promise<void> {
    if (this.#lock) return;
    mkdirSync(this.#folder, { recursive: true });
    while (!this.#lock) {
      const lock = tryLock(this.#fileOf(this.#own));
      if (lock && existsSync(this.#fileOf(this.#own))) this.#lock = lock;
      else {
        lock?.release();
        this.#own = randomUUID();
      }
    }
    for (const name of readdirSync(this.#folder)) if (IS_ID.test(name)) this.#isAlive(name);
    await this.#write((tx) => this.#forgetGone(tx));
  }

  async #forgetGone(tx: Transaction<LetheTables>): Promise<void> {
    const { rows } = await ask<{ id: string }>(tx, {
      text: 'select holder as id from claims union select next from claims',
      values: [],
    });
    for (const { id } of rows)
      if (!this.#isAlive(id)) {
        await ask(tx, { text: `update claims set holder = '' where holder = ?`, values: [id] });
        await ask(tx, { text: `update claims set next = '' where next = ?`, values: [id] });
      }
    await ask(tx, { text: `delete from claims where holder = '' and next = ''`, values: [] });
  }

  #fileOf(id: string): string {
    return join(this.#folder, id);
  }
}

/** One that cannot be removed is empty, and in nobody's way. */
const removeFile = (file: string): void => {
  try {
    rmSync(file, { force: true });
  } catch {
    return;
  }
};
