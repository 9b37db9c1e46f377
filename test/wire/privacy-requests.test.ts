import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkProof } from '../../src/proof/check.ts';
import { codeOf } from '../support/code-of.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { clientSettings, type ClientTarget } from '../support/sdk.ts';

let server: TestServer;
let other: ClientTarget;

const engine = fakeEngine({});
const PERSON = { Kind: 'person', Value: 'carol-canary-5521' };

interface Answered {
  readonly Request: { readonly SubjectRequestId: string; readonly State: string; readonly DueAt: string };
  readonly Plan: readonly { readonly Category: string; readonly Action: string }[];
}

/** Through the SDK's generic client, as any service that it does not know. */
const call = <T = Answered>(action: string, parameters: object = {}, target = server.target): Promise<T> =>
  new CommonClient('privacy', '2026-11-01', clientSettings(target)).request(action, parameters) as Promise<T>;

beforeAll(async () => {
  server = await startLethe({ engine });
  const { secretId, secretKey } = await server.app.accounts.create({ name: 'other' });
  other = { port: server.target.port, secretId, secretKey };
});
afterAll(() => server[Symbol.asyncDispose]());

const putCarol = async (): Promise<void> => {
  const person = { kind: 'person', value: PERSON.Value } as const;
  const context = { appId: server.appId, region: 'ap-singapore', subjects: [person], sealedFor: person };
  await server.app.vault.put([
    { category: 'face.person-id', record: { personId: PERSON.Value }, context },
    { category: 'asr.audio', record: { audio: Buffer.from('carol speaks') }, context },
  ]);
};

describe('requests of data subjects, by the SDK’s generic client', () => {
  it('plan, file, verify, carry out and answer an erasure', async () => {
    await putCarol();
    const order = { Subject: PERSON, Identity: 'Pending', Jurisdiction: 'DE' };
    const dry = await call('CreateErasureRequest', { ...order, DryRun: true });
    expect(dry.Plan.map(({ Category, Action }) => `${Category} ${Action}`).sort()).toEqual([
      'asr.audio erase',
      'face.person-id erase',
    ]);
    expect(await call('DescribeErasureRequests')).toMatchObject({ TotalCount: 0 });
    const { Request } = await call('CreateErasureRequest', order);
    const { SubjectRequestId } = Request;
    expect(Request.State).toBe('identity-pending');
    expect(await codeOf(call('DescribeAnswerLetter', { SubjectRequestId }))).toBe(
      'FailedOperation.RequestNotAnswered',
    );
    const done = await call<{ State: string; ReceiptIds: string[] }>('ModifySubjectRequest', {
      SubjectRequestId,
      Identity: 'Verified',
    });
    expect(done.State).toBe('done');
    const { Letter } = await call<{ Letter: string }>('DescribeAnswerLetter', { SubjectRequestId });
    expect(Letter).toContain(done.ReceiptIds[0]);
    expect(await call('DescribeErasureRequests', { States: ['done'] })).toMatchObject({ TotalCount: 1 });
    const receipts = await call<{ Receipts: { Proof: string }[] }>('DescribeReceipts', {
      ReceiptId: done.ReceiptIds[0],
      Proof: true,
    });
    const { PublicKey } = await call<{ PublicKey: string }>('DescribeTreeHead');
    expect(checkProof(receipts.Receipts[0]?.Proof ?? '', createPublicKey(PublicKey))).toMatchObject({
      kind: 'receipt',
    });
  });

  it('give the documents of the policy in force, in both languages', async () => {
    const text = async (parameters: object): Promise<string> =>
      (await call<{ Text: string }>('DescribePolicyDocument', parameters)).Text;
    const published = (name: string): string => readFileSync(`docs/policy/${name}`, 'utf8');
    const map = { Kind: 'data-map', Language: 'zh' };
    expect(await text({ Kind: 'privacy-notice', Feature: 'face' })).toBe(published('notice-face.en.md'));
    expect(await text({ Kind: 'annex', Feature: 'asr', Language: 'zh' })).toBe(published('annex-asr.zh.md'));
    expect(await text(map)).toBe(published('data-map.zh.svg'));
    expect(await text({ Kind: 'sub-processors', Format: 'html' })).toContain('<html');
    expect(await codeOf(call('DescribePolicyDocument', { Kind: 'annex' }))).toBe('MissingParameter');
  });

  it('show that the log of receipts only grows', async () => {
    interface Head {
      readonly TreeSize: number;
      readonly PublicKey: string;
      readonly ConsistencyProof: string | null;
    }
    await server.app.vault.erase({ appId: 'of nobody' });
    const before = await call<Head>('DescribeTreeHead');
    expect(before.ConsistencyProof).toBeNull();
    await server.app.vault.erase({ appId: 'of nobody' });
    const after = await call<Head>('DescribeTreeHead', { FromSize: before.TreeSize });
    expect(after.TreeSize).toBeGreaterThan(before.TreeSize);
    const key = createPublicKey(before.PublicKey);
    expect(checkProof(after.ConsistencyProof ?? '', key)).toMatchObject({
      kind: 'consistency',
      fromSize: before.TreeSize,
      size: after.TreeSize,
    });
    const ahead = { FromSize: after.TreeSize + 1 };
    expect(await codeOf(call('DescribeTreeHead', ahead))).toBe('InvalidParameterValue');
  });

  it('give everything that is held, sealed', async () => {
    await putCarol();
    const { Request } = await call('CreateAccessRequest', { Subject: PERSON, Identity: 'Verified' });
    const { SubjectRequestId } = Request;
    expect(await call('DownloadAccessExport', { SubjectRequestId, DryRun: true })).toMatchObject({
      Zip: null,
    });
    const download = await call<{ Zip: string; Passphrase: string }>('DownloadAccessExport', {
      SubjectRequestId,
    });
    const reader = new ZipReader(new Uint8ArrayReader(Buffer.from(download.Zip, 'base64')), {
      password: download.Passphrase,
      useWebWorkers: false,
    });
    const entries = await reader.getEntries();
    const audio = entries.find(({ filename }) => filename === 'asr.audio/1-audio.bin');
    if (!audio || audio.directory) throw new Error('the audio is missing');
    expect(Buffer.from(await audio.getData(new Uint8ArrayWriter())).toString()).toBe('carol speaks');
    expect(await codeOf(call('DownloadAccessExport', { SubjectRequestId }))).toBe(
      'FailedOperation.RequestClosed',
    );
  });

  it('restrict, and lift again; hold, and release again', async () => {
    const { Request } = await call('CreateRestrictionRequest', { Subject: PERSON, Identity: 'Verified' });
    interface Held {
      readonly Holdings: { Category: string; Count: number; Restricted: number }[];
    }
    const audio = async () =>
      (await call<Held>('DescribeHoldings')).Holdings.find(({ Category }) => Category === 'asr.audio');
    expect(await audio()).toMatchObject({ Count: 0, Restricted: 1 });
    const { SubjectRequestId } = Request;
    await call('LiftRestriction', { SubjectRequestId });
    expect(await audio()).toMatchObject({ Count: 1, Restricted: 0 });
    expect(await codeOf(call('LiftRestriction', { SubjectRequestId }))).toBe('FailedOperation.NotRestricted');

    const order = { Reason: 'order 3', Subject: PERSON, Apart: 'at-once' };
    const { Hold } = await call<{ Hold: { HoldId: string } }>('CreateLegalHold', order);
    expect(await codeOf(call('ReleaseLegalHold', { HoldId: Hold.HoldId }, other))).toBe('ResourceNotFound');
    await call('ReleaseLegalHold', { HoldId: Hold.HoldId });
    expect(await call('DescribeLegalHolds')).toMatchObject({ TotalCount: 2 });
    expect(await codeOf(call('CreateLegalHold', { ...order, Categories: ['no.such'] }))).toBe(
      'InvalidParameterValue',
    );
  });

  it('correct a field, but none that was billed', async () => {
    const order = { Subject: PERSON, Identity: 'Verified', Category: 'ekyc.monitoring', Value: 'x' };
    expect(await call('CreateRectificationRequest', { ...order, Field: 'userAgent' })).toMatchObject({
      Request: { State: 'done' },
    });
    expect(await codeOf(call('CreateRectificationRequest', { ...order, Field: 'fee' }))).toBe(
      'UnsupportedOperation',
    );
  });

  it('reach only what is the account’s own, and say what is wrong with a call', async () => {
    const { Request } = await call('CreateErasureRequest', { Subject: PERSON, Identity: 'Pending' });
    const { SubjectRequestId } = Request;
    for (const [action, more] of [
      ['ModifySubjectRequest', { Identity: 'Verified' }],
      ['DescribeAnswerLetter', {}],
      ['DownloadAccessExport', {}],
      ['LiftRestriction', {}],
    ] as const)
      expect(await codeOf(call(action, { SubjectRequestId, ...more }, other))).toBe('ResourceNotFound');
    expect(await call('DescribeSubjectRequests', {}, other)).toMatchObject({ TotalCount: 0 });
    const foreign = await call('CreateErasureRequest', { Subject: PERSON, Identity: 'Verified' }, other);
    expect(foreign.Plan).toEqual([]);
    expect(await codeOf(call('ModifySubjectRequest', { SubjectRequestId }))).toBe('MissingParameter');
    expect(await codeOf(call('CreateErasureRequest', { Subject: PERSON }))).toBe('MissingParameter');
    const twice = { SubjectRequestId, ExtendReason: 'a', RejectReason: 'b' };
    expect(await codeOf(call('ModifySubjectRequest', twice))).toBe('InvalidParameter');
    await call('ModifySubjectRequest', { SubjectRequestId, ExtendReason: 'a' });
    expect(await codeOf(call('ModifySubjectRequest', { SubjectRequestId, ExtendReason: 'a' }))).toBe(
      'FailedOperation.NoExtension',
    );
  });

  it('are counted in the metrics', async () => {
    await server.app.requests.step();
    const metrics = await (await fetch(`http://127.0.0.1:${server.target.port}/metrics`)).text();
    expect(metrics).toMatch(/lethe_subject_requests\{state="open"\} 1/);
    expect(metrics).toMatch(/lethe_subject_requests\{state="overdue"\} 0/);
  });
});
