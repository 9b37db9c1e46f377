import type { Clock } from '../../lib/clock.ts';
import type { NewEntry } from '../../storage/entries.ts';
import type { LogEntry } from '../../storage/logs/log-index.ts';
import type { EntryTable } from '../../storage/sql/entry-table.ts';
import { sealAmendments, writeAmendments } from './amendments.ts';
import { callId, timeOfId, type Draft, type PutDraft } from './draft.ts';
import type { DataKey } from '../keys/keys.ts';
import type { VaultRefusal } from './refusal.ts';
import { refusedOf, type Refusals } from './refused.ts';
import { recordSeal, seal } from '../keys/seal.ts';
import { dropPending, notePending } from './pending-objects.ts';
import { roomIn, type Room } from './room.ts';
import { entriesOf, type Stores } from '../stores.ts';
import { addUsage, usageScope } from './usage.ts';

/** A put under way, and whom to tell. */
interface Waiting extends PutDraft {
  readonly resolve: (ids: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

/** One record, sealed. */
interface Sealed {
  readonly draft: Draft;
  readonly entry: LogEntry;
  /** What goes into the folder of objects instead of the entry. */
  readonly object: Uint8Array | null;
}

type Outcome =
  { readonly ids: readonly string[]; readonly written: boolean } | { readonly refused: VaultRefusal };

/** A key that something was sealed with is gone: seal again. */
class KeysChanged extends Error {}

const ATTEMPTS = 5;
const PUTS_PER_COMMIT = 256;

/**
 * Writes puts in groups: those of one turn of the event loop, and those that come while a commit is on its way,
 * share the next commit and its fsync.
 */
export class GroupCommit {
  readonly #stores: Stores;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;

  constructor(stores: Stores, clock: Clock) {
    this.#stores = stores;
    this.#clock = clock;
  }

  add(put: PutDraft): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...put, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves once nothing is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, PUTS_PER_COMMIT));
    this.#running = null;
  }

  /** One put that cannot be written must not take the others with it. */
  async #commit(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await writeGroup(this.#stores, group, this.#clock.now());
      for (const [i, put] of group.entries()) {
        const outcome = outcomes[i];
        if (outcome && 'ids' in outcome) put.resolve(outcome.ids);
        else put.reject(outcome?.refused);
      }
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else for (const put of group) await this.#commit([put]);
    }
  }
}

const writeGroup = async (
  stores: Stores,
  group: readonly PutDraft[],
  now: number,
): Promise<readonly Outcome[]> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryGroup(stores, group, now);
    } catch (error) {
      if (!(error instanceof KeysChanged) || attempt === ATTEMPTS) throw error;
    }
  }
};

const tryGroup = async (
  stores: Stores,
  group: readonly PutDraft[],
  now: number,
): Promise<readonly Outcome[]> => {
  const { keys, lethe } = stores;
  // First, so that no key is made for what is not written.
  const refused = await refusedOf(stores, entriesOf(lethe.db), group, now);
  const promising = group.filter((put) => !refused.has(put));
  const version = keys.version();
  const drafts = promising.flatMap((put) => put.drafts);
  const accounts = [...new Set(promising.flatMap((put) => put.usage.map(({ appId }) => appId)))];
  const obtained = await keys.obtain([...drafts.map((draft) => draft.scope), ...accounts.map(usageScope)]);
  const usageKeys = new Map(accounts.map((appId, i) => [appId, obtained[drafts.length + i] as DataKey]));
  const sealed = new Map(drafts.map((draft, i) => [draft, sealDraft(draft, obtained[i] as DataKey)]));
  const amended = await sealAmendments(
    stores,
    promising.flatMap((put) => put.amendments),
  );
  const keyIds = [...obtained.map(({ id }) => id), ...[...amended.values()].map(({ keyId }) => keyId)];
  await writeObjects(
    stores,
    promising.flatMap((put) => put.drafts.map((draft) => sealed.get(draft) as Sealed)),
    now,
  );
  let committed: readonly Outcome[] = [];
  try {
    committed = await lethe.transaction(async (tx) => {
      const table = entriesOf(tx, stores.counts);
      // From here on nobody else destroys a key that looks unused: that takes the lock that is held here.
      if (keys.version() !== version && !(await keys.exist(keyIds))) throw new KeysChanged();
      const outcomes = await judge(stores, { table, room: await roomIn(tx, group) }, group, refused, now);
      const accepted = group.filter((_, i) => wasWritten(outcomes[i]));
      const writing = accepted.flatMap((put) => put.drafts.map((draft) => sealed.get(draft) as Sealed));
      const amending = accepted.flatMap((put) => put.amendments);
      // An entry came back, or was moved, since its key was looked for.
      if (amending.some((draft) => !amended.has(draft))) throw new KeysChanged();
      await insertAll(stores, table, writing);
      await writeAmendments(
        table,
        amending.flatMap((draft) => amended.get(draft) ?? []),
      );
      await addUsage(
        table,
        accepted.flatMap((put) => put.usage),
        usageKeys,
        stores.index,
      );
      const objectIds = writing.filter(({ object }) => object !== null).map(({ draft }) => draft.id);
      if (objectIds.length > 0) await tx.deleteFrom('pending_objects').where('id', 'in', objectIds).execute();
      return outcomes;
    });
  } finally {
    const kept = new Set(group.filter((_, i) => wasWritten(committed[i])).flatMap((put) => put.drafts));
    const left = [...sealed.values()].filter(({ draft, object }) => object !== null && !kept.has(draft));
    await dropPending(
      stores,
      left.map(({ draft }) => draft.id),
    );
  }
  return committed;
};

const wasWritten = (outcome: Outcome | undefined): boolean =>
  outcome !== undefined && 'ids' in outcome && outcome.written;

/** Which puts are written: not those of a call that is there already, and not those without what they need. */
const judge = async (
  stores: Stores,
  { table, room }: { readonly table: EntryTable; readonly room: Room },
  group: readonly PutDraft[],
  refusedBefore: Refusals,
  now: number,
): Promise<readonly Outcome[]> => {
  const calls = new Map(
    (await table.idsOfOnces(group.flatMap(({ call }) => call ?? []))).map((c) => [c.once, c.id]),
  );
  // A consent may have been withdrawn since, and a record erased.
  const refusedNow = await refusedOf(stores, table, group, now);
  return group.map((put): Outcome => {
    const ids = put.drafts.map(({ id }) => id);
    const { call } = put;
    const known = call === null ? undefined : calls.get(call);
    if (call !== null && known !== undefined)
      return { ids: ids.map((_, i) => callId(timeOfId(known), call, i, stores.index)), written: false };
    const refused = refusedBefore.get(put) ?? refusedNow.get(put) ?? room.refusalOf(put);
    if (refused) return { refused };
    room.take(put);
    if (call !== null) calls.set(call, ids[0] as string);
    return { ids, written: true };
  });
};

const sealDraft = (draft: Draft, { id: keyId, key }: DataKey): Sealed => {
  const sealed = seal(key, draft.content, recordSeal(draft.id, draft.category));
  const isObject = draft.medium === 'objects';
  const entry: LogEntry = {
    id: draft.id,
    kind: draft.category,
    owner: draft.appId,
    region: draft.region,
    jurisdiction: draft.jurisdiction,
    createdAt: draft.createdAt,
    visibleUntil: draft.visibleUntil,
    removeAt: draft.removeAt,
    keyId,
    sizeBytes: sealed.length,
    tokens: draft.tokens,
    once: draft.once,
    sealed: isObject ? null : sealed,
    words: draft.words,
  };
  return { draft, entry, object: isObject ? sealed : null };
};

/** Objects are written before the commit, and are known as pending before that: a kill leaves none behind. */
const writeObjects = async (stores: Stores, sealed: readonly Sealed[], now: number): Promise<void> => {
  const { lethe, objects } = stores;
  const withObject = sealed.filter(({ object }) => object !== null);
  if (withObject.length === 0) return;
  const known = await entriesOf(lethe.db).heads(
    { ids: withObject.map(({ draft }) => draft.id) },
    withObject.length,
  );
  const knownIds = new Set(known.map(({ id }) => id));
  const fresh = withObject.filter(({ draft }) => !knownIds.has(draft.id));
  if (fresh.length === 0) return;
  await notePending(
    stores,
    fresh.map(({ draft }) => draft.id),
    now,
  );
  for (const { draft, object } of fresh) if (object) await objects.write(draft.id, object);
};

const insertAll = async (stores: Stores, table: EntryTable, writing: readonly Sealed[]): Promise<void> => {
  const logs: LogEntry[] = [];
  const rows: NewEntry[] = [];
  const ringed = new Map<Draft['category'], NewEntry[]>();
  for (const { draft, entry } of writing) {
    if (draft.medium === 'logs') logs.push(entry);
    else if (draft.medium === 'ring')
      ringed.set(draft.category, [...(ringed.get(draft.category) ?? []), entry]);
    else rows.push(entry);
  }
  if (logs.length > 0) await stores.logs.insert(logs);
  for (const [id, entries] of ringed) await stores.ringOf(id)?.insert(entries);
  if (rows.length > 0) await table.insert(rows);
};
