import { createPublicKey } from 'node:crypto';
import { checkProof } from '../../src/proof/check.ts';
import type { SignedTreeHead } from '../../src/proof/formats.ts';
import { ReceiptLogBroken } from '../../src/records/receipts/tree-head.ts';
import type { Holding } from '../../src/records/holding-types.ts';
import type { StoredRecord } from '../../src/records/types.ts';
import { storable, type Item, type Model } from './model.ts';
import type { OnDisk } from './on-disk.ts';
import { APPS } from './steps.ts';

/** What must hold, whatever happens. */
export type Property =
  | 'nothing is readable past its rule'
  | 'nothing dies before its time'
  | 'what is kept apart is read by its order alone'
  | 'nobody sees or touches what is another account’s'
  | 'deadlines are those of the policy'
  | 'only what is consented to is captured'
  | 'holdings are those of the model'
  | 'usage is billed once'
  | 'receipts are all there, and consistent'
  | 'keys live as long as what they seal';

/** A property that does not hold. Says what was wrong with what, for whoever reads the failing run. */
export class Violated extends Error {
  readonly property: Property;

  constructor(property: Property, found: unknown) {
    super(`${property}: ${JSON.stringify(found)}`);
    this.name = 'Violated';
    this.property = property;
  }
}

export const insist = (holds: boolean, property: Property, found: unknown): void => {
  if (!holds) throw new Violated(property, found);
};

/** How the model calls what the vault shows. */
export const keyOf = ({ category, id, record }: StoredRecord): string => {
  if (category === 'base.legal-hold') return (record as StoredRecord<typeof category>['record']).holdId;
  return id;
};

/** What can be read of every category but transactions, which are read by usage. */
export const readable = async ({ vault }: OnDisk): Promise<ReadonlyMap<string, StoredRecord>> => {
  const found = new Map<string, StoredRecord>();
  for (const category of storable)
    if (category !== 'base.transaction')
      for (const record of await vault.find(category, {})) found.set(keyOf(record), record);
  return found;
};

const propertyOf = (item: Item | undefined, model: Model): Property => {
  if (!item) return 'nobody sees or touches what is another account’s';
  return item.place === 'apart' && !model.isDue(item)
    ? 'what is kept apart is read by its order alone'
    : 'nothing is readable past its rule';
};

/** Everything that the model says can be read can be, and nothing else. */
export const checkReadable = async (disk: OnDisk, model: Model): Promise<void> => {
  const found = await readable(disk);
  const known = new Map(model.items.map((item) => [item.key, item]));
  for (const [key, { appId, deadline }] of found) {
    const item = known.get(key);
    const wanted = item && { category: item.category, app: item.appId, due: item.due };
    insist(item !== undefined && model.isReadable(item), propertyOf(item, model), wanted);
    insist(item?.appId === appId, 'nobody sees or touches what is another account’s', wanted);
    insist(item?.due === deadline, 'deadlines are those of the policy', { wanted, deadline });
  }
  for (const item of model.items)
    if (model.isReadable(item) && item.category !== 'base.transaction')
      insist(found.has(item.key), 'nothing dies before its time', item);
};

export const checkUsage = async ({ vault }: OnDisk, model: Model): Promise<void> => {
  for (const appId of APPS) {
    const all = { appId, fromDay: '2020-01-01', toDay: '2100-01-01' };
    const billed = (await vault.usage(all)).map(({ day, item, calls, volume }) => [day, item, calls, volume]);
    const wanted = model.items
      .filter((item) => item.appId === appId && item.total !== undefined && model.isReadable(item))
      .map(({ key, total }) => [...key.split(' ').slice(1), total?.calls, total?.volume])
      .sort((a, b) => (String(a) < String(b) ? -1 : 1));
    insist(JSON.stringify(billed) === JSON.stringify(wanted), 'usage is billed once', { billed, wanted });
  }
};

const least = (list: readonly number[]): number | null => (list.length === 0 ? null : Math.min(...list));

/** @param settled all that was due has just been removed */
export const checkHoldings = async ({ vault }: OnDisk, model: Model, settled: boolean): Promise<void> => {
  for (const appId of APPS) {
    for (const holding of await vault.holdings(appId)) {
      const items = model.items.filter((i) => i.appId === appId && i.category === holding.category);
      const own = items.filter(({ place }) => place === 'own');
      const apart = items.filter(({ place }) => place === 'apart');
      const late = own.filter((item) => model.isDue(item)).length;
      const wanted: Partial<Holding> = {
        count: own.length,
        restricted: apart.length,
        ...(settled || apart.length === 0 ? { keptLate: late } : {}),
        ...(apart.length === 0 ? { nextDeadline: least(own.flatMap(({ due }) => due ?? [])) } : {}),
        oldest: least([...own, ...apart].map(({ createdAt }) => createdAt)),
      };
      const found = Object.fromEntries(
        Object.keys(wanted).map((name) => [name, holding[name as keyof Holding]]),
      );
      const same = JSON.stringify(found) === JSON.stringify(wanted);
      const fewer = holding.count + holding.restricted < own.length + apart.length;
      const property = fewer ? 'nothing dies before its time' : 'holdings are those of the model';
      insist(same, property, { category: holding.category, found, wanted });
    }
  }
};

/** What an order keeps apart is read by that order while it is in force, and by nothing else. */
export const checkHeld = async ({ vault }: OnDisk, model: Model): Promise<void> => {
  for (const hold of model.holds) {
    const found = (await vault.readHeld(hold.appId, hold.id)).map(({ id }) => id).sort();
    const kept = model.items.filter((item) => item.place === 'apart' && model.holdsOn(item).includes(hold));
    const wanted = kept.filter(({ total }) => !total).map(({ key }) => key);
    const transactions = kept.length - wanted.length;
    const missing = wanted.filter((key) => !found.includes(key));
    const property = 'what is kept apart is read by its order alone';
    insist(missing.length === 0, property, { hold, missing });
    insist(found.length === wanted.length + transactions, property, { hold, found, wanted });
  }
};

/** An operation log is found by its words as long as it can be read. */
export const checkSearch = async ({ vault }: OnDisk, model: Model): Promise<void> => {
  for (const item of model.items) {
    if (item.word === undefined) continue;
    const found = await vault.searchLogs(item.category, { text: item.word });
    const readableNow = model.isReadable(item);
    const property = readableNow ? 'nothing dies before its time' : 'nothing is readable past its rule';
    insist(found.length === (readableNow ? 1 : 0), property, { searched: item.category, app: item.appId });
  }
};

/** The head of the log as it is now, signed. */
export const signedHead = async ({ vault }: OnDisk): Promise<SignedTreeHead> => {
  try {
    return await vault.treeHead();
  } catch (error) {
    if (!(error instanceof ReceiptLogBroken)) throw error;
    throw new Violated('receipts are all there, and consistent', error.message);
  }
};

/** Every head that was ever signed is the beginning of the log as it is; checked as an outsider does. */
export const checkReceipts = async (
  { vault }: OnDisk,
  heads: readonly SignedTreeHead[],
  ids: readonly string[],
): Promise<void> => {
  const property = 'receipts are all there, and consistent';
  const verified = await vault.verifyReceipts();
  insist(verified.ok, property, verified);
  const key = createPublicKey(vault.receiptKey().pem);
  for (const head of heads) {
    const proof = await vault.proveConsistency(head.size);
    insist(proof.from.rootHash === head.rootHash, property, { size: head.size });
    insist(checkProof(JSON.stringify(proof), key).fromSize === head.size, property, { size: head.size });
  }
  for (const id of ids.slice(-1)) {
    const proven = checkProof(JSON.stringify(await vault.proveReceipt(id)), key);
    insist(proven.entries[0]?.id === id, property, { id });
  }
  const listed = new Set((await vault.receipts({ limit: 100_000 })).map(({ id }) => id));
  insist(
    ids.every((id) => listed.has(id)),
    property,
    { missing: ids.filter((id) => !listed.has(id)).length },
  );
};

/** Data keys that seal nothing. */
export const idleKeys = (disk: OnDisk): readonly unknown[] => {
  const keysIn = (file: string) => disk.rows(file, 'select key_id from entries').map((row) => row['key_id']);
  const used = new Set(disk.entryFiles().flatMap(keysIn));
  return disk
    .rows('ledger.db', 'select id from data_keys')
    .map(({ id }) => id)
    .filter((id) => !used.has(id));
};

/**
 * Once all that is due was removed: no entry without its key, no key that seals nothing, no file without an entry.
 * @param orphans keys that were made for what a crash kept from being written
 */
export const checkKeys = async (disk: OnDisk, orphans: ReadonlySet<unknown>): Promise<void> => {
  const property = 'keys live as long as what they seal';
  const { discrepancies } = await disk.vault.scan({ held: 0 });
  insist(discrepancies.length === 0, property, discrepancies);
  const idle = idleKeys(disk).filter((id) => !orphans.has(id));
  const columns = 'owner, category, drop_at, subject is not null as sealed_for';
  const about = idle.map((id) =>
    disk.rows('ledger.db', `select ${columns} from data_keys where id = ${Number(id)}`),
  );
  insist(idle.length === 0, property, { idle: about });
};
