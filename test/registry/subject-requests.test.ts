import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { letterTemplates } from '../../src/policy/letters/template.ts';
import { scanForNeedles } from '../records/needle-scan.ts';
import type { NewRequest } from '../../src/registry/requests/request-order.ts';
import { RequestError, type RequestProblem } from '../../src/registry/requests/subject-request.ts';
import { SubjectRequests } from '../../src/registry/requests/subject-requests.ts';
import { APP, countsOf, putRequest, START, VaultOnDisk } from '../records/vault-on-disk.ts';

const ALICE = { kind: 'person', value: 'alice-canary-7431' } as const;
const OTHER_APP = '1250000002';

let disk: VaultOnDisk;
let requests: SubjectRequests;

const registry = (templates = letterTemplates()): SubjectRequests =>
  new SubjectRequests(disk.vault, disk.clock, compose(), {
    templates,
    operator: { name: 'Example Ltd', contact: 'privacy@example.org' },
    region: 'ap-singapore',
  });

beforeEach(async () => {
  disk = await VaultOnDisk.open();
  requests = registry();
});
afterEach(() => disk[Symbol.asyncDispose]());

const ofAlice = (appId = APP) => ({ appId, subjects: [ALICE], sealedFor: ALICE });

const putAlice = async (appId = APP): Promise<void> => {
  await disk.vault.put([
    putRequest('face.person-id', ofAlice(appId)),
    putRequest('face.features', ofAlice(appId)),
    putRequest('face.running-log', { ...ofAlice(appId), sealedFor: undefined } as never),
    putRequest('asr.results', ofAlice(appId)),
  ]);
};

const order = (more: Partial<NewRequest> = {}): NewRequest => ({
  appId: APP,
  type: 'erasure',
  subject: ALICE,
  identity: 'verified',
  ...more,
});

const problemOf = (work: Promise<unknown>): Promise<RequestProblem | null> =>
  work.then(
    () => null,
    (error: unknown) => {
      if (error instanceof RequestError) return error.problem;
      throw error;
    },
  );

describe('a request for erasure', () => {
  it('is carried out at once when the identity is verified, and keeps nothing of whom it was about', async () => {
    await putAlice();
    await putAlice(OTHER_APP);
    const { request, plan } = await requests.create(order());
    expect(plan.map(({ category, action, count }) => [category, action, count])).toEqual(
      expect.arrayContaining([
        ['face.features', 'erase', 1],
        ['asr.results', 'erase', 1],
      ]),
    );
    expect(request).toMatchObject({ state: 'done', subject: null, details: {}, dueAt: START });
    expect(request.history.map(({ what }) => what)).toEqual(['received', 'verified', 'in-progress', 'done']);
    expect(request.receipts).toHaveLength(1);
    expect(await disk.vault.find('face.features', { appId: APP, subject: ALICE })).toEqual([]);
    expect(await disk.vault.find('face.features', { appId: OTHER_APP, subject: ALICE })).toHaveLength(1);
    const kept = await disk.vault.find('base.subject-request', { appId: APP });
    expect(JSON.stringify(kept)).not.toContain(ALICE.value);
    expect(scanForNeedles(disk.folder, [ALICE.value])).toEqual([]);
  });

  it('waits for the identity check, and is due by what it would erase', async () => {
    await putAlice();
    const { request } = await requests.create(order({ identity: 'pending' }));
    expect(request).toMatchObject({ state: 'identity-pending', dueAt: Date.UTC(2026, 1, 15, 12) });
    await requests.step();
    expect(await countsOf(disk.vault, APP)).toMatchObject({ 'face.features': 1 });
    disk.clock.advance(DAY_MS);
    const done = await requests.modify(APP, request.requestId, { identity: 'verified' });
    expect(done).toMatchObject({ state: 'done', dueAt: START + DAY_MS });
    expect(await countsOf(disk.vault, APP)).not.toHaveProperty('face.features');
  });

  it('does nothing for one who is not the data subject', async () => {
    await putAlice();
    const { request } = await requests.create(order({ identity: 'pending' }));
    const failed = await requests.modify(APP, request.requestId, { identity: 'failed' });
    expect(failed).toMatchObject({ state: 'rejected', subject: null });
    expect(await countsOf(disk.vault, APP)).toMatchObject({ 'face.features': 1 });
    expect(await problemOf(requests.modify(APP, request.requestId, { identity: 'verified' }))).toBe(
      'not-open',
    );
  });

  it('on a dry run only plans', async () => {
    await putAlice();
    const before = await countsOf(disk.vault, APP);
    const { plan, request } = await requests.create(order(), { dryRun: true });
    expect(plan.length).toBeGreaterThan(2);
    expect(request.state).toBe('verified');
    expect(await countsOf(disk.vault, APP)).toEqual(before);
  });

  it('is tried again until it is done, also after a restart', async () => {
    await putAlice();
    const erase = disk.vault.erase.bind(disk.vault);
    disk.vault.erase = (target, options) =>
      options?.dryRun ? erase(target, options) : Promise.reject(new Error('disk full'));
    const { request } = await requests.create(order());
    expect(request.state).toBe('in-progress');
    expect(request.subject).toEqual(ALICE);
    const failing = await requests.step();
    expect(failing).toMatchObject({ open: 1, overdue: 1, failed: [{ request: { type: 'erasure' } }] });
    expect(failing.reminded.map(({ reminder }) => reminder)).toEqual(['overdue']);
    expect((await requests.step()).reminded).toEqual([]);
    await disk.reopen();
    requests = registry();
    expect(await requests.step()).toMatchObject({ open: 0, failed: [] });
    expect(await requests.get(APP, request.requestId)).toMatchObject({ state: 'done', subject: null });
  });
});

describe('deadlines', () => {
  it('are reminded of once each, and counted', async () => {
    const { request } = await requests.create(order({ type: 'access', identity: 'pending' }));
    const turn = async (at: number): Promise<unknown> => {
      disk.clock.set(at);
      const { open, overdue, reminded } = await requests.step();
      return [open, overdue, reminded.map(({ reminder }) => reminder).join()];
    };
    const length = request.dueAt - START;
    expect(await turn(START + length / 2 - 1)).toEqual([1, 0, '']);
    expect(await turn(START + length / 2)).toEqual([1, 0, 'half']);
    expect(await turn(START + length / 2 + 1)).toEqual([1, 0, '']);
    expect(await turn(START + length * 0.8)).toEqual([1, 0, 'most']);
    expect(await turn(request.dueAt - 1)).toEqual([1, 0, '']);
    expect(await turn(request.dueAt)).toEqual([1, 1, 'overdue']);
    expect(requests.counts).toEqual({ open: 1, overdue: 1 });
    await requests.modify(APP, request.requestId, { reject: { reason: 'withdrawn by the sender' } });
    expect(await turn(request.dueAt + 1)).toEqual([0, 0, '']);
  });

  it('are put off once, and only where the law lets them be', async () => {
    const { request } = await requests.create(order({ type: 'access', identity: 'pending' }));
    const extend = { extend: { reason: 'many requests' } };
    const extended = await requests.modify(APP, request.requestId, extend);
    expect(extended).toMatchObject({
      dueAt: Date.UTC(2026, 1, 15, 12),
      extendedTo: Date.UTC(2026, 3, 15, 12),
    });
    expect(await problemOf(requests.modify(APP, request.requestId, extend))).toBe('no-extension');
    await putAlice();
    for (const more of [{ jurisdiction: 'CN', type: 'access' }, { jurisdiction: 'CN' }] as const) {
      const other = await requests.create(order({ identity: 'pending', ...more }));
      expect(await problemOf(requests.modify(APP, other.request.requestId, extend))).toBe('no-extension');
    }
    const pending = (
      await requests.create(order({ identity: 'pending', details: { categories: ['asr.results'] } }))
    ).request;
    await requests.modify(APP, pending.requestId, extend);
    const verified = await requests.modify(
      APP,
      pending.requestId,
      { identity: 'verified' },
      { dryRun: true },
    );
    expect(verified).toMatchObject({ dueAt: START, extendedTo: null });
    const named = { reject: { reason: `this is not ${ALICE.value}` } };
    expect(await problemOf(requests.modify(APP, request.requestId, named))).toBe('personal-reason');
  });
});

describe('restriction', () => {
  it('keeps from use what is held, and gives it back when it is lifted', async () => {
    await putAlice();
    const { request } = await requests.create(order({ type: 'restriction' }));
    expect(request).toMatchObject({ state: 'done', subject: null });
    expect(await disk.vault.find('face.features', { appId: APP, subject: ALICE })).toEqual([]);
    await requests.lift(APP, request.requestId, { dryRun: true });
    expect(await disk.vault.find('face.features', { appId: APP, subject: ALICE })).toEqual([]);
    const report = await requests.lift(APP, request.requestId);
    expect(report.steps.length).toBeGreaterThan(0);
    expect(await disk.vault.find('face.features', { appId: APP, subject: ALICE })).toHaveLength(1);
    expect(await problemOf(requests.lift(APP, request.requestId))).toBe('not-restricted');
  });
});

describe('rectification', () => {
  const correction = (category: string, field: string, value: string) =>
    order({ type: 'rectification', details: { correction: { category, field, value } as never } });

  it('corrects the field in every record of the subject', async () => {
    const consent = { subjects: [ALICE] };
    await disk.vault.put([
      putRequest('ekyc.monitoring', { subjects: [ALICE] }, { callId: 'c1' }),
      putRequest('ekyc.monitoring', consent, { callId: 'c2' }),
      putRequest('ekyc.monitoring', {}, { callId: 'c3' }),
    ]);
    const { request, plan } = await requests.create(correction('ekyc.monitoring', 'userAgent', 'corrected'));
    expect(plan).toMatchObject([{ category: 'ekyc.monitoring', action: 'amend', count: 2 }]);
    expect(request.state).toBe('done');
    const agents = (await disk.vault.find('ekyc.monitoring', { appId: APP })).map(
      ({ record }) => record.userAgent,
    );
    expect(agents.filter((agent) => agent === 'corrected')).toHaveLength(2);
    expect(agents).toHaveLength(3);
  });

  it('refuses facts of billing, content of the caller, and what does not exist', async () => {
    for (const [category, field] of [
      ['ekyc.monitoring', 'fee'],
      ['ekyc.monitoring', 'callId'],
      ['face.running-log', 'billed'],
      ['base.transaction', 'volume'],
      ['asr.results', 'resultText'],
      ['ocr.operation-log', 'response'],
      ['ekyc.monitoring', 'noSuchField'],
    ] as const)
      expect(await problemOf(requests.create(correction(category, field, '1')))).toBe('not-rectifiable');
    expect(await problemOf(requests.create(correction('ekyc.monitoring', 'costMs', 'much')))).toBe(
      'wrong-value',
    );
  });
});

describe('the register of requests', () => {
  it('filters and pages, newest first, and only the account’s own', async () => {
    for (const type of ['access', 'erasure', 'access'] as const) {
      disk.clock.advance(1);
      await requests.create(order({ type, identity: 'pending' }));
    }
    await requests.create(order({ appId: OTHER_APP, identity: 'pending' }));
    const all = await requests.describe({ appId: APP });
    expect(all.total).toBe(3);
    expect(all.requests.map(({ type }) => type)).toEqual(['access', 'erasure', 'access']);
    expect(
      (await requests.describe({ appId: APP, type: 'access', offset: 1, limit: 1 })).requests,
    ).toHaveLength(1);
    expect((await requests.describe({ appId: APP, states: ['done'] })).total).toBe(0);
    const [first] = all.requests;
    expect(await problemOf(requests.get(OTHER_APP, first?.requestId ?? ''))).toBe('not-found');
  });
});

describe('the answer letter', () => {
  it('says what was done, what is kept and until when, and how to check it, in both languages', async () => {
    for (const [language, words] of [
      ['en', ['Face features', 'erased', 'Example Ltd', 'complain']],
      ['zh', ['已删除', '投诉', 'Example Ltd']],
    ] as const) {
      await putAlice();
      const { request } = await requests.create(order({ language }));
      const letter = await requests.letter(APP, request.requestId);
      for (const word of [...words, request.receipts[0] ?? 'no receipt', request.requestId])
        expect(letter).toContain(word);
      expect(letter).not.toContain(ALICE.value);
      expect(letter).not.toContain('{{');
    }
  });

  it('says what a law keeps, and until when', async () => {
    await disk.vault.put([putRequest('face.running-log', { subjects: [ALICE], jurisdiction: 'KR' })]);
    const { request } = await requests.create(order({ jurisdiction: 'KR' }));
    const letter = await requests.letter(APP, request.requestId);
    expect(letter).toMatch(/Running log: 1 record, kept apart .* until 2026-04-15 \(.*Korea/);
  });

  it('gives the reason of a rejection, and none before the answer', async () => {
    const { request } = await requests.create(order({ identity: 'pending' }));
    expect(await problemOf(requests.letter(APP, request.requestId))).toBe('not-answered');
    await requests.modify(APP, request.requestId, { reject: { reason: 'manifestly unfounded' } });
    expect(await requests.letter(APP, request.requestId)).toContain('manifestly unfounded');
  });

  it('is the operator’s own where there is one; unknown placeholders are refused', async () => {
    requests = registry(letterTemplates({ 'en-erasure': 'Done: {{done}} / {{ requestId }}' }));
    const { request } = await requests.create(order());
    expect(await requests.letter(APP, request.requestId)).toBe(
      `Done: Nothing was held. / ${request.requestId}`,
    );
    expect(() => letterTemplates({ 'en-erasure': 'To {{name}}' })).toThrow(/en-erasure.*\{\{name\}\}/);
    expect(() => letterTemplates({ 'fr-erasure': '' })).toThrow(/there is no letter/);
  });
});
