import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import tencentcloud from 'tencentcloud-sdk-nodejs';
import { DAY_MS, SECOND_MS } from '../../src/lib/clock.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { readingEngine } from '../support/idle-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { clientSettings } from '../support/sdk.ts';

/** No decoder looks at it: the engine here reads the same in every picture. */
const PHOTO = Buffer.from('quillfeather-photo-of-an-identity-card');
const canaries = {
  photo: PHOTO,
  'end user': 'quillfeather-7',
  'what was read': 'QUILLFEATHER OLIVIA',
  'date of birth': '1990-05-17',
};

let server: TestServer;
let privacy: CommonClient;

beforeAll(async () => {
  server = await startLethe({ engine: readingEngine(canaries['what was read']) });
  const endpoint = `127.0.0.1:${server.target.port}`;
  privacy = new CommonClient(endpoint, '2026-11-01', clientSettings(server.target));
});
afterAll(() => server[Symbol.asyncDispose]());

const give = (ConsentId: string, more: object = {}) =>
  privacy.request('CreateConsent', {
    ...{ ConsentId, EndUser: canaries['end user'], Category: 'ocr.identification', Fields: ['photo'] },
    ...{ Purpose: 'improve models', Evidence: 'form 17', Language: 'en', Jurisdiction: 'SG' },
    DateOfBirth: canaries['date of birth'],
    ...more,
  });

/** The official SDK as it is: the consent is named in its settings for all calls. */
const read = (consentId?: string) => {
  const settings = clientSettings(server.target);
  const headers = consentId === undefined ? {} : { 'X-Lethe-Consent': consentId };
  const httpProfile = { ...settings.profile.httpProfile, headers };
  const client = new tencentcloud.ocr.v20181119.Client({
    ...settings,
    profile: { ...settings.profile, httpProfile },
  });
  return client.GeneralBasicOCR({ ImageBase64: PHOTO.toString('base64') });
};

const held = async (): Promise<number> =>
  (await server.app.vault.find('ocr.identification', { appId: server.appId })).length;

/** Nothing readable of it on the disk: what is kept is sealed. */
const expectNoTrace = async (): Promise<void> =>
  expect(await scanFolder(server.folder, canaries)).toEqual([]);

describe('Identification Data', () => {
  it('is never written without a consent', async () => {
    const answer = await read();
    expect(answer.TextDetections).toHaveLength(1);
    expect(answer).not.toHaveProperty('IdentificationData');
    expect(await held()).toBe(0);
    expect((await server.app.vault.holdings()).find((h) => h.category === 'ocr.identification')?.count).toBe(
      0,
    );
    await expectNoTrace();
  });

  it('nor below the age of consent without a parent, nor for fields that were not consented to', async () => {
    await give('child', {
      DateOfBirth: new Date(server.clock.now() - 5 * 365 * DAY_MS).toISOString().slice(0, 10),
    });
    await give('name-only', { Fields: ['name'] });
    expect(await read('child')).toMatchObject({ IdentificationData: { Reason: 'UnderAge' } });
    expect(await read('name-only')).toMatchObject({ IdentificationData: { Reason: 'NothingCovered' } });
    expect(await held()).toBe(0);
    await expectNoTrace();
  });

  it('is kept under one, sealed, and goes at once when it is withdrawn', async () => {
    await give('adult');
    expect(await read('adult')).toMatchObject({ IdentificationData: { State: 'Kept' } });
    expect(await held()).toBe(1);
    await expectNoTrace();
    await privacy.request('WithdrawConsent', { ConsentId: 'adult' });
    expect(await held()).toBe(0);
    const { vault } = server.app;
    expect((await vault.holdings()).find((h) => h.category === 'ocr.identification')).toMatchObject({
      count: 0,
      restricted: 0,
    });
    expect((await vault.receipts())[0]).toMatchObject({
      kind: 'withdrawal',
      counts: { 'ocr.identification': 1 },
    });
    await expectNoTrace();
  });

  it('is there one second before its 30 days are over, and gone one second after', async () => {
    await give('monthly');
    await read('monthly');
    const [record] = await server.app.vault.find('ocr.identification', { appId: server.appId });
    const deadline = record?.deadline ?? Number.NaN;
    expect(deadline - (record?.createdAt ?? 0)).toBe(30 * DAY_MS);
    server.clock.moveTo(deadline - SECOND_MS);
    expect(await held()).toBe(1);
    server.clock.moveTo(deadline + SECOND_MS);
    await server.app.vault.expire();
    expect(await held()).toBe(0);
    expect((await server.app.vault.holdings()).every((h) => h.keptLate === 0)).toBe(true);
    server.clock.back();
  });

  it('goes with the person, and so does the registry’s entry', async () => {
    await give('personal');
    await read('personal');
    const subject = { kind: 'person', value: canaries['end user'] } as const;
    await server.app.vault.erase({ appId: server.appId, subject });
    expect(await held()).toBe(0);
    expect(await privacy.request('DescribeConsents', {})).toMatchObject({ TotalCount: 0 });
    await expectNoTrace();
  });
});
