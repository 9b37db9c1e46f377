import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, SECOND_MS } from '../../../src/lib/clock.ts';
import { category, categoryIds, type StorableCategoryId } from '../../../src/policy/catalogue.ts';
import { scanFolder } from '../../../src/records/scan/forensic-scan.ts';
import type { Needles } from '../../../src/records/scan/needles.ts';
import type { Subject } from '../../../src/records/types.ts';
import { APP, START, VaultOnDisk, putRequest } from '../../records/vault-on-disk.ts';

const NEIGHBOUR = '1250000002';
const stored = categoryIds.filter((id): id is StorableCategoryId => category(id).medium !== 'none');

/** What only this test knows; nobody may find it on the disk in clear, as long as it is held or afterwards. */
const canary = (label: string): string => `canary-${label}-${randomBytes(6).toString('hex')}`;

interface Planted {
  readonly needles: Needles;
  readonly subjects: readonly Subject[];
}

const plant = async ({ vault }: VaultOnDisk, id: StorableCategoryId, appId: string): Promise<Planted> => {
  const needles: Record<string, string | Uint8Array> = {
    person: canary('person'),
    request: canary('request'),
    task: canary('task'),
    ip: canary('ip'),
  };
  const given: Record<string, unknown> = {};
  for (const [name, { type }] of Object.entries(category(id).fields)) {
    const needle = `${id}.${name}`;
    if (type === 'text') given[name] = needles[needle] = canary(name);
    if (type === 'bytes') given[name] = needles[needle] = randomBytes(20_000);
    if (type === 'json') given[name] = { nested: [(needles[needle] = canary(name))] };
  }
  // The account itself is no secret; and a bill names days and items.
  for (const name of ['appId', 'day', 'item']) if (name in given) delete needles[`${id}.${name}`];
  if ('appId' in given) given['appId'] = appId;
  const subjects = (['person', 'request', 'task', 'ip'] as const).map((kind) => ({
    kind,
    value: String(needles[kind]),
  }));
  const consentId = canary('consent');
  if (category(id).needsConsent) {
    const consent = { subjects: [{ kind: 'consent', value: consentId }] } as const;
    const terms = { event: 'given', ageBand: 'of-age', expiresAt: START + 100 * DAY_MS };
    const fields = Object.keys(category(id).fields);
    const event = { appId, consentId, category: id, fields, ...terms };
    await vault.put([putRequest('base.consent', { appId, ...consent }, event)]);
  }
  await vault.put([putRequest(id, { appId, subjects, consentId }, given)]);
  return { needles, subjects };
};

const found = async (
  { vault }: VaultOnDisk,
  id: StorableCategoryId,
  appId = APP,
  subject?: Subject,
): Promise<number> => (await vault.find(id, { appId, ...(subject ? { subject } : {}) })).length;

describe.each(stored)('%s', (id) => {
  let disk: VaultOnDisk;
  let mine: Planted;
  let theirs: Planted;
  beforeAll(async () => {
    disk = await VaultOnDisk.open();
    mine = await plant(disk, id, APP);
    theirs = await plant(disk, id, NEIGHBOUR);
  });
  afterAll(() => disk[Symbol.asyncDispose]());

  it('is kept as it was given, and found by each subject', async () => {
    for (const subject of mine.subjects) expect(await found(disk, id, APP, subject)).toBe(1);
    const [record] = await disk.vault.find(id, { appId: APP });
    expect(Object.keys(record?.record ?? {}).sort()).toEqual(Object.keys(category(id).fields).sort());
    for (const [name, needle] of Object.entries(mine.needles))
      if (name.startsWith(id) && typeof needle !== 'string')
        expect(
          Buffer.from(needle).equals(
            (record?.record as Record<string, Uint8Array>)[name.slice(id.length + 1)] ?? new Uint8Array(),
          ),
        ).toBe(true);
  });

  it('is found by nobody else', async () => {
    for (const subject of mine.subjects) expect(await found(disk, id, NEIGHBOUR, subject)).toBe(0);
    for (const subject of theirs.subjects) expect(await found(disk, id, APP, subject)).toBe(0);
  });

  it('is nowhere on the disk in clear, even while it is held', async () => {
    expect(await scanFolder(disk.parent, { ...mine.needles, ...prefixed(theirs.needles) })).toEqual([]);
  });

  it('goes at once and from everywhere with its subject, and its neighbour stays', async () => {
    const subject = mine.subjects[0] as Subject;
    const before = await disk.vault.erase({ appId: APP, subject }, { dryRun: true });
    expect(await found(disk, id)).toBe(1);
    const report = await disk.vault.erase({ appId: APP, subject });
    expect(report.steps).toEqual(before.steps);
    expect(report.remains).toEqual([]);
    expect(await found(disk, id)).toBe(OF_THE_ACCOUNT.includes(id) ? 1 : 0);
    expect(await found(disk, id, NEIGHBOUR)).toBe(1);
    expect(await scanFolder(disk.folder, mine.needles)).toEqual([]);
    expect(await disk.vault.verifyReceipts()).toMatchObject({ ok: true });
  });

  it('is there one second before its deadline, and gone one second after it', async () => {
    const { vault, clock } = disk;
    const [record] = await vault.find(id, { appId: NEIGHBOUR });
    const deadline = record?.deadline ?? null;
    const bounded = 'atMost' in category(id).retention || 'endOfDay' in category(id).retention;
    expect(deadline !== null).toBe(bounded);
    clock.set(deadline === null ? START * 2 : deadline - SECOND_MS);
    await vault.expire();
    expect(await found(disk, id, NEIGHBOUR)).toBe(1);
    if (deadline === null) return;
    clock.set(deadline + SECOND_MS);
    expect(await found(disk, id, NEIGHBOUR)).toBe(0);
    expect((await vault.holdings()).find((h) => h.category === id)?.keptLate).toBe(1);
    const { removed } = await vault.expire();
    expect(removed).toEqual([{ category: id, count: 1 }]);
    expect((await vault.holdings()).find((h) => h.category === id)).toMatchObject({
      count: 0,
      keptLate: 0,
      sizeBytes: 0,
    });
    expect(await scanFolder(disk.folder, theirs.needles)).toEqual([]);
  });

  it('goes with its account', async () => {
    disk.clock.set(START);
    await plant(disk, id, APP);
    await disk.vault.erase({ appId: APP });
    expect(await disk.vault.appIds()).not.toContain(APP);
    const leftOfAccount = (await disk.vault.holdings(APP)).filter((h) => h.count + h.restricted > 0);
    expect(leftOfAccount).toEqual([]);
  });
});

/** What an account keeps although somebody it names is erased: who may call, what is to be paid, what was asked and ordered. */
const OF_THE_ACCOUNT: readonly string[] = [
  'base.account',
  'base.transaction',
  'base.dataset-export',
  'base.subject-request',
  'base.legal-hold',
];

const prefixed = (needles: Needles): Needles =>
  Object.fromEntries(Object.entries(needles).map(([name, needle]) => [`theirs ${name}`, needle]));

describe('face.images', () => {
  it('is never stored', async () => {
    await using disk = await VaultOnDisk.open();
    const request = putRequest('face.images' as StorableCategoryId, {}, { image: randomBytes(100) });
    await expect(disk.vault.put([request])).rejects.toMatchObject({
      name: 'VaultRefusal',
      reason: 'never-stored',
    });
    expect((await disk.vault.receipts()).map(({ kind }) => kind)).toEqual(['refusal']);
  });
});
