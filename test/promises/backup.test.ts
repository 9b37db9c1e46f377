import { DatabaseSync } from 'node:sqlite';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/lib/clock.ts';
import type { RestoreReport } from '../../src/records/backup/types.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import type { StoredRecord, Vault } from '../../src/records/types.ts';
import { BackedUpVault, everything, heldOf, plant, stored, type Planted } from '../records/backup-drill.ts';
import { APP, callRecords, putRequest, usageOf } from '../records/vault-on-disk.ts';

const NEIGHBOUR = '1250000002';
const CLOSING = '1250000003';

/** The sealed payload of an entry, as it lay in its store. */
const sealedOf = (folder: string, id: string): Uint8Array => {
  const object = join(folder, 'objects', id.slice(-2), id);
  if (existsSync(object)) return new Uint8Array(readFileSync(object));
  const rings = readdirSync(join(folder, 'ring')).flatMap((ring) =>
    readdirSync(join(folder, 'ring', ring)).map((name) => join('ring', ring, name)),
  );
  for (const name of ['lethe.db', 'logs.db', ...rings.filter((ring) => ring.endsWith('.db'))]) {
    using database = new DatabaseSync(join(folder, name), { readOnly: true });
    const row = database.prepare('select sealed from entries where id = ?').get(id);
    if (row?.['sealed'] instanceof Uint8Array) return row['sealed'];
  }
  throw new Error('There is no such entry');
};

describe('a back-up that is restored after much was forgotten', () => {
  let drill: BackedUpVault;
  let restored: Vault;
  let report: RestoreReport;
  let folder: string;
  let before: ReadonlyMap<string, StoredRecord>;
  let after: ReadonlyMap<string, StoredRecord>;
  let original: ReadonlyMap<string, StoredRecord>;
  const gone: Planted[] = [];
  const goneSealed: Record<string, Uint8Array> = {};
  let restrictedPlant: Planted;
  let putSince: readonly string[];

  const forget = (planted: Planted): void => {
    gone.push(planted);
    goneSealed[`sealed ${gone.length}`] = sealedOf(drill.disk.folder, planted.id);
  };

  beforeAll(async () => {
    drill = await BackedUpVault.open();
    const { vault, clock } = drill.disk;
    for (const id of stored) for (const appId of [APP, NEIGHBOUR, CLOSING]) await plant(vault, id, appId);
    const singles: Planted[] = [];
    for (const id of [
      'ocr.monitoring',
      'ocr.operation-log',
      'face.error-log',
      'asr.audio',
      'asr.results',
    ] as const)
      singles.push(await plant(vault, id, APP));
    const person = { kind: 'person', value: 'alice' } as const;
    const [template = ''] = await vault.put([
      putRequest('face.features', { subjects: [person], sealedFor: person }),
    ]);
    const [consented, neighboursConsented] = [
      await plant(vault, 'ocr.identification', APP),
      await plant(vault, 'ocr.identification', NEIGHBOUR),
    ];
    restrictedPlant = await plant(vault, 'ocr.monitoring', NEIGHBOUR);
    await vault.put(callRecords('call-1'), usageOf());
    before = await everything(vault);
    original = new Map(before);
    await vault.backup({ to: drill.repository });

    clock.advance(HOUR_MS);
    goneSealed['template'] = sealedOf(drill.disk.folder, template);
    await vault.erase({ appId: APP, subject: person });
    for (const single of singles) {
      forget(single);
      await vault.erase({ appId: APP, subject: single.request });
    }
    forget(consented);
    await vault.closeSubject(APP, { kind: 'consent', value: consented.consentId });
    await vault.placeHold({
      appId: NEIGHBOUR,
      reason: 'restriction 7',
      subject: restrictedPlant.request,
      apart: 'at-once',
    });
    await vault.closeAccount(CLOSING);
    // Speech of these days is due; so are the rest of what lives for a day.
    clock.advance(8 * DAY_MS);
    await vault.expire();
    putSince = await vault.put(callRecords('call-2'), usageOf());
    original = await everything(vault);
    expect(original.has(neighboursConsented.id)).toBe(true);

    report = await drill.restore({ folder: (folder = drill.newFolder()) });
    restored = await drill.openRestored(folder);
    after = await everything(restored);
  });
  afterAll(() => drill[Symbol.asyncDispose]());

  it('brings nothing back that was erased, withdrawn or expired', () => {
    for (const id of after.keys()) expect(original.has(id)).toBe(true);
    for (const planted of gone) expect(after.has(planted.id)).toBe(false);
    expect(report.dropped).toMatchObject({ 'unknown-category': 0 });
    for (const reason of ['key-destroyed', 'erased'] as const)
      expect([reason, report.dropped[reason] > 0]).toEqual([reason, true]);
  });

  it('lets nothing in that is due, although nobody has removed it yet', async () => {
    const { clock } = drill.disk;
    const now = clock.now();
    clock.advance(40 * DAY_MS);
    const late = await drill.restore({ folder: drill.newFolder() });
    expect(late.dropped.expired).toBeGreaterThan(0);
    const vault = await drill.openRestored(late.folder);
    expect((await vault.expire()).removed).toEqual([]);
    clock.set(now);
  });

  it('brings everything else back, bit by bit', () => {
    const missing = [...original.keys()].filter((id) => !after.has(id));
    const isNew = (id: string): boolean => !before.has(id);
    expect(missing.filter((id) => !isNew(id))).toEqual([]);
    expect(missing).toEqual(expect.arrayContaining([...putSince]));
    for (const [id, record] of after) {
      // A bill goes on being written after the back-up.
      const billed = record.category === 'base.transaction' && record.appId === APP;
      const expected = billed ? before.get(id) : original.get(id);
      expect(record).toEqual(expected);
    }
    expect(after.size).toBeGreaterThan(20);
  });

  it('keeps apart what was restricted since, out of every search', async () => {
    expect(after.has(restrictedPlant.id)).toBe(false);
    const restrictedOf = async (vault: Vault): Promise<readonly number[]> =>
      (await vault.holdings()).map(({ restricted }) => restricted);
    expect(await restrictedOf(restored)).toEqual(await restrictedOf(drill.vault));
    expect(report.apart).toEqual([{ category: 'ocr.monitoring', count: 1 }]);
    expect(report.warnings).toEqual([expect.stringMatching(/^1 entries are kept apart by orders/)]);
  });

  it('counts as the original does, without what was put since', async () => {
    const [held, restoredHeld] = [await drill.vault.holdings(), await restored.holdings()];
    for (const [i, { category: id, count, keptLate }] of held.entries()) {
      const since = [...original.values()].filter((r) => r.category === id && !before.has(r.id)).length;
      expect([id, restoredHeld[i]?.count]).toEqual([id, count - since]);
      expect(restoredHeld[i]?.keptLate).toBe(keptLate);
    }
  });

  it('leaves nothing for an expiry to do, and no byte of what is gone in the folder', async () => {
    expect((await restored.expire()).removed).toEqual([]);
    const needles = Object.assign(
      {},
      ...gone.map((one, i) => prefixed(one.needles, i)),
      goneSealed,
    ) as Planted['needles'];
    expect(Object.keys(needles).length).toBeGreaterThan(30);
    expect(await scanFolder(dirname(folder), needles)).toEqual([]);
  });

  it('verifies its receipts, which are those of the mirror', async () => {
    expect(await restored.verifyReceipts()).toMatchObject({ ok: true });
    expect((await restored.verifyReceipts()).count).toBe((await drill.vault.verifyReceipts()).count);
    expect(report.ledger).toMatchObject({ mirrored: true, olderThanBackup: false });
  });

  it('goes on with the mirror, and may be put to', async () => {
    const next = await drill.restore({ folder: drill.newFolder() });
    await drill.loseMachine();
    const again = await drill.openRestored(next.folder, drill.mirrorFile);
    await again.put(callRecords('call-3'), usageOf());
    expect(
      await again.find('ocr.monitoring', { subject: { kind: 'request', value: 'call-3' } }),
    ).toHaveLength(1);
    expect(await heldOf(again)).toHaveProperty('ocr.monitoring');
  });
});

const prefixed = (needles: Planted['needles'], i: number): Planted['needles'] =>
  Object.fromEntries(Object.entries(needles).map(([name, needle]) => [`${i} ${name}`, needle]));
