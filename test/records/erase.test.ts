import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { eraseTarget } from '../../src/records/erasure/erase.ts';
import { openStores } from '../../src/records/stores.ts';
import { openVault } from '../../src/records/vault.ts';
import { APP, MASTER_KEY, VaultOnDisk, callRecords, countsOf, putRequest, usageOf } from './vault-on-disk.ts';

const person = { kind: 'person', value: 'person-1' } as const;
const about = { subjects: [person], sealedFor: person };
const everywhere = [
  putRequest('face.features', about),
  putRequest('face.running-log', about),
  putRequest('face.error-log', about),
  putRequest('ekyc.images-videos-results', about),
  putRequest('asr.operation-log', { subjects: [person] }, { callId: 'request-1' }),
];

describe('erasure', () => {
  it('reaches every store, in the order of the plan, and only the subject', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put(everywhere);
    const other = { kind: 'person', value: 'person-2' } as const;
    await disk.vault.put([putRequest('face.features', { subjects: [other] })]);
    const { steps } = await disk.vault.erase({ appId: APP, subject: person });
    expect(steps.map(({ store, action, count }) => `${store} ${action} ${count}`)).toEqual([
      'objects erase 1',
      'ring erase 1',
      'logs erase 1',
      'relational erase 1',
      'relational erase 1',
    ]);
    expect(steps.find(({ category }) => category === 'face.features')?.reason).toContain('module face');
    expect(await countsOf(disk.vault)).toEqual({ 'face.features': 1 });
    expect(
      readdirSync(join(disk.folder, 'objects'), { recursive: true }).some((n) => String(n).length > 10),
    ).toBe(false);
  });

  it('takes a whole account and leaves its neighbour as it was', async () => {
    await using disk = await VaultOnDisk.open();
    const neighbour = '1250000002';
    await disk.vault.put([...everywhere, ...callRecords('r')], usageOf());
    await disk.vault.put(callRecords('r', neighbour), usageOf(neighbour));
    const before = await disk.vault.holdings(neighbour);
    const { receiptId } = await disk.vault.erase({ appId: APP });
    expect(await countsOf(disk.vault, APP)).toEqual({});
    expect(await disk.vault.holdings(neighbour)).toEqual(before);
    expect(await disk.vault.find('ocr.monitoring', { appId: neighbour })).toHaveLength(1);
    expect((await disk.vault.receipts())[0]).toMatchObject({ id: receiptId, appId: APP, kind: 'erasure' });
  });

  it('of what is not there is on record, too', async () => {
    await using disk = await VaultOnDisk.open();
    expect(await disk.vault.erase({ appId: APP, subject: person })).toMatchObject({ steps: [], remains: [] });
    expect((await disk.vault.receipts())[0]).toMatchObject({ kind: 'erasure', counts: {} });
  });

  it('of single records leaves the others, and carries its reason', async () => {
    await using disk = await VaultOnDisk.open();
    const ids = await disk.vault.put([
      putRequest('ocr.images-and-results'),
      putRequest('ocr.images-and-results'),
    ]);
    const report = await disk.vault.remove('ocr.images-and-results', ids.slice(1), 'processing completed');
    expect(report.steps).toMatchObject([{ store: 'objects', count: 1, reason: 'processing completed' }]);
    expect((await disk.vault.find('ocr.images-and-results', {})).map(({ id }) => id)).toEqual(
      ids.slice(0, 1),
    );
  });
});

describe('an erasure that a kill interrupts', () => {
  /** The intent is written first; what follows may have happened in part. */
  const interrupted = async (damage: (folder: string) => void): Promise<VaultOnDisk> => {
    const disk = await VaultOnDisk.open();
    await disk.vault.put(everywhere);
    await disk.vault.close();
    // The state at the moment of the kill: taken from an erasure of a copy of the folder.
    const before = `${disk.folder}.before`;
    cpSync(disk.folder, before, { recursive: true });
    disk.vault = await disk.another();
    const intent = new DatabaseSync(join(disk.folder, 'ledger.db'));
    intent.exec(
      'create table copy (id, body); create trigger kept after insert on disposals begin insert into copy values (new.id, new.body); end',
    );
    await disk.vault.erase({ appId: APP, subject: person });
    const { id, body } = intent.prepare('select id, body from copy').get() as { id: string; body: string };
    intent.close();
    await disk.vault.close();
    rmSync(disk.folder, { recursive: true });
    cpSync(before, disk.folder, { recursive: true });
    const ledger = new DatabaseSync(join(disk.folder, 'ledger.db'));
    ledger.prepare('insert into disposals values (?, ?)').run(id, body);
    ledger.close();
    damage(disk.folder);
    disk.vault = await disk.another();
    return disk;
  };
  const run = (folder: string, file: string, statement: string): void => {
    const database = new DatabaseSync(join(folder, file));
    database.exec(statement);
    database.close();
  };

  it.each([
    ['before anything is destroyed', () => undefined],
    [
      'after the keys',
      (folder: string) => run(folder, 'ledger.db', 'delete from data_keys where subject is not null'),
    ],
    ['after the files', (folder: string) => rmSync(join(folder, 'objects'), { recursive: true })],
    [
      'after some of the entries',
      (folder: string) => run(folder, 'lethe.db', "delete from entries where kind = 'face.features'"),
    ],
  ] as const)('%s is completed at the next opening, with one receipt', async (_, damage) => {
    await using disk = await interrupted(damage);
    expect(await countsOf(disk.vault)).toEqual({});
    expect(await disk.vault.receipts()).toMatchObject([
      { kind: 'erasure', counts: { 'face.features': 1, 'face.error-log': 1 } },
    ]);
    await disk.reopen();
    expect(await disk.vault.receipts()).toHaveLength(1);
    expect(await disk.vault.verifyReceipts()).toMatchObject({ ok: true, count: 1 });
  });

  it('after its receipt leaves nothing of what the keys were: whoever opens the folder beside others sees to it', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([putRequest('face.features', about)]);
    const now = disk.clock.now();
    const stores = await openStores(disk.folder, MASTER_KEY, compose(), { now });
    const keys = await stores.ledger.db
      .selectFrom('data_keys')
      .select('wrapped')
      .where('subject', 'is not', null)
      .execute();
    const image = `${disk.folder}.image`;
    const bytesOfKeys = (): number =>
      keys.filter(({ wrapped }) =>
        ['ledger.db', 'ledger.db-wal'].some((name) =>
          readFileSync(join(image, name)).includes(Buffer.from(wrapped)),
        ),
      ).length;
    // What lies there before anything is overwritten.
    const checkpoint = async (): Promise<void> => {
      cpSync(disk.folder, image, { recursive: true });
      await stores.ledger.checkpoint();
    };
    const watched = { ...stores, ledger: { ...stores.ledger, checkpoint } };
    await eraseTarget(watched, compose(), { appId: APP, subject: person }, { now, dryRun: false });
    await stores.close();
    expect(bytesOfKeys()).toBeGreaterThan(0);
    const beside = new DatabaseSync(join(image, 'ledger.db'));
    beside.exec('select count(*) from data_keys');
    const vault = await openVault({ folder: image, masterKey: MASTER_KEY, clock: disk.clock });
    expect(bytesOfKeys()).toBe(0);
    expect(await vault.receipts()).toMatchObject([{ kind: 'erasure' }]);
    await vault.close();
    beside.close();
  });
});

describe('a law that wants data kept for longer', () => {
  it('has it kept apart, unreadable, until it may go', async () => {
    await using disk = await VaultOnDisk.open();
    const korean = { ...about, jurisdiction: 'KR' };
    await disk.vault.put([putRequest('asr.operation-log', korean, { callId: 'request-1' })]);
    const [record] = await disk.vault.find('asr.operation-log', {});
    const { steps } = await disk.vault.erase({ appId: APP, subject: person });
    expect(steps).toMatchObject([{ action: 'restrict', count: 1 }]);
    const until = steps[0]?.until ?? 0;
    expect(until).toBeGreaterThan(record?.deadline ?? 0);
    expect(await disk.vault.find('asr.operation-log', {})).toEqual([]);
    expect(await disk.vault.searchLogs('asr.operation-log', { text: 'request-1' })).toEqual([]);
    const holding = async () =>
      (await disk.vault.holdings()).find(({ category }) => category === 'asr.operation-log');
    expect(await holding()).toMatchObject({ count: 0, restricted: 1, keptLate: 0 });
    disk.clock.set(until - 1_000);
    await disk.vault.expire();
    expect(await holding()).toMatchObject({ restricted: 1 });
    disk.clock.set(until + 1_000);
    await disk.vault.expire();
    expect(await holding()).toMatchObject({ restricted: 0, keptLate: 0 });
  });

  it('hides what is past its deadline, too', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([putRequest('asr.operation-log', { jurisdiction: 'KR' }, { callId: 'request-1' })]);
    disk.clock.advance(8 * DAY_MS);
    await disk.vault.expire();
    expect(await disk.vault.find('asr.operation-log', {})).toEqual([]);
    expect((await disk.vault.holdings()).find((h) => h.category === 'asr.operation-log')).toMatchObject({
      restricted: 1,
    });
  });
});
