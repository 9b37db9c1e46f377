import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { openVault } from '../../src/records/vault.ts';
import { BackedUpVault, backupsOf, everything, filesUnder, plant, stored } from './backup-drill.ts';
import { APP, MASTER_KEY, callRecords, putRequest, usageOf } from './vault-on-disk.ts';

let drill: BackedUpVault;
beforeEach(async () => {
  drill = await BackedUpVault.open();
});
afterEach(() => drill[Symbol.asyncDispose]());

const create = (dryRun = false) => drill.vault.backup({ to: drill.repository, dryRun });

describe('a repository', () => {
  it('says nothing of what is in it, not even whose it is', async () => {
    const planted = await plant(drill.vault, 'ocr.operation-log', APP);
    await plant(drill.vault, 'asr.audio', APP);
    await create();
    const needles = {
      ...planted.needles,
      account: APP,
      category: 'operation-log',
      person: planted.person.value,
    };
    expect(await scanFolder(drill.repository, needles)).toEqual([]);
  });

  it('is written only where something changed', async () => {
    for (let day = 0; day < 5; day++) {
      await drill.vault.put(Array.from({ length: 40 }, () => callRecords(randomUUID())).flat());
      await plant(drill.vault, 'asr.audio', APP);
      drill.disk.clock.advance(DAY_MS / 8);
    }
    await drill.vault.put(callRecords('with-usage'), usageOf());
    const first = await create();
    expect(first.snapshot.newBytes).toBe(first.snapshot.sizeBytes);
    const unchanged = await create();
    expect(unchanged.snapshot).toMatchObject({
      newParts: 0,
      newBytes: 0,
      sizeBytes: first.snapshot.sizeBytes,
    });

    drill.disk.clock.advance(DAY_MS);
    await drill.vault.put(callRecords('one-more'));
    const dry = await create(true);
    const third = await create();
    // A Monitoring record and a log line of a new day.
    expect(third.snapshot.newParts).toBe(2);
    expect(dry.snapshot.newParts).toBe(2);
    expect(third.snapshot.newBytes).toBeLessThan(first.snapshot.sizeBytes / 10);
    expect((await (await backupsOf(drill)).list()).map(({ name }) => name)).toHaveLength(3);
  });

  it('notices what is changed in place: a bill, an amended object', async () => {
    await drill.vault.put(callRecords('a'), usageOf());
    const planted = await plant(drill.vault, 'asr.audio', APP);
    await create();
    await drill.vault.put([], usageOf());
    expect((await create()).snapshot.newParts).toBe(1);
    const record = { audio: new Uint8Array(3_000).fill(9) };
    await drill.vault.amend('asr.audio', APP, planted.id, record);
    expect((await create()).snapshot.newParts).toBe(1);
    const report = await drill.restore();
    const restored = await drill.openRestored(report.folder);
    const [audio] = await restored.find('asr.audio', {});
    expect(Buffer.from(audio?.record.audio ?? []).equals(Buffer.from(record.audio))).toBe(true);
  });

  it('forgets older snapshots, and the parts that only they referred to', async () => {
    for (const id of ['one', 'two', 'three']) {
      await drill.vault.put(callRecords(id), usageOf());
      await create();
    }
    const backups = await backupsOf(drill);
    const before = filesUnder(drill.repository);
    const dry = await backups.prune({ keep: 1, dryRun: true });
    expect(filesUnder(drill.repository)).toEqual(before);
    const report = await backups.prune({ keep: 1 });
    expect(report).toEqual({ ...dry, dryRun: false });
    expect(report).toMatchObject({ kept: [expect.any(String)], parts: 6 });
    expect(report.removed).toHaveLength(2);
    expect((await backups.verify()).problems).toEqual([]);
    expect((await drill.restore()).restored).toBe(7);
  });

  it('is one installation’s, and one work’s at a time', async () => {
    await create();
    await using other = await BackedUpVault.open();
    await expect(other.vault.backup({ to: drill.repository })).rejects.toMatchObject({
      code: 'other-installation',
    });
    const both = await Promise.allSettled([
      create(),
      (await drill.openRestored((await drill.restore()).folder)).backup({ to: drill.repository }),
    ]);
    const failed = both.filter(({ status }) => status === 'rejected');
    expect(failed.length).toBeLessThanOrEqual(1);
    for (const one of failed) expect(one).toMatchObject({ reason: { code: 'locked' } });
    expect((await (await backupsOf(drill)).verify()).problems).toEqual([]);
    mkdirSync(join(drill.disk.parent, 'mine'));
    writeFileSync(join(drill.disk.parent, 'mine', 'thesis.txt'), 'x');
    await expect(drill.vault.backup({ to: join(drill.disk.parent, 'mine') })).rejects.toMatchObject({
      code: 'not-a-repository',
    });
  });
});

describe('a back-up while calls go on', () => {
  it('holds each call whole or not at all', async () => {
    for (let i = 0; i < 40; i++)
      await drill.vault.put(Array.from({ length: 20 }, () => callRecords(randomUUID())).flat());
    let done = false;
    const calls = async (): Promise<void> => {
      while (!done)
        await drill.vault.put([...callRecords(randomUUID()), putRequest('face.error-log')], usageOf());
    };
    const calling = [calls(), calls(), calls()];
    const reports = [await create(), await create()];
    done = true;
    await Promise.all(calling);
    for (const { snapshot } of reports) {
      const report = await drill.restore({ snapshot: snapshot.name });
      const restored = await drill.openRestored(report.folder);
      const all = [...(await everything(restored)).values()];
      const callIds = (category: string): string[] =>
        all
          .flatMap((one) =>
            one.category === category ? String((one.record as { callId?: string }).callId) : [],
          )
          .sort();
      expect(callIds('ocr.monitoring')).toEqual(callIds('ocr.operation-log'));
      const errors = all.filter(({ category }) => category === 'face.error-log').length;
      const usage = await restored.usage({ appId: APP, fromDay: '2026-01-01', toDay: '2027-01-01' });
      expect(usage[0]?.calls ?? 0).toBe(errors);
      expect(callIds('ocr.monitoring').length).toBe(800 + errors);
    }
  });

  it('keeps nobody waiting for a log that it reads, and truncates it afterwards', async () => {
    await drill.vault.put(Array.from({ length: 500 }, () => callRecords(randomUUID())).flat());
    const backup = create();
    const started = performance.now();
    await drill.vault.erase({ appId: APP, subject: { kind: 'request', value: 'nobody' } });
    expect(performance.now() - started).toBeLessThan(8_000);
    await backup;
    expect(statSync(join(drill.disk.folder, 'lethe.db-wal')).size).toBe(0);
  });
});

describe('a restore', () => {
  it('is refused into a folder that has anything, with another master key or another ledger', async () => {
    await plant(drill.vault, 'ocr.monitoring', APP);
    await create();
    await expect(drill.restore({ folder: drill.disk.folder })).rejects.toMatchObject({ code: 'not-empty' });
    const folder = drill.newFolder();
    const masterKey = new Uint8Array(32).fill(9);
    await expect(drill.restore({ folder, masterKey })).rejects.toThrow(/master key/);
    await using other = await BackedUpVault.open();
    await expect(drill.restore({ folder, ledgerFile: other.mirrorFile })).rejects.toMatchObject({
      code: 'other-installation',
    });
    await expect(drill.restore({ folder, snapshot: 'ffffffff' })).rejects.toMatchObject({
      code: 'no-snapshot',
    });
    await expect(drill.restore({ folder, ledgerFile: join(folder, 'none') })).rejects.toThrow(/mirror/);
    expect(readdirSync(dirname(folder))).toEqual([]);
  });

  it('says before what it does, and writes nothing then', async () => {
    for (const id of stored) await plant(drill.vault, id, APP);
    await create();
    const folder = drill.newFolder();
    const dry = await drill.restore({ folder, dryRun: true });
    expect(existsSync(folder)).toBe(false);
    const report = await drill.restore({ folder });
    expect({ ...dry, dryRun: false }).toEqual(report);
    expect(report.restored).toBe(report.snapshot.entries);
  });

  it('does with an old copy of an unmirrored ledger, and says what that one cannot know', async () => {
    await using plain = await BackedUpVault.open(false);
    const old = join(plain.disk.parent, 'old-ledger.db');
    const person = { kind: 'request', value: 'secret-request' } as const;
    await plain.vault.put(callRecords(person.value));
    const { warnings } = await plain.vault.backup({ to: plain.repository });
    expect(warnings).toEqual([expect.stringMatching(/restored only beside this very ledger/)]);
    const { folder, clock } = plain.disk;
    await plain.vault.close();
    copyFileSync(join(folder, 'ledger.db'), old);
    plain.disk.vault = await openVault({ folder, masterKey: MASTER_KEY, clock });
    await plain.vault.erase({ appId: APP, subject: person });
    const known = await plain.restore({ ledgerFile: join(folder, 'ledger.db') });
    expect(known.restored).toBe(0);
    const unknown = await plain.restore({ ledgerFile: old });
    expect(unknown.restored).toBe(2);
    expect(unknown.warnings).toEqual([expect.stringMatching(/no mirror.*may be back/)]);
    await plain.vault.backup({ to: plain.repository });
    const older = await plain.restore({ ledgerFile: old });
    expect(older.ledger.olderThanBackup).toBe(true);
    expect(older.warnings[0]).toMatch(/older than the back-up/);
  });

  it('keeps apart what a law demands for longer, and what an order held', async () => {
    const held = await plant(drill.vault, 'ocr.monitoring', APP);
    await drill.vault.placeHold({ appId: APP, reason: 'case 1', subject: held.request, apart: 'when-due' });
    const korean = await plant(drill.vault, 'asr.operation-log', APP, { jurisdiction: 'KR' });
    await plant(drill.vault, 'ocr.monitoring', APP);
    await create();
    drill.disk.clock.advance(20 * DAY_MS);
    const law = await drill.restore();
    expect(law.apart).toEqual([{ category: 'asr.operation-log', count: 1 }]);
    const restored = await drill.openRestored(law.folder);
    expect(await restored.find('asr.operation-log', { subject: korean.request })).toEqual([]);
    expect((await restored.expire()).removed).toEqual([]);

    drill.disk.clock.advance(731 * DAY_MS);
    const order = await drill.restore();
    expect(order.apart).toEqual([{ category: 'ocr.monitoring', count: 1 }]);
    const later = await drill.openRestored(order.folder);
    expect((await later.expire()).removed).toEqual([]);
    const [hold] = await later.holds(APP);
    expect((await later.readHeld(APP, hold?.id ?? '')).map(({ id }) => id)).toEqual([held.id]);
  });
});
