import { setImmediate } from 'node:timers/promises';
import type { Vault } from '../../records/types.ts';
import type { Code, CodeSet, CodeSets } from '../../storage/vectors/types.ts';
import type { Generation } from './group-record.ts';
import { TEMPLATE } from './person-record.ts';
import { generationSubject } from './subjects.ts';

/** Templates of one secret of a group. */
export interface SetOf extends Generation {
  readonly appId: string;
  readonly groupId: string;
}

/** A set in memory, and what it knows of the vault. */
interface Loaded {
  readonly of: SetOf;
  readonly set: CodeSet;
  /** Resolves when all that was in the vault is in it. */
  ready: Promise<void>;
  isBuilt: boolean;
  /** What went while it was read, or held against the vault. */
  readonly gone: Set<string>;
  isBehind: boolean;
  foreignVersion: number;
  reconciling: Promise<void> | null;
  searches: number;
  /** Nothing is put into it any more: nobody would give its memory back. */
  isDropped: boolean;
}

export interface TemplateSetsOptions {
  readonly vault: Vault;
  readonly sets: CodeSets;
  readonly templateBits: number;
  /** Sets that were not searched for longest are dropped above it. */
  readonly memoryBytes: number;
  readonly onError: (error: unknown) => void;
}

/** A set of so many templates is held against the vault before it is searched, a larger one meanwhile. */
const SMALL = 20_000;
/** Of the time, at most: a large set is read for seconds. */
const RECONCILING_SHARE = 0.1;

const nameOf = ({ appId, groupId, generation }: SetOf): string => `${appId} ${groupId} ${generation}`;

/**
 * The templates of groups in memory: read from the vault when a group is first searched, kept in step with it, dropped
 * when there are too many. What they answer is a guess that whoever asks holds against the vault.
 */
export class TemplateSets {
  readonly #options: TemplateSetsOptions;
  /** Least recently used first. */
  readonly #loaded = new Map<string, Loaded>();
  readonly #unwatch: () => void;
  #closed = false;

  constructor(options: TemplateSetsOptions) {
    this.#options = options;
    this.#unwatch = options.vault.watch(({ gone, cameBackTo }) => {
      for (const loaded of this.#loaded.values()) {
        const { of, set, searches, isBuilt, reconciling } = loaded;
        set.remove(gone);
        if (!isBuilt || reconciling) for (const id of gone) loaded.gone.add(id);
        if (cameBackTo.includes(of.appId)) loaded.isBehind = true;
        // A group that was erased, by whichever way, takes no memory.
        const isEmptied = gone.length > 0 && isBuilt && searches === 0 && set.size === 0;
        if (isEmptied) void this.drop(of).catch(options.onError);
      }
    });
  }

  /** Runs a search on a set that holds all that the vault did when it was asked for. */
  async use<R>(of: SetOf, search: (set: CodeSet) => Promise<R>): Promise<R> {
    const loaded = this.#get(of);
    loaded.searches += 1;
    try {
      await loaded.ready;
      await this.#catchUp(loaded);
      return await search(loaded.set);
    } finally {
      loaded.searches -= 1;
      await this.#dropLeastUsed();
    }
  }

  /** Templates that are in the vault now. */
  added(of: SetOf, codes: readonly Code[]): void {
    this.#loaded.get(nameOf(of))?.set.add(codes);
  }

  /** Those of them that the vault does not have. */
  removed(of: SetOf, ids: readonly string[]): void {
    this.#loaded.get(nameOf(of))?.set.remove(ids);
  }

  /** A group or a secret of it is no more. */
  async drop(of: SetOf): Promise<void> {
    const loaded = this.#loaded.get(nameOf(of));
    if (!loaded) return;
    this.#loaded.delete(nameOf(of));
    loaded.isDropped = true;
    await loaded.set.clear();
  }

  /** Ends what goes on in the background. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unwatch();
    for (const { ready, reconciling } of this.#loaded.values())
      await Promise.allSettled([ready, reconciling ?? Promise.resolve()]);
    await this.#options.sets.close();
  }

  #get(of: SetOf): Loaded {
    const name = nameOf(of);
    const known = this.#loaded.get(name) ?? this.#load(of);
    this.#loaded.delete(name);
    this.#loaded.set(name, known);
    return known;
  }

  #load(of: SetOf): Loaded {
    const { vault, sets, templateBits } = this.#options;
    const loaded: Loaded = {
      of,
      set: sets.create(templateBits),
      ready: Promise.resolve(),
      isBuilt: false,
      gone: new Set(),
      isBehind: false,
      foreignVersion: vault.foreignVersion(),
      reconciling: null,
      searches: 0,
      isDropped: false,
    };
    loaded.ready = this.#build(loaded).catch(async (error: unknown) => {
      // The next who asks tries again.
      await this.drop(of);
      throw error;
    });
    return loaded;
  }

  async #build(loaded: Loaded): Promise<void> {
    const { appId, groupId, generation } = loaded.of;
    const subject = generationSubject(groupId, generation);
    for await (const page of this.#options.vault.fields(TEMPLATE, 'template', { appId, subject })) {
      if (this.#closed || loaded.isDropped) return;
      const codes = page.map(({ id, bytes }) => ({ id, code: bytes }));
      loaded.set.add(codes.filter(({ id }) => !loaded.gone.has(id)));
    }
    loaded.isBuilt = true;
    loaded.gone.clear();
  }

  /** What another process did is seen by the version alone; what came back, by whose it is. */
  async #catchUp(loaded: Loaded): Promise<void> {
    const version = this.#options.vault.foreignVersion();
    if (!loaded.isBehind && version === loaded.foreignVersion) return;
    loaded.reconciling ??= this.#reconcile(loaded).catch(this.#options.onError);
    if (loaded.set.size < SMALL) await loaded.reconciling;
  }

  async #reconcile(loaded: Loaded): Promise<void> {
    const started = performance.now();
    loaded.foreignVersion = this.#options.vault.foreignVersion();
    loaded.isBehind = false;
    loaded.gone.clear();
    try {
      await this.#holdAgainstVault(loaded);
    } catch (error) {
      loaded.isBehind = true;
      throw error;
    } finally {
      const tookMs = performance.now() - started;
      const end = (): void => void (loaded.reconciling = null);
      if (loaded.set.size < SMALL) end();
      else setTimeout(end, tookMs / RECONCILING_SHARE).unref();
    }
  }

  async #holdAgainstVault(loaded: Loaded): Promise<void> {
    const { appId, groupId, generation } = loaded.of;
    const { set } = loaded;
    const { vault } = this.#options;
    const subject = generationSubject(groupId, generation);
    const left = new Set<string>();
    let read = 0;
    for (const id of set.ids()) {
      left.add(id);
      read += 1;
      if (read % READ_AT_ONCE === 0) await setImmediate();
    }
    for await (const ids of vault.idPages(TEMPLATE, { appId, subject })) {
      if (this.#closed || loaded.isDropped) return;
      const fresh = ids.filter((id) => !left.delete(id) && !set.has(id));
      for (let i = 0; i < fresh.length; i += FOUND_AT_ONCE) {
        const records = await vault.find(TEMPLATE, { appId, ids: fresh.slice(i, i + FOUND_AT_ONCE) });
        if (loaded.isDropped) return;
        const there = records.filter(({ id }) => !loaded.gone.has(id));
        set.add(there.map(({ id, record }) => ({ id, code: record.template })));
        await setImmediate();
      }
    }
    // What was put since the last page was read is there, too.
    for (const ids of inChunks([...left])) {
      const there = await vault.existing(TEMPLATE, appId, ids);
      set.remove(ids.filter((id) => !there.has(id)));
      await setImmediate();
    }
  }

  async #dropLeastUsed(): Promise<void> {
    const { sets, memoryBytes } = this.#options;
    for (const { of, searches, isBuilt } of [...this.#loaded.values()].slice(0, -1)) {
      if (sets.sizeBytes() <= memoryBytes) return;
      if (searches === 0 && isBuilt) await this.drop(of);
    }
  }
}

const FOUND_AT_ONCE = 100;
const READ_AT_ONCE = 10_000;

const inChunks = (ids: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(ids.length / FOUND_AT_ONCE) }, (_, i) =>
    ids.slice(i * FOUND_AT_ONCE, (i + 1) * FOUND_AT_ONCE),
  );
