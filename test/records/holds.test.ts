import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import type { StorableCategoryId } from '../../src/policy/catalogue.ts';
import type { Subject, Vault } from '../../src/records/types.ts';
import { APP, START, VaultOnDisk, putRequest } from './vault-on-disk.ts';

const NEIGHBOUR = '1250000002';
const person: Subject = { kind: 'person', value: 'person-1' };
const order = { appId: APP, reason: 'order 7/26' } as const;

const holding = async (vault: Vault, id: StorableCategoryId, appId = APP) => {
  const found = (await vault.holdings(appId)).find(({ category }) => category === id);
  return { count: found?.count, restricted: found?.restricted, late: found?.keptLate };
};

let calls = 0;
const log = (given: { appId?: string; jurisdiction?: string; subject?: Subject; text?: string } = {}) => {
  const { appId = APP, subject = person, text = 'lighthouse', jurisdiction } = given;
  const context = { appId, subjects: [subject], ...(jurisdiction ? { jurisdiction } : {}) };
  return putRequest('asr.operation-log', context, { callId: `call-${++calls}`, request: { text } });
};

describe('a floor', () => {
  it('keeps apart what its deadline would remove: no search finds it, and it dies when the floor ends', async () => {
    await using disk = await VaultOnDisk.open();
    const { clock } = disk;
    await disk.vault.put([log({ jurisdiction: 'KR' }), log()]);
    clock.set(START + 7 * DAY_MS);
    await disk.vault.expire();
    expect(await holding(disk.vault, 'asr.operation-log')).toEqual({ count: 0, restricted: 1, late: 0 });
    expect(await disk.vault.find('asr.operation-log', { subject: person })).toEqual([]);
    expect(await disk.vault.searchLogs('asr.operation-log', { text: 'lighthouse' })).toEqual([]);
    clock.set(Date.UTC(2026, 3, 15, 12) - 1_000);
    await disk.vault.expire();
    expect(await holding(disk.vault, 'asr.operation-log')).toMatchObject({ restricted: 1 });
    clock.set(Date.UTC(2026, 3, 15, 12));
    await disk.vault.expire();
    expect(await holding(disk.vault, 'asr.operation-log')).toEqual({ count: 0, restricted: 0, late: 0 });
    expect(await disk.vault.verifyReceipts()).toMatchObject({ ok: true });
  });

  it('is named by the plan of an erasure, which destroys the subject’s own key all the same', async () => {
    await using disk = await VaultOnDisk.open();
    const context = { subjects: [person], sealedFor: person, jurisdiction: 'ID' };
    await disk.vault.put([putRequest('face.running-log', context), putRequest('face.features', context)]);
    const { steps } = await disk.vault.erase({ appId: APP, subject: person }, { dryRun: true });
    expect(steps).toMatchObject([
      { category: 'face.running-log', action: 'restrict', count: 1, until: Date.UTC(2031, 0, 15, 12) },
      { category: 'face.features', action: 'erase', count: 1 },
    ]);
    await disk.vault.erase({ appId: APP, subject: person });
    expect(await holding(disk.vault, 'face.running-log')).toEqual({ count: 0, restricted: 1, late: 0 });
    disk.clock.set(Date.UTC(2031, 0, 15, 12));
    await disk.vault.expire();
    expect((await disk.vault.holdings(APP)).every((h) => h.count + h.restricted === 0)).toBe(true);
  });
});

describe('a legal hold', () => {
  it('keeps apart what is due until it is released, and whoever reads it leaves a receipt', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([
      log(),
      log({ appId: NEIGHBOUR }),
      log({ subject: { kind: 'person', value: 'other' } }),
    ]);
    const { hold } = await disk.vault.placeHold({ ...order, subject: person, apart: 'when-due' });
    expect(await holding(disk.vault, 'asr.operation-log')).toMatchObject({ count: 2, restricted: 0 });
    disk.clock.set(START + 30 * DAY_MS);
    await disk.reopen();
    await disk.vault.expire();
    expect(await holding(disk.vault, 'asr.operation-log')).toEqual({ count: 0, restricted: 1, late: 0 });
    expect(await holding(disk.vault, 'asr.operation-log', NEIGHBOUR)).toMatchObject({
      count: 0,
      restricted: 0,
    });
    const [held, ...others] = await disk.vault.readHeld(APP, hold.id);
    expect(others).toEqual([]);
    expect(held?.record).toMatchObject({ request: { text: 'lighthouse' } });
    expect((await disk.vault.receipts({ limit: 1 }))[0]).toMatchObject({ kind: 'access', appId: APP });
    await expect(disk.vault.readHeld(NEIGHBOUR, hold.id)).rejects.toThrow('no such hold');
    const report = await disk.vault.releaseHold(APP, hold.id);
    expect(report.steps).toEqual([{ category: 'asr.operation-log', action: 'erase', count: 1 }]);
    expect(await holding(disk.vault, 'asr.operation-log')).toEqual({ count: 0, restricted: 0, late: 0 });
    expect(await disk.vault.holds(APP)).toMatchObject([{ id: hold.id, releasedAt: disk.clock.now() }]);
  });

  it('is in the plan of an erasure, and outlives the request', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([log()]);
    await disk.vault.placeHold({ ...order, subject: person, apart: 'when-due', until: START + 60 * DAY_MS });
    const until = START + 60 * DAY_MS;
    const { steps } = await disk.vault.erase({ appId: APP, subject: person });
    expect(steps).toMatchObject([{ action: 'restrict', count: 1, until }]);
    expect(await disk.vault.find('asr.operation-log', { appId: APP })).toEqual([]);
    expect(await holding(disk.vault, 'asr.operation-log')).toMatchObject({ count: 0, restricted: 1 });
    disk.clock.set(until);
    await disk.vault.expire();
    expect(await holding(disk.vault, 'asr.operation-log')).toEqual({ count: 0, restricted: 0, late: 0 });
  });

  it('covers single records that are removed, too', async () => {
    await using disk = await VaultOnDisk.open();
    const ids = await disk.vault.put([log(), log({ subject: { kind: 'person', value: 'other' } })]);
    const { hold } = await disk.vault.placeHold({ ...order, subject: person, apart: 'when-due' });
    const { steps } = await disk.vault.remove('asr.operation-log', ids, 'no longer needed');
    expect(steps.map(({ action, count }) => [action, count])).toEqual([
      ['erase', 1],
      ['restrict', 1],
    ]);
    expect(await holding(disk.vault, 'asr.operation-log')).toMatchObject({ count: 0, restricted: 1 });
    expect(await disk.vault.readHeld(APP, hold.id)).toHaveLength(1);
  });

  it('keeps apart what a consent allowed that is withdrawn, until it is released', async () => {
    await using disk = await VaultOnDisk.open();
    const consent: Subject = { kind: 'consent', value: 'consent-1' };
    const given = {
      consentId: consent.value,
      event: 'given',
      category: 'ocr.identification',
      fields: ['name'],
    };
    const event = { ...given, ageBand: 'of-age', expiresAt: START + 100 * DAY_MS };
    await disk.vault.put([putRequest('base.consent', { subjects: [consent] }, event)]);
    const record = { name: 'Ada' };
    const context = { appId: APP, region: 'ap-singapore', subjects: [person], consentId: consent.value };
    await disk.vault.put([{ category: 'ocr.identification', record, context }]);
    const { hold } = await disk.vault.placeHold({ ...order, subject: person, apart: 'when-due' });
    await disk.vault.closeSubject(APP, consent);
    expect(await holding(disk.vault, 'ocr.identification')).toMatchObject({ count: 0, restricted: 1 });
    expect((await disk.vault.readHeld(APP, hold.id)).map((held) => held.record)).toContainEqual(record);
    await disk.vault.releaseHold(APP, hold.id);
    expect(await holding(disk.vault, 'ocr.identification')).toMatchObject({ count: 0, restricted: 0 });
  });

  it('takes what it covers out of a ring, which would turn without it', async () => {
    await using disk = await VaultOnDisk.open(
      compose({ overlay: { categories: { 'face.error-log': { ringBytes: 500_000 } } } }),
    );
    const error = () => putRequest('face.error-log', { subjects: [person] }, { input: { facts: 1 } });
    await disk.vault.put([error()]);
    const { hold } = await disk.vault.placeHold({ ...order, subject: person, apart: 'when-due' });
    for (let i = 0; i < 200; i++)
      await disk.vault.put([putRequest('face.error-log', {}, { input: { facts: 2 } })]);
    expect(await disk.vault.readHeld(APP, hold.id)).toHaveLength(1);
    expect((await disk.vault.releaseHold(APP, hold.id)).steps).toEqual([
      { category: 'face.error-log', action: 'return', count: 1 },
    ]);
    expect(await disk.vault.find('face.error-log', { subject: person })).toHaveLength(1);
  });

  it('of another order still keeps what one order lets go', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([log()]);
    const [first, second] = [
      await disk.vault.placeHold({ ...order, subject: person, apart: 'when-due' }),
      await disk.vault.placeHold({ ...order, categories: ['asr.operation-log'], apart: 'when-due' }),
    ];
    await disk.vault.erase({ appId: APP, subject: person });
    const released = await disk.vault.releaseHold(APP, first.hold.id);
    expect(released.steps).toEqual([{ category: 'asr.operation-log', action: 'stay', count: 1 }]);
    await disk.vault.releaseHold(APP, second.hold.id);
    expect(await holding(disk.vault, 'asr.operation-log')).toEqual({ count: 0, restricted: 0, late: 0 });
  });

  it('survives the erasure of its account, with what it covers and nothing else', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([log(), putRequest('asr.monitoring', { subjects: [person] })]);
    const { hold } = await disk.vault.placeHold({
      ...order,
      categories: ['asr.operation-log'],
      apart: 'when-due',
    });
    await disk.vault.erase({ appId: APP });
    expect(await holding(disk.vault, 'asr.monitoring')).toMatchObject({ count: 0, restricted: 0 });
    expect(await disk.vault.readHeld(APP, hold.id)).toHaveLength(1);
    await disk.vault.releaseHold(APP, hold.id);
    await disk.vault.erase({ appId: APP });
    expect((await disk.vault.holdings(APP)).every((h) => h.count + h.restricted === 0)).toBe(true);
  });
});

describe('a restriction', () => {
  const features = putRequest('face.features', { subjects: [person], sealedFor: person });
  const audio = putRequest('asr.audio', { subjects: [person] });
  const everything = [log(), features, audio];
  const categories = ['asr.operation-log', 'face.features', 'asr.audio'] as const;
  const countsIn = (vault: Vault) =>
    Promise.all(categories.map(async (id) => (await vault.find(id, { appId: APP, subject: person })).length));

  it('keeps from use at once and gives back as it was, whatever store it is of', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put(everything);
    const all = () => Promise.all(categories.map((id) => disk.vault.find(id, { subject: person })));
    // Sealed anew, and else the same.
    const before = (await all()).map((found) =>
      found.map((one) => ({ ...one, version: expect.any(String) as string })),
    );
    const dry = await disk.vault.placeHold({ ...order, subject: person, apart: 'at-once' }, { dryRun: true });
    expect(dry.steps.map(({ action, count }) => [action, count])).toEqual([
      ['apart', 1],
      ['apart', 1],
      ['apart', 1],
    ]);
    expect(await countsIn(disk.vault)).toEqual([1, 1, 1]);
    const { hold } = await disk.vault.placeHold({ ...order, subject: person, apart: 'at-once' });
    expect(await countsIn(disk.vault)).toEqual([0, 0, 0]);
    expect(await disk.vault.searchLogs('asr.operation-log', { text: 'lighthouse' })).toEqual([]);
    await disk.reopen();
    expect(await disk.vault.readHeld(APP, hold.id)).toHaveLength(3);
    const report = await disk.vault.releaseHold(APP, hold.id);
    expect(report.steps.map(({ action }) => action)).toEqual(['return', 'return', 'return']);
    expect(await all()).toEqual(before);
    expect(await disk.vault.searchLogs('asr.operation-log', { text: 'lighthouse' })).toHaveLength(1);
    await disk.vault.erase({ appId: APP, subject: person });
    expect(await countsIn(disk.vault)).toEqual([0, 0, 0]);
  });

  it('covers what comes later, with the next expiry', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.placeHold({ ...order, subject: person, apart: 'at-once' });
    await disk.vault.put(everything);
    await disk.vault.expire();
    expect(await countsIn(disk.vault)).toEqual([0, 0, 0]);
  });

  it('that ends after the deadline gives nothing back that was due meanwhile', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put(everything);
    const until = START + 30 * DAY_MS;
    await disk.vault.placeHold({ ...order, subject: person, apart: 'at-once', until });
    disk.clock.set(until);
    await disk.vault.expire();
    expect(await countsIn(disk.vault)).toEqual([0, 1, 0]);
    expect((await disk.vault.holdings(APP)).every((h) => h.restricted === 0)).toBe(true);
  });

  it('leaves nothing where it was', async () => {
    await using disk = await VaultOnDisk.open();
    await disk.vault.put([features]);
    const file = join(disk.folder, 'lethe.db');
    await disk.vault.placeHold({ ...order, subject: person, apart: 'at-once' });
    await disk.vault.close();
    expect(readFileSync(file).includes('face.features')).toBe(false);
    disk.vault = await disk.another();
    expect(await holding(disk.vault, 'face.features')).toMatchObject({ count: 0, restricted: 1 });
  });
});

describe('an amended record', () => {
  it('is found by the same subject, until the same deadline, and nobody else’s is changed', async () => {
    await using disk = await VaultOnDisk.open();
    const context = { subjects: [person] };
    const [id = ''] = await disk.vault.put([putRequest('asr.results', context, { resultText: 'before' })]);
    const [before] = await disk.vault.find('asr.results', { subject: person });
    if (!before) throw new Error('nothing was put');
    const record = { ...before.record, resultText: 'after' };
    await disk.vault.amend('asr.results', APP, id, record);
    expect(await disk.vault.find('asr.results', { subject: person })).toEqual([
      { ...before, record, version: expect.any(String) as string },
    ]);
    await expect(disk.vault.amend('asr.results', NEIGHBOUR, id, record)).rejects.toThrow('no such record');
    const unknown = { ...record, more: 1 };
    await expect(disk.vault.amend('asr.results', APP, id, unknown)).rejects.toMatchObject({
      name: 'VaultRefusal',
    });
    await expect(disk.vault.amend('asr.operation-log', APP, id, record as never)).rejects.toThrow(
      'are not changed',
    );
  });
});
