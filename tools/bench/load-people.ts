import { createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';
import { compose } from '../../src/policy/compose.ts';
import { blindIndex } from '../../src/records/keys/blind-index.ts';
import { scopeToken } from '../../src/records/keys/keys.ts';
import type { RootKeys } from '../../src/records/keys/root-keys.ts';
import { recordSeal, seal } from '../../src/records/keys/seal.ts';
import { openKeyedLedger } from '../../src/records/ledger/keyed-ledger.ts';
import { draftPut, type Draft } from '../../src/records/put/draft.ts';
import type { PutRequest, Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { openPeople } from '../../src/registry/people/people.ts';
import type { PeopleOwner } from '../../src/registry/people/types.ts';
import { createCodeSets } from '../../src/storage/vectors/code-sets.ts';
import { ENTRY_SCHEMA } from '../../src/storage/sql/entry-schema.ts';

export interface Load {
  readonly folder: string;
  readonly masterKey: Uint8Array;
  readonly owner: PeopleOwner;
  /** Made here, with everybody in it. */
  readonly groupId: string;
  readonly people: number;
  /** When the last of them was filed, milliseconds since the epoch: each a millisecond after the one before. */
  readonly until: number;
}

const AT_ONCE = 500;
const TEMPLATE_BYTES = TEMPLATE_BITS / 8;
const INDICES = ['entries_filed', 'entries_due', 'entries_key', 'entries_once', 'entry_tokens_seq'];
// Speed only: the folder is thrown away with the bench.
const FAST =
  'pragma synchronous = off; pragma cache_size = -600000; pragma secure_delete = off; pragma temp_store = file';

export const personIdOf = (n: number): string => `person-${n}`;

/**
 * Fills a new data folder with people of one face, as enrolling them one by one would: what is put is what `People`
 * puts, checked, sealed and wrapped by the vault's own functions. Templates are random. Only the way to the disk is
 * another: no commit for each of them, and the indices are made at the end.
 */
export async function loadPeople(load: Load): Promise<void> {
  const { folder, masterKey, owner, groupId } = load;
  const clock = { now: () => load.until };
  const vault = await openVault({ folder, masterKey, clock });
  const people = openPeople({ vault, clock, sets: createCodeSets(), templateBits: TEMPLATE_BITS });
  const group = { groupId, name: groupId, tag: '', descriptionFields: [], modelVersion: '3.0' };
  await people.createGroup(owner, group);
  const [kept] = await vault.find('base.face-group', { appId: owner.appId });
  await people.close();
  await vault.close();
  if (!kept) throw new Error('The group was not made');
  const { ledger, roots } = await openKeyedLedger(folder, masterKey, { now: load.until });
  await ledger.close();
  const rows = new Rows(folder, roots);
  for await (const requests of enrolments(load, { ...vault, find: only(kept) }))
    rows.add(requests, clock.now());
  rows.end();
}

/** Finds the group, and nobody. */
const only = (kept: object): Vault['find'] =>
  ((category: string) => Promise.resolve(category === 'base.face-group' ? [kept] : [])) as Vault['find'];

/** What is put for each person. */
async function* enrolments(
  { owner, groupId, people: count, until }: Load,
  vault: Vault,
): AsyncGenerator<readonly (readonly PutRequest[])[]> {
  let put: (readonly PutRequest[])[] = [];
  let now = until - count;
  const catching: Vault = {
    ...vault,
    put: (requests) => {
      put.push(requests);
      return Promise.resolve([]);
    },
    count: () => Promise.resolve(0),
    secretOf: () => Promise.resolve(new Uint8Array(32)),
    foreignVersion: () => 0,
    watch: () => () => undefined,
  };
  const clock = { now: () => (now += 1) };
  const sets = createCodeSets();
  const people = openPeople({ vault: catching, clock, sets, templateBits: TEMPLATE_BITS });
  for (let first = 0; first < count; first += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) => first + i);
    for (const n of numbers) {
      const personId = personIdOf(n);
      const person = { personId, name: personId, gender: 0, groupId, descriptions: new Map() } as const;
      await people.createPerson(owner, person, () => randomBytes(TEMPLATE_BYTES));
    }
    yield put;
    put = [];
    await setImmediate();
  }
  await people.close();
}

/** The rows of a vault that is closed. */
class Rows {
  readonly #roots: RootKeys;
  readonly #lethe: DatabaseSync;
  readonly #ledger: DatabaseSync;
  readonly #entry: StatementSync;
  readonly #token: StatementSync;
  readonly #key: StatementSync;
  readonly #generation: number;
  #seq: number;
  #keyId: number;
  readonly #policy = compose();

  constructor(folder: string, roots: RootKeys) {
    this.#roots = roots;
    this.#lethe = new DatabaseSync(join(folder, 'lethe.db'));
    this.#ledger = new DatabaseSync(join(folder, 'ledger.db'));
    for (const db of [this.#lethe, this.#ledger]) db.exec(FAST);
    for (const index of INDICES) this.#lethe.exec(`drop index if exists ${index}`);
    this.#lethe.exec('create temp table staged (token text not null, seq integer not null)');
    this.#seq = lastOf(this.#lethe, 'select max(seq) as last from entries');
    const newest = "select max(generation) as last from root_keys where use = 'wrapping'";
    this.#generation = lastOf(this.#ledger, newest);
    this.#keyId = lastOf(this.#ledger, 'select max(id) as last from data_keys');
    for (const db of [this.#lethe, this.#ledger]) db.exec('begin');
    this.#entry = this.#lethe.prepare(`insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#token = this.#lethe.prepare('insert into staged values (?, ?)');
    this.#key = this.#ledger.prepare(
      `insert into data_keys (id, scope, owner, category, subject, drop_at, generation, wrapped)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  add(puts: readonly (readonly PutRequest[])[], now: number): void {
    const index = blindIndex(this.#roots.index);
    for (const requests of puts)
      for (const draft of draftPut(requests, { usage: [], amendments: [] }, this.#policy, index, now).drafts)
        this.#addOne(draft, scopeToken(index, draft.scope));
  }

  #addOne(draft: Draft, scope: string): void {
    const key = randomBytes(32);
    const { owner, category, subject, dropAt } = draft.scope;
    this.#keyId += 1;
    const wrapped = seal(this.#roots.wrapping(this.#generation), key, scope);
    this.#key.run(this.#keyId, scope, owner, category, subject, dropAt, this.#generation, wrapped);
    const sealed = seal(createSecretKey(key), draft.content, recordSeal(draft.id, draft.category));
    this.#seq += 1;
    this.#entry.run(
      ...[
        this.#seq,
        draft.id,
        draft.category,
        draft.appId,
        draft.region,
        draft.jurisdiction,
        draft.createdAt,
      ],
      ...[draft.visibleUntil, draft.removeAt, this.#keyId, sealed.length, draft.once, sealed],
    );
    for (const token of new Set(draft.tokens)) this.#token.run(token, this.#seq);
  }

  /** Tokens in their order, and the indices at once. */
  end(): void {
    this.#lethe.exec(`
      insert into entry_tokens select token, seq from staged order by token, seq;
      drop table staged;
      commit;
      ${ENTRY_SCHEMA}
      pragma wal_checkpoint(truncate)`);
    this.#ledger.exec('commit; pragma wal_checkpoint(truncate)');
    this.#lethe.close();
    this.#ledger.close();
  }
}

const lastOf = (db: DatabaseSync, text: string): number => Number(db.prepare(text).get()?.['last'] ?? 0);
