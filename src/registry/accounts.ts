import type { Clock } from '../lib/clock.ts';
import { isCountryCode } from '../lib/country-codes.ts';
import { newAppId, newSecretId, newSecretKey, newUin } from '../lib/ids.ts';
import type { RecordOf } from '../policy/catalogue.ts';
import type { StoredRecord, Vault } from '../records/types.ts';

type AccountRecord = RecordOf<'base.account'>;

/** A key pair and whom it belongs to. */
export interface Credential {
  readonly secretId: string;
  readonly secretKey: string;
  readonly appId: string;
  readonly uin: string;
  /** The sub-account's UIN, or null for the account's own key. */
  readonly subUin: string | null;
  readonly name: string;
  /** Services that the key may call; null for all. */
  readonly services: readonly string[] | null;
  readonly disabledAt: number | null;
  readonly createdAt: number;
  /** ISO 3166-1 alpha-2 code of where its end users are; null: the deployment's. */
  readonly jurisdiction: string | null;
}

export interface NewKey {
  readonly name?: string;
  readonly services?: readonly string[];
  /** Given rather than made up: for scripts and tests. */
  readonly secretId?: string;
  readonly secretKey?: string;
  /** ISO 3166-1 alpha-2; absent: the account's. */
  readonly jurisdiction?: string;
}

export class AccountError extends Error {
  override readonly name = 'AccountError';
}

/** How long a credential may be served from memory: a key that is disabled elsewhere stops working within it. */
const CACHE_MS = 2_000;
const CACHE_SIZE = 10_000;

const keySubject = (secretId: string) => ({ kind: 'account', value: `key ${secretId}` }) as const;

function toCredential({ record }: StoredRecord<'base.account'>): Credential {
  return {
    secretId: record.secretId,
    secretKey: record.secretKey,
    appId: record.appId,
    uin: record.uin,
    subUin: record.subUin ?? null,
    name: record.name ?? '',
    services: (record.services as readonly string[] | undefined) ?? null,
    disabledAt: record.disabledAt ?? null,
    createdAt: record.createdAt,
    jurisdiction: record.jurisdiction ?? null,
  };
}

function toRecord(credential: Credential): AccountRecord {
  const { appId, uin, subUin, name, secretId, secretKey, services, disabledAt, createdAt, jurisdiction } =
    credential;
  return {
    appId,
    uin,
    secretId,
    secretKey,
    createdAt,
    ...(subUin === null ? {} : { subUin }),
    ...(name === '' ? {} : { name }),
    ...(services === null ? {} : { services }),
    ...(disabledAt === null ? {} : { disabledAt }),
    ...(jurisdiction === null ? {} : { jurisdiction }),
  };
}

/** Accounts, their sub-accounts and their keys: records of category `base.account`, like everything else that is kept. */
export class Accounts {
  readonly #vault: Vault;
  readonly #clock: Clock;
  readonly #region: string;
  readonly #jurisdiction: string | null;
  readonly #cache = new Map<string, { credential: Credential | null; until: number }>();

  /** `jurisdiction`: of accounts that name none. */
  constructor(vault: Vault, clock: Clock, region: string, jurisdiction: string | null = null) {
    this.#vault = vault;
    this.#clock = clock;
    this.#region = region;
    this.#jurisdiction = jurisdiction;
  }

  /** A new account with its first key. */
  create(key: NewKey = {}): Promise<Credential> {
    return this.#add({ appId: newAppId(), uin: newUin(), subUin: null, jurisdiction: null }, key);
  }

  /** A sub-account of an account, with a key of its own. */
  async createSubAccount(appId: string, key: NewKey = {}): Promise<Credential> {
    const { uin, jurisdiction } = await this.#owner(appId);
    return this.#add({ appId, uin, subUin: newUin(), jurisdiction }, key);
  }

  /** One more key for an account, or for one of its sub-accounts. */
  async addKey(appId: string, subUin: string | null, key: NewKey = {}): Promise<Credential> {
    const holder = (await this.list(appId)).find((c) => c.subUin === subUin);
    await this.#assertOpen(appId);
    if (!holder) throw new AccountError(`account ${appId} has no such sub-account`);
    return this.#add(holder, {
      ...(holder.services ? { services: holder.services } : {}),
      name: holder.name,
      ...key,
    });
  }

  /** Every key, of one account or of all, oldest first; a key that was changed counts once, as it is now. */
  async list(appId?: string): Promise<readonly Credential[]> {
    const stored = await this.#vault.find('base.account', appId === undefined ? {} : { appId });
    const latest = new Map<string, Credential>();
    for (const entry of [...stored].sort((a, b) => a.createdAt - b.createdAt))
      latest.set(entry.record.secretId, toCredential(entry));
    return [...latest.values()].sort((a, b) => a.createdAt - b.createdAt);
  }

  async find(secretId: string): Promise<Credential | null> {
    const cached = this.#cache.get(secretId);
    if (cached && cached.until > this.#clock.now()) return cached.credential;
    const stored = await this.#vault.find('base.account', { subject: keySubject(secretId) });
    const newest = [...stored].sort((a, b) => a.createdAt - b.createdAt).at(-1);
    const credential = newest ? await this.#asItIs(toCredential(newest)) : null;
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
    this.#cache.set(secretId, { credential, until: this.#clock.now() + CACHE_MS });
    return credential;
  }

  /** Disables one key, or every key of an account or sub-account; returns how many were working before. */
  async disable(which: { secretId: string } | { appId: string; subUin?: string }): Promise<number> {
    const all = await this.list('appId' in which ? which.appId : undefined);
    const concerned = all.filter((c) =>
      'secretId' in which
        ? c.secretId === which.secretId
        : which.subUin === undefined || c.subUin === which.subUin,
    );
    const working = concerned.filter((c) => c.disabledAt === null);
    for (const credential of working) await this.#replace({ ...credential, disabledAt: this.#clock.now() });
    return working.length;
  }

  /** @throws AccountError when the account was closed: it is never opened again */
  async #assertOpen(appId: string): Promise<void> {
    if ((await this.#vault.closures(appId)).length > 0) throw new AccountError('this account was closed');
  }

  /** Notes in an account's own records that it was closed; may be repeated. */
  async noteClosed(appId: string, closedAt: number): Promise<void> {
    for (const { id, record } of await this.#vault.find('base.account', { appId }))
      if (record.closedAt === undefined)
        await this.#vault.amend('base.account', appId, id, {
          ...record,
          disabledAt: record.disabledAt ?? closedAt,
          closedAt,
        });
    this.#cache.clear();
  }

  /** The keys of a closed account work no more, whatever its records say, which may come from a back-up. */
  async #asItIs(credential: Credential): Promise<Credential> {
    const [closure] = await this.#vault.closures(credential.appId);
    return closure ? { ...credential, disabledAt: credential.disabledAt ?? closure.closedAt } : credential;
  }

  async #replace(credential: Credential): Promise<void> {
    const old = await this.#vault.find('base.account', { subject: keySubject(credential.secretId) });
    await this.#store(credential);
    await this.#vault.remove(
      'base.account',
      old.map((entry) => entry.id),
      'replaced by its newer version',
    );
    this.#cache.delete(credential.secretId);
  }

  async #owner(appId: string): Promise<Credential> {
    const owner = (await this.list(appId)).find((c) => c.subUin === null);
    await this.#assertOpen(appId);
    if (!owner) throw new AccountError(`there is no account ${appId}`);
    return owner;
  }

  /** Where an account's end users are, or the deployment's: floors of that place bind what is kept. */
  jurisdictionOf({ jurisdiction }: Pick<Credential, 'jurisdiction'>): string | null {
    return jurisdiction ?? this.#jurisdiction;
  }

  async #add(
    holder: Pick<Credential, 'appId' | 'uin' | 'subUin' | 'jurisdiction'>,
    key: NewKey,
  ): Promise<Credential> {
    const jurisdiction = key.jurisdiction ?? holder.jurisdiction;
    if (jurisdiction !== null && !isCountryCode(jurisdiction))
      throw new AccountError('a jurisdiction is an ISO 3166-1 alpha-2 code such as KR');
    const secretId = key.secretId ?? newSecretId();
    if (await this.find(secretId)) throw new AccountError('this SecretId is taken');
    const credential: Credential = {
      appId: holder.appId,
      uin: holder.uin,
      subUin: holder.subUin,
      name: key.name ?? '',
      services: key.services ?? null,
      secretId,
      secretKey: key.secretKey ?? newSecretKey(),
      disabledAt: null,
      createdAt: this.#clock.now(),
      jurisdiction,
    };
    await this.#store(credential);
    this.#cache.delete(secretId);
    return credential;
  }

  async #store(credential: Credential): Promise<void> {
    const { appId, secretId } = credential;
    const jurisdiction = this.jurisdictionOf(credential);
    await this.#vault.put([
      {
        category: 'base.account',
        record: toRecord(credential),
        context: {
          appId,
          region: this.#region,
          ...(jurisdiction === null ? {} : { jurisdiction }),
          subjects: [keySubject(secretId)],
          sealedFor: keySubject(secretId),
        },
      },
    ]);
  }
}
