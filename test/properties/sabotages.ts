import { category, categoryIds } from '../../src/policy/catalogue.ts';
import type { Policy, Rule } from '../../src/policy/compose.ts';
import { VaultRefusal } from '../../src/records/put/refusal.ts';
import type { Period } from '../../src/policy/types.ts';
import type { PutRequest, StoredRecord, Vault } from '../../src/records/types.ts';
import type { Property } from './checks.ts';
import type { OnDisk, Sabotage } from './on-disk.ts';
import { APPS } from './steps.ts';

/** Months stay as they are: an hour more cannot be said of them. */
const anHourLonger = (period: Period): Period => {
  const [, count = '', unit = ''] = /^PT?(\d+)([A-Z])$/.exec(period) ?? [];
  const n = Number(count);
  if (!period.startsWith('PT')) return unit === 'D' ? `PT${n * 24 + 1}H` : period;
  return unit === 'H' ? `PT${n + 1}H` : unit === 'M' ? `PT${n + 60}M` : `PT${n + 3_600}S`;
};

const withRules = (policy: Policy, change: (rule: Rule) => Rule): Policy => ({
  ...policy,
  rule: (id, where) => change(policy.rule(id, where)),
  rules: (where, feature) => policy.rules(where, feature).map(change),
});

const DUE_LAST = 'select id from entries where remove_at <= $now order by remove_at desc, seq desc limit 1';

/** Lets the real vault work, and undoes a part of it on the disk. */
const undoing = (
  vault: Vault,
  disk: OnDisk,
  { before, after }: { before: (now: number) => void; after: () => void },
): Vault => ({
  ...vault,
  expire: async (options) => {
    before(disk.clock.now());
    const report = await vault.expire(options);
    after();
    return report;
  },
});

const skipsTheLast = (vault: Vault, disk: OnDisk): Vault =>
  undoing(vault, disk, {
    before: (now) =>
      disk.tamper(
        'lethe.db',
        `update entries set remove_at = remove_at + 1e14 where id in (${DUE_LAST.replace('$now', String(now))})`,
      ),
    after: () =>
      disk.tamper('lethe.db', 'update entries set remove_at = remove_at - 1e14 where remove_at > 1e14'),
  });

const keepsKeys = (vault: Vault, disk: OnDisk): Vault => {
  let copied = false;
  return undoing(vault, disk, {
    before: () => {
      if (!copied)
        disk.tamper('ledger.db', 'create table if not exists kept as select * from data_keys where 0');
      copied = true;
      disk.tamper('ledger.db', 'delete from kept; insert into kept select * from data_keys');
    },
    after: () => disk.tamper('ledger.db', 'insert or ignore into data_keys select * from kept'),
  });
};

const showsExpired = (vault: Vault, disk: OnDisk): Vault => {
  const seen = new Map<string, StoredRecord>();
  return {
    ...vault,
    find: async (of, query) => {
      const found = await vault.find(of, query);
      for (const record of found) seen.set(record.id, record);
      const late = [...seen.values()].filter(
        (record): record is StoredRecord<typeof of> =>
          record.category === of && record.deadline !== null && record.deadline <= disk.clock.now(),
      );
      return [...found, ...late];
    },
  };
};

const acceptsTheWithdrawn = (vault: Vault): Vault => {
  let latest: PutRequest | undefined;
  return {
    ...vault,
    closeSubject: (appId, subject, options) => {
      const categories = categoryIds.filter((id) => category(id).needsConsent);
      return vault.erase({ appId, subject, categories }, options);
    },
    put: (requests, usage) => {
      const withdrawal = requests.find(
        (one) => one.category === 'base.consent' && one.record.event === 'withdrawn',
      );
      if (withdrawal?.category !== 'base.consent') return vault.put(requests, usage);
      latest = { ...withdrawal, record: { ...withdrawal.record, event: 'given' } };
      return vault.put([latest], usage);
    },
  };
};

const dropsAReceipt = (vault: Vault, disk: OnDisk): Vault => ({
  ...vault,
  erase: async (target, options) => {
    const report = await vault.erase(target, options);
    disk.tamper('ledger.db', 'delete from receipts where idx = (select max(idx) from receipts)');
    return report;
  },
});

const losesAReceiptQuietly = (vault: Vault): Vault => {
  const hidden = new Set<string>();
  return {
    ...vault,
    erase: async (target, options) => {
      const report = await vault.erase(target, options);
      if (report.receiptId !== undefined) hidden.add(report.receiptId);
      return report;
    },
    receipts: async (query) => (await vault.receipts(query)).filter(({ id }) => !hidden.has(id)),
  };
};

export interface Planted extends Sabotage {
  readonly name: string;
  /** Those of the properties that may catch it. */
  readonly caughtBy: readonly Property[];
}

const PAST: Property = 'nothing is readable past its rule';
const EARLY: Property = 'nothing dies before its time';
const APART: Property = 'what is kept apart is read by its order alone';
const HOLDINGS: Property = 'holdings are those of the model';
const KEYS: Property = 'keys live as long as what they seal';

/** Mistakes of the kind that somebody could make: each is planted around the real vault, and has to be found. */
export const planted: readonly Planted[] = [
  { name: 'expiry skips the last record of a batch', vault: skipsTheLast, caughtBy: [HOLDINGS, KEYS] },
  {
    name: 'deadlines are an hour late',
    policy: (policy) =>
      withRules(policy, (rule) => ({
        ...rule,
        bounds: rule.bounds.map((bound) => ({ ...bound, period: anHourLonger(bound.period) })),
      })),
    caughtBy: ['deadlines are those of the policy', PAST, HOLDINGS],
  },
  { name: 'find shows what has expired', vault: showsExpired, caughtBy: [PAST] },
  {
    name: 'an erasure forgets the store of logs',
    vault: (vault) => ({
      ...vault,
      erase: (target, options) => {
        const categories = categoryIds.filter((id) => category(id).medium !== 'logs');
        return vault.erase({ ...target, categories }, options);
      },
    }),
    caughtBy: [PAST, APART, HOLDINGS],
  },
  {
    name: 'an erasure of a subject reaches another account',
    vault: (vault) => ({
      ...vault,
      erase: async (target, options) => {
        if (target.subject) for (const appId of APPS) await vault.erase({ ...target, appId }, options);
        return vault.erase(target, options);
      },
    }),
    caughtBy: [EARLY],
  },
  {
    name: 'floors are ignored',
    policy: (policy) => withRules(policy, (rule) => ({ ...rule, floors: [] })),
    caughtBy: [EARLY, HOLDINGS],
  },
  {
    name: 'an erasure destroys what an order keeps apart',
    vault: (vault, disk) => ({
      ...vault,
      erase: async (target, options) => {
        const report = await vault.erase(target, options);
        disk.tamper('apart.db', 'delete from entry_tokens; delete from entries');
        return report;
      },
    }),
    caughtBy: [EARLY],
  },
  {
    name: 'a restriction shows what it covers',
    vault: (vault) => ({
      ...vault,
      placeHold: (order, options) => vault.placeHold({ ...order, apart: 'when-due' }, options),
    }),
    caughtBy: [APART],
  },
  {
    name: 'a consent that was withdrawn is accepted',
    vault: acceptsTheWithdrawn,
    caughtBy: ['only what is consented to is captured'],
  },
  {
    name: 'a consent is not asked for',
    vault: (vault) => ({
      ...vault,
      put: async (requests, usage) => {
        try {
          return await vault.put(requests, usage);
        } catch (error) {
          if (error instanceof VaultRefusal && error.reason === 'no-consent') return ['made up'];
          throw error;
        }
      },
    }),
    caughtBy: ['only what is consented to is captured'],
  },
  {
    name: 'a receipt is dropped from the log',
    vault: dropsAReceipt,
    caughtBy: ['receipts are all there, and consistent'],
  },
  {
    name: 'a receipt is not listed',
    vault: losesAReceiptQuietly,
    caughtBy: ['receipts are all there, and consistent'],
  },
  {
    name: 'holdings count one too many',
    vault: (vault) => ({
      ...vault,
      holdings: async (appId) =>
        (await vault.holdings(appId)).map((one) => ({ ...one, count: one.count + Number(one.count > 1) })),
    }),
    caughtBy: [HOLDINGS],
  },
  {
    name: 'a start loses the newest record',
    opening: (disk) =>
      disk.tamper('lethe.db', 'delete from entries where seq = (select max(seq) from entries)'),
    caughtBy: [EARLY, 'usage is billed once', KEYS],
  },
  {
    name: 'a restored back-up brings back what was erased',
    restoring: (disk) => disk.tamper('ledger.db', 'delete from erased'),
    caughtBy: [PAST, APART, HOLDINGS],
  },
  { name: 'keys outlive what they sealed', vault: keepsKeys, caughtBy: [KEYS] },
];
