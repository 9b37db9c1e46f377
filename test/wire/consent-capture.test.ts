import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { action } from '../../src/features/action.ts';
import { ApiError } from '../../src/features/errors.ts';
import { carries } from '../../src/features/personal-data.ts';
import { scopeDate, tc3Signatures } from '../../src/http/signature/tc3.ts';
import { DAY_MS, systemClock } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import { Consents } from '../../src/registry/consents/consents.ts';
import type { NewConsent } from '../../src/registry/consents/new-consent.ts';
import type { Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { codeOf } from '../support/code-of.ts';
import { readingEngine } from '../support/idle-engine.ts';
import { startLethe } from '../support/lethe.ts';
import { commonClient } from './clients.ts';
import { fakeActions } from './fake-actions.ts';
import { CREDENTIALS, startServer, type Running } from './harness.ts';

const VERSION = '2018-11-19';
const IMAGE = Buffer.from('a picture of a card');
const FIELDS = ['name', 'identificationNumber', 'dateOfBirth', 'country', 'photo'];

/** Reads the named fields of a card, as an action of identity documents does. */
const IDCardOCR = action({
  name: 'IDCardOCR',
  service: 'ocr',
  version: VERSION,
  feature: 'ocr',
  priceItem: 'ocr.general',
  rateLimit: 1000,
  input: z.object({ ImageBase64: carries('ocr.images-and-results', z.string()) }),
  output: z.object({ Name: z.string(), IdNum: z.string(), Birth: z.string() }),
  async run({ ImageBase64 }, context) {
    if (ImageBase64 === '') throw new ApiError('FailedOperation.EmptyImageError');
    context.sawInput(Buffer.from(ImageBase64, 'base64'));
    return { Name: 'ADA LOVELACE', IdNum: 'Z1815', Birth: '1815-12-10' };
  },
  identification: (_, { Name, IdNum, Birth }, [photo]) => ({
    name: Name,
    identificationNumber: IdNum,
    dateOfBirth: Birth,
    address: '',
    photo,
  }),
});

const folder = mkdtempSync(join(tmpdir(), 'capture-'));
let vault: Vault;
let consents: Consents;
let running: Running;

beforeAll(async () => {
  const masterKey = new Uint8Array(32).fill(3);
  vault = await openVault({ folder: join(folder, 'data'), masterKey, clock: systemClock });
  consents = new Consents(vault, systemClock, compose());
  running = await startServer({ actions: [...fakeActions, IDCardOCR], vault, consents });
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await vault.close();
  rmSync(folder, { recursive: true });
});

const appId = CREDENTIALS.main.appId;

async function give(consentId: string, more: Partial<NewConsent> = {}): Promise<void> {
  const outcome = await consents.give({
    ...{ appId, region: 'ap-singapore', consentId, endUser: `user of ${consentId}`, purpose: 'training' },
    ...{
      category: 'ocr.identification',
      fields: FIELDS,
      evidence: 'form',
      language: 'en',
      jurisdiction: 'SG',
    },
    age: { band: 'of-age' },
    ...more,
  });
  if ('refused' in outcome) throw new Error(outcome.refused);
}

const PARAMETERS = { ImageBase64: IMAGE.toString('base64') };

const call = (headers: Record<string, string>, more: object = {}) =>
  commonClient(running, VERSION).request('IDCardOCR', { ...PARAMETERS, ...more }, { headers });

const captured = async (consentId: string) =>
  (await vault.find('ocr.identification', { appId, subject: { kind: 'consent', value: consentId } })).map(
    ({ record, ...rest }) => ({ ...rest, record }),
  );

const callsRecorded = async (requestId: unknown) =>
  (await vault.find('ocr.monitoring', { subject: { kind: 'request', value: String(requestId) } })).length;

describe('a call that names a live consent', () => {
  test('by a header: the fields that the consent covers are kept, in the same commit, and the answer says so', async () => {
    await give('by-header', { fields: ['name', 'photo', 'country'] });
    const answer = await call({ 'X-Lethe-Consent': 'by-header' });
    expect(answer).toMatchObject({ Name: 'ADA LOVELACE', IdentificationData: { State: 'Kept' } });
    const [kept, ...more] = await captured('by-header');
    expect(more).toEqual([]);
    expect(kept?.record).toEqual({ name: 'ADA LOVELACE', photo: new Uint8Array(IMAGE) });
    const until = Date.parse((answer['IdentificationData'] as { KeptUntil: string }).KeptUntil);
    expect(until - (kept?.deadline ?? 0)).toBeLessThan(1_000);
    expect((kept?.deadline ?? 0) - (kept?.createdAt ?? 0)).toBe(30 * DAY_MS);
    const subject = { kind: 'request', value: String(answer['RequestId']) } as const;
    expect(await vault.find('ocr.identification', { appId, subject })).toHaveLength(1);
    const person = { kind: 'person', value: 'user of by-header' } as const;
    expect(await vault.find('ocr.identification', { appId, subject: person })).toHaveLength(1);
  });

  test('by a parameter, which the action does not see', async () => {
    await give('by-parameter');
    expect(await call({}, { ConsentId: 'by-parameter' })).toMatchObject({
      IdentificationData: { State: 'Kept' },
    });
    expect(await captured('by-parameter')).toHaveLength(1);
    expect(
      await commonClient(running, VERSION, { reqMethod: 'GET' }).request('IDCardOCR', {
        ...PARAMETERS,
        ConsentId: 'by-parameter',
      }),
    ).toMatchObject({ IdentificationData: { State: 'Kept' } });
    expect(await codeOf(call({}, { ConsentId: 7 }))).toBe('InvalidParameter');
    expect(await codeOf(call({}, { ConsentId: '' }))).toBe('InvalidParameterValue');
    expect(await codeOf(call({ 'X-Lethe-Consent': 'other' }, { ConsentId: 'by-parameter' }))).toBe(
      'InvalidParameterValue',
    );
  });

  test('leaves nothing of it when it fails', async () => {
    await give('failing');
    expect(await codeOf(call({ 'X-Lethe-Consent': 'failing' }, { ImageBase64: '' }))).toBe(
      'FailedOperation.EmptyImageError',
    );
    expect(await captured('failing')).toEqual([]);
  });
});

describe('a call whose data is not kept answers all the same, and says why', () => {
  test.each([
    ['child', { age: { band: 'under-age' } }, 'UnderAge'],
    ['ageless', { age: { band: 'unknown' } }, 'AgeUnknown'],
    ['addressed', { fields: ['address'] }, 'NothingCovered'],
    ['ekyc', { category: 'ekyc.identification' }, 'NothingCovered'],
    ['foreign', { appId: '1250000002' }, 'NoLiveConsent'],
  ] as const)('%s: %j %s', async (consentId, more, Reason) => {
    await give(consentId, more);
    const answer = await call({ 'X-Lethe-Consent': consentId });
    expect(answer).toMatchObject({ Name: 'ADA LOVELACE', IdentificationData: { State: 'NotKept', Reason } });
    expect(await captured(consentId)).toEqual([]);
    expect(await callsRecorded(answer['RequestId'])).toBe(1);
  });

  test('withdrawn, or never given', async () => {
    await give('withdrawn');
    await consents.withdraw(appId, 'withdrawn', { region: 'ap-singapore' });
    for (const id of ['withdrawn', 'never given'])
      expect(await call({ 'X-Lethe-Consent': id })).toMatchObject({
        IdentificationData: { State: 'NotKept', Reason: 'NoLiveConsent' },
      });
  });

  test('withdrawn between asking and writing: the call is recorded and billed once', async () => {
    await give('late');
    const cover = await consents.cover(appId, 'late', 'ocr.identification', 'ap-singapore');
    await consents.withdraw(appId, 'late', { region: 'ap-singapore' });
    const stale = { cover: () => Promise.resolve(cover) } as unknown as Consents;
    await using other = await startServer({ actions: [IDCardOCR], vault, consents: stale });
    const headers = { 'X-Lethe-Consent': 'late' };
    const answer = await commonClient(other, VERSION).request('IDCardOCR', PARAMETERS, { headers });
    expect(answer['IdentificationData']).toEqual({ State: 'NotKept', Reason: 'NoLiveConsent' });
    expect(await callsRecorded(answer['RequestId'])).toBe(1);
    expect(await captured('late')).toEqual([]);
  });

  test('named by nobody: neither kept nor mentioned', async () => {
    const answer = await call({});
    expect(answer).not.toHaveProperty('IdentificationData');
    const subject = { kind: 'request', value: String(answer['RequestId']) } as const;
    expect(await vault.find('ocr.identification', { appId, subject })).toEqual([]);
  });

  test('of features without Identification Data; the parameter is unknown to them', async () => {
    await give('elsewhere');
    const speech = commonClient(running, '2019-06-14');
    const parameters = { EngSerViceType: '16k_en', SourceType: 1, VoiceFormat: 'wav' };
    const headers = { 'X-Lethe-Consent': 'elsewhere' };
    expect(await speech.request('SentenceRecognition', parameters, { headers })).toMatchObject({
      IdentificationData: { State: 'NotKept', Reason: 'NothingCovered' },
    });
    expect(await codeOf(speech.request('SentenceRecognition', { ...parameters, ConsentId: 'x' }))).toBe(
      'UnknownParameter',
    );
  });
});

describe('the header of the answer', () => {
  async function identificationHeader(headers: Record<string, string>): Promise<string | null> {
    const timestamp = Math.floor(Date.now() / 1000);
    const scope = { date: scopeDate(timestamp), service: 'ocr' };
    const body = Buffer.from(JSON.stringify(PARAMETERS));
    const signed = { 'content-type': 'application/json', host: running.endpoint };
    const { secretId, secretKey } = CREDENTIALS.main;
    const authorization = { secretId, ...scope, signedHeaders: Object.keys(signed), signature: '' };
    const request = { method: 'POST', path: '/', query: '', headers: signed, body } as const;
    const [signature = ''] = tc3Signatures(request, authorization, timestamp, secretKey);
    const response = await fetch(running.url, {
      method: 'POST',
      body,
      headers: {
        'content-type': signed['content-type'],
        'x-tc-action': 'IDCardOCR',
        'x-tc-version': VERSION,
        'x-tc-timestamp': String(timestamp),
        authorization: `TC3-HMAC-SHA256 Credential=${secretId}/${scope.date}/ocr/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
        ...headers,
      },
    });
    expect(await response.json()).toMatchObject({ Response: { Name: 'ADA LOVELACE' } });
    return response.headers.get('x-lethe-identification');
  }

  test('says what became of the data', async () => {
    await give('adult');
    await give('minor', { age: { dateOfBirth: new Date().toISOString().slice(0, 10) } });
    expect(await identificationHeader({ 'x-lethe-consent': 'adult' })).toBe('kept');
    expect(await identificationHeader({ 'x-lethe-consent': 'minor' })).toBe('not-kept; reason=UnderAge');
    expect(await identificationHeader({})).toBeNull();
  });
});

describe("the data subject's jurisdiction", () => {
  const logOf = async (answer: Record<string, unknown>) => {
    const subject = { kind: 'request', value: String(answer['RequestId']) } as const;
    return (await vault.erase({ appId, subject }, { dryRun: true })).steps;
  };

  test('comes with the call, and its floors bind what the call leaves', async () => {
    const korean = await logOf(await call({ 'X-Lethe-Jurisdiction': 'KR' }));
    expect(korean.find(({ category }) => category === 'ocr.operation-log')?.action).toBe('restrict');
    expect(korean.find(({ category }) => category === 'ocr.monitoring')?.action).toBe('erase');
    const unknown = await logOf(await call({}));
    expect(unknown.map((step) => step.action)).toEqual(['erase', 'erase']);
  });

  test("is else the account's", async () => {
    const findCredential = async () => ({ ...CREDENTIALS.main, jurisdiction: 'ID' });
    await using other = await startServer({ actions: [IDCardOCR], vault, consents, findCredential });
    const answer = await commonClient(other, VERSION).request('IDCardOCR', PARAMETERS);
    expect((await logOf(answer)).find((step) => step.category === 'ocr.monitoring')?.action).toBe('restrict');
    const headers = { 'X-Lethe-Jurisdiction': 'SG' };
    const overruled = await commonClient(other, VERSION).request('IDCardOCR', PARAMETERS, { headers });
    expect((await logOf(overruled)).map((step) => step.action)).toEqual(['erase', 'erase']);
  });

  test('of the account binds the account and what it owes, too', async () => {
    const env = { LETHE_JURISDICTION: 'KR' };
    await using server = await startLethe({ engine: readingEngine('A LINE') }, env);
    await server.clients.ocr.GeneralBasicOCR({ ImageBase64: IMAGE.toString('base64') });
    const { steps } = await server.app.vault.erase({ appId: server.appId }, { dryRun: true });
    expect(Object.fromEntries(steps.map(({ category, action: what }) => [category, what]))).toEqual({
      'base.account': 'restrict',
      'base.transaction': 'restrict',
      'ocr.monitoring': 'erase',
      'ocr.operation-log': 'restrict',
    });
  });

  test('is a country', async () => {
    for (const code of ['XX', 'kr', 'KOR'])
      expect(await codeOf(call({ 'X-Lethe-Jurisdiction': code }))).toBe('InvalidParameterValue');
  });
});
