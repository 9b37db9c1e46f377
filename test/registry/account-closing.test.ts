import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { letterTemplates } from '../../src/policy/letters/template.ts';
import { AccountClosing } from '../../src/registry/account-closing.ts';
import { AccountError, Accounts } from '../../src/registry/accounts.ts';
import { SubjectRequests } from '../../src/registry/requests/subject-requests.ts';
import { countsOf, putRequest, START, VaultOnDisk } from '../records/vault-on-disk.ts';

const SECOND_MS = 1_000;
const OTHER = '1259999999';
const settings = { templates: letterTemplates(), operator: { name: 'Example Ltd' } };

let disk: VaultOnDisk;
let accounts: Accounts;
let closing: AccountClosing;
let appId: string;
let secretId: string;

const reconstruct = (): void => {
  accounts = new Accounts(disk.vault, disk.clock, 'ap-singapore');
  closing = new AccountClosing(disk.vault, accounts, disk.clock, settings);
};

beforeEach(async () => {
  disk = await VaultOnDisk.open();
  reconstruct();
  ({ appId, secretId } = await accounts.create({ name: 'shop' }));
  const person = { kind: 'person', value: 'alice' } as const;
  for (const owner of [appId, OTHER])
    await disk.vault.put(
      [
        putRequest('asr.audio', { appId: owner }),
        putRequest('asr.results', { appId: owner }),
        putRequest('face.features', { appId: owner, subjects: [person], sealedFor: person }),
        putRequest('face.error-log', { appId: owner }),
        putRequest('ocr.monitoring', { appId: owner }, { callId: `call of ${owner}` }),
        putRequest('ocr.operation-log', { appId: owner }, { callId: `call of ${owner}` }),
      ],
      [{ appId: owner, day: '2026-01-15', item: 'ocr.general', volume: 1 }],
    );
  const requests = new SubjectRequests(disk.vault, disk.clock, compose(), { ...settings, region: 'x' });
  await requests.create({ appId, type: 'access', subject: person, identity: 'pending' });
});
afterEach(() => disk[Symbol.asyncDispose]());

const held = async (): Promise<readonly string[]> => Object.keys(await countsOf(disk.vault, appId)).sort();

/** What is held at an instant, once expiry has run. */
const heldAt = async (at: number): Promise<readonly string[]> => {
  disk.clock.set(at);
  await disk.vault.expire();
  await closing.step();
  return held();
};

describe('closing an account', () => {
  it('on a dry run says what becomes of each category, and does nothing', async () => {
    const before = await held();
    const { steps } = await closing.close(appId, { dryRun: true });
    const of = (id: string) => steps.find(({ category }) => category === id);
    expect(of('asr.results')).toMatchObject({ action: 'erase', count: 1 });
    expect(of('face.features')).toMatchObject({ action: 'erase', count: 1 });
    expect(of('ocr.monitoring')).toMatchObject({ action: 'due', until: START + 30 * DAY_MS });
    expect(of('base.transaction')).toMatchObject({ action: 'due', until: START + 90 * DAY_MS });
    expect(of('base.subject-request')).toMatchObject({ action: 'due', until: START + 24 * HOUR_MS });
    expect(await held()).toEqual(before);
    expect((await accounts.find(secretId))?.disabledAt).toBeNull();
    expect(await closing.certificate(appId)).toBeNull();
  });

  it('stops its keys and erases content and faces at once, and the rest to the second of its time', async () => {
    const others = await countsOf(disk.vault, OTHER);
    await closing.close(appId);
    expect((await accounts.find(secretId))?.disabledAt).toBe(START);
    const logs = ['base.account', 'face.error-log', 'ocr.monitoring', 'ocr.operation-log'];
    expect(await held()).toEqual(['base.subject-request', 'base.transaction', ...logs].sort());
    expect(await countsOf(disk.vault, OTHER)).toEqual(others);

    expect(await heldAt(START + DAY_MS - SECOND_MS)).toContain('base.subject-request');
    expect(await heldAt(START + DAY_MS)).toEqual(['base.transaction', ...logs].sort());
    expect(await heldAt(START + 30 * DAY_MS - SECOND_MS)).toEqual(['base.transaction', ...logs].sort());
    expect(await heldAt(START + 30 * DAY_MS)).toEqual(['base.transaction']);
    expect((await closing.certificate(appId))?.finishedAt).toBeNull();
    expect(await heldAt(START + 90 * DAY_MS - SECOND_MS)).toEqual(['base.transaction']);
    expect(await heldAt(START + 90 * DAY_MS)).toEqual([]);
    expect(await disk.vault.appIds()).not.toContain(appId);
    expect(await countsOf(disk.vault, OTHER)).toMatchObject({ 'ocr.monitoring': 1, 'base.transaction': 1 });
  });

  it('is certified: interim while a part is within its time, then finally, with receipts that prove it', async () => {
    await closing.close(appId);
    const interim = await closing.certificate(appId);
    expect(interim).toMatchObject({ finishedAt: null, erased: { 'asr.audio': 1, 'face.features': 1 } });
    expect(interim?.text).toContain('interim');
    expect(interim?.text).toMatch(/Transactions: 1 record, kept, until 2026-04-15/);
    for (const days of [1, 30, 90]) await heldAt(START + days * DAY_MS);
    const final = await closing.certificate(appId, 'zh');
    expect(final).toMatchObject({
      finishedAt: START + 90 * DAY_MS,
      kept: [],
      erased: { 'asr.audio': 1, 'ocr.monitoring': 1, 'base.transaction': 1, 'base.account': 1 },
    });
    expect(final?.text).toContain('已全部删除');
    expect(final?.proof?.receipts).toHaveLength(final?.receiptIds.length ?? -1);
    expect(final?.proof?.statement).toBe(final?.text);
  });

  it('cannot be undone, and closing again changes nothing', async () => {
    await closing.close(appId);
    disk.clock.advance(DAY_MS);
    expect((await closing.close(appId)).closedAt).toBe(START);
    await expect(accounts.addKey(appId, null)).rejects.toBeInstanceOf(AccountError);
    await expect(accounts.createSubAccount(appId)).rejects.toBeInstanceOf(AccountError);
    expect((await accounts.find(secretId))?.disabledAt).toBe(START);
  });

  it('is completed after a kill, and reaches what was written since', async () => {
    // As if the process had died before the account's own records were touched.
    await disk.vault.closeAccount(appId);
    await disk.vault.put([
      putRequest('asr.results', { appId }),
      putRequest('asr.monitoring', { appId }, { callId: 'late' }),
    ]);
    await disk.reopen();
    reconstruct();
    expect((await accounts.find(secretId))?.disabledAt).toBe(START);
    await closing.step();
    expect(await held()).not.toContain('asr.results');
    expect((await accounts.list(appId)).map(({ disabledAt }) => disabledAt)).toEqual([START]);
    expect(await heldAt(START + 30 * DAY_MS)).toEqual(['base.transaction']);
  });

  it('leaves what an order or a law keeps, apart and for as long as that', async () => {
    await disk.vault.put([
      putRequest('face.running-log', { appId, jurisdiction: 'KR' }),
      putRequest('ekyc.operation-log', { appId, jurisdiction: 'KR' }, { callId: 'kr' }),
    ]);
    const order = { appId, reason: 'order 12', categories: ['ocr.monitoring'], apart: 'when-due' } as const;
    const { hold } = await disk.vault.placeHold(order);
    await closing.close(appId);
    await heldAt(START + 30 * DAY_MS);
    const restricted = async () =>
      (await disk.vault.holdings(appId)).filter((h) => h.restricted > 0).map((h) => h.category);
    expect(await restricted()).toEqual(['ocr.monitoring', 'ekyc.operation-log', 'face.running-log']);
    await heldAt(Date.UTC(2026, 3, 15, 12) - SECOND_MS);
    expect(await restricted()).toContain('face.running-log');
    await heldAt(Date.UTC(2026, 3, 15, 12));
    expect(await restricted()).toEqual(['ocr.monitoring']);
    expect((await closing.certificate(appId))?.finishedAt).toBeNull();
    await disk.vault.releaseHold(appId, hold.id);
    await heldAt(START + 91 * DAY_MS);
    await heldAt(START + 91 * DAY_MS + 1);
    expect((await closing.certificate(appId))?.kept).toEqual([]);
  });
});
