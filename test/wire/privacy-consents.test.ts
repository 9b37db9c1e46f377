import { createHash } from 'node:crypto';
import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { readingEngine } from '../support/idle-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { clientSettings } from '../support/sdk.ts';

let server: TestServer;
let privacy: CommonClient;

beforeAll(async () => {
  server = await startLethe({ engine: readingEngine('PASSPORT') });
  const { port } = server.target;
  privacy = new CommonClient(`127.0.0.1:${port}`, '2026-11-01', clientSettings(server.target));
});
afterAll(() => server[Symbol.asyncDispose]());

const given = (ConsentId: string, more: object = {}) => ({
  ...{ ConsentId, EndUser: `user-${ConsentId}`, Category: 'ocr.identification', Fields: ['photo', 'name'] },
  ...{ Purpose: 'improve models', Evidence: 'form 17', Language: 'en', Jurisdiction: 'SG' },
  DateOfBirth: '1990-05-17',
  ...more,
});
const call = (action: string, parameters: object): Promise<Record<string, unknown>> =>
  privacy.request(action, parameters);
const create = (ConsentId: string, more: object = {}) => call('CreateConsent', given(ConsentId, more));

/** A real action, of which the image alone can be captured. */
const read = (consentId: string, image: Buffer) =>
  server.clients.ocr.request(
    'GeneralBasicOCR',
    { ImageBase64: image.toString('base64') },
    { headers: { 'X-Lethe-Consent': consentId } },
  );

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

interface ExportAnswer {
  readonly ExportId: string;
  readonly Manifest: string;
  readonly ManifestHash: string;
  readonly NextToken: string;
  readonly Records: {
    ConsentId: string;
    Document: string;
    Files: { Sha256: string; ContentBase64: string }[];
  }[];
}
const exportRequest = { Category: 'ocr.identification', Purpose: 'improve models' };
const exportOf = async (more: object = {}): Promise<ExportAnswer> =>
  (await call('CreateDatasetExport', { ...exportRequest, ...more })) as unknown as ExportAnswer;

describe('CreateConsent', () => {
  it('registers, and answers an ISO/IEC TS 27560 record; a dry run registers nothing', async () => {
    expect(await create('dry', { DryRun: true })).toMatchObject({ DryRun: true, State: 'live' });
    expect(await call('DescribeConsents', { ConsentId: 'dry' })).toMatchObject({ TotalCount: 0 });
    const answer = await create('first');
    expect(answer).toMatchObject({
      State: 'live',
      ConsentRecord: { RecordId: 'first', PiiPrincipalId: 'user-first', Events: [{ AgeBand: 'of-age' }] },
    });
    expect(JSON.stringify(answer)).not.toContain('1990-05-17');
  });

  it('makes up an id, and takes an age band or none', async () => {
    const { ConsentId, ...rest } = given('x');
    const { DateOfBirth, ...ageless } = rest;
    expect([ConsentId, DateOfBirth]).toEqual(['x', '1990-05-17']);
    const answer = await call('CreateConsent', ageless);
    expect(answer).toMatchObject({ State: 'age-unknown' });
    expect(answer['ConsentId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(await call('CreateConsent', { ...ageless, AgeBand: 'under-age' })).toMatchObject({
      State: 'under-age',
    });
    expect(
      await call('CreateConsent', { ...ageless, AgeBand: 'under-age', ParentalConsent: 'form 18' }),
    ).toMatchObject({ State: 'live' });
  });

  it.each([
    [{ Category: 'ocr.monitoring' }, 'InvalidParameterValue'],
    [{ Fields: ['shoeSize'] }, 'InvalidParameterValue'],
    [{ Jurisdiction: 'XX' }, 'InvalidParameterValue'],
    [{ DateOfBirth: '2001-02-30' }, 'InvalidParameterValue'],
    [{ AgeBand: 'of-age' }, 'InvalidParameterValue'],
    [{ ExpiresAt: '2020-01-01T00:00:00Z' }, 'InvalidParameterValue'],
    [{ ConsentId: 'Ada Lovelace' }, 'InvalidParameterValue'],
    [{ Purpose: undefined }, 'MissingParameter'],
    [{ ConsentId: 'first', Purpose: 'another' }, 'ResourceInUse.ConsentId'],
  ])('refuses %j: %s', async (more, code) => {
    expect(await codeOf(create('refused', more))).toBe(code);
  });
});

describe('DescribeConsents', () => {
  it('filters, and answers pages', async () => {
    for (const id of ['page-1', 'page-2', 'page-3']) await create(id, { EndUser: 'paged' });
    const ids = async (more: object) => {
      const answer = await call('DescribeConsents', { EndUser: 'paged', ...more });
      const listed = answer['Consents'] as { ConsentId: string }[];
      return [answer['TotalCount'], ...listed.map(({ ConsentId }) => ConsentId)];
    };
    expect(await ids({})).toEqual([3, 'page-1', 'page-2', 'page-3']);
    expect(await ids({ Limit: 1, Offset: 1 })).toEqual([3, 'page-2']);
    expect(await ids({ State: 'withdrawn' })).toEqual([0]);
    expect(await codeOf(ids({ Limit: 101 }))).toBe('InvalidParameterValue');
  });

  it('shows nothing of another account', async () => {
    const key = await server.app.accounts.create({ name: 'neighbour' });
    const { port } = server.target;
    const settings = clientSettings({ port, secretId: key.secretId, secretKey: key.secretKey });
    const neighbour = new CommonClient(`127.0.0.1:${port}`, '2026-11-01', settings);
    expect(await neighbour.request('DescribeConsents', {})).toMatchObject({ TotalCount: 0 });
    expect(await codeOf(neighbour.request('WithdrawConsent', { ConsentId: 'first' }))).toBe(
      'ResourceNotFound',
    );
  });
});

describe('from the call to training, and back', () => {
  it('captures, exports with a manifest, and at the withdrawal erases and names the export', async () => {
    await create('traced');
    const image = Buffer.from('bytes of a passport photo');
    expect(await read('traced', image)).toMatchObject({ IdentificationData: { State: 'Kept' } });
    expect(await call('CreateDatasetExport', { ...exportRequest, DryRun: true })).toMatchObject({
      RecordCount: 1,
      Records: [],
    });
    const answer = await exportOf();
    expect(answer.NextToken).toBe('');
    expect(answer.ManifestHash).toBe(sha256(answer.Manifest));
    expect(JSON.parse(answer.Manifest)).toMatchObject({
      consents: [{ consentId: 'traced', evidence: 'form 17', withdrawn: false }],
      records: [{ sha256: sha256(answer.Records[0]?.Document ?? '') }],
    });
    const [file] = answer.Records[0]?.Files ?? [];
    expect(Buffer.from(file?.ContentBase64 ?? '', 'base64')).toEqual(image);
    expect(file?.Sha256).toBe(sha256(image));

    const tried = await call('WithdrawConsent', { ConsentId: 'traced', DryRun: true });
    expect(tried).toMatchObject({ DryRun: true, ErasedCount: 1, ReceiptId: '' });
    const withdrawn = await call('WithdrawConsent', { ConsentId: 'traced', Evidence: 'letter 3' });
    expect(withdrawn).toMatchObject({
      State: 'withdrawn',
      ErasedCount: 1,
      ReceiptId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      Exports: [{ ExportId: answer.ExportId, RecordCount: 1, ConsentIds: ['traced'] }],
      ConsentRecord: { Events: [{ EventState: 'given' }, { EventState: 'withdrawn', Evidence: 'letter 3' }] },
    });
    expect(await read('traced', image)).toMatchObject({
      IdentificationData: { State: 'NotKept', Reason: 'NoLiveConsent' },
    });
    expect((await exportOf()).Records).toEqual([]);
    expect(await codeOf(create('traced'))).toBe('FailedOperation.ConsentWithdrawn');
    expect(await call('DescribeDatasetExports', { ConsentId: 'traced' })).toMatchObject({ TotalCount: 1 });
    expect(await call('DescribeDatasetExports', { ConsentId: 'first' })).toMatchObject({ TotalCount: 0 });
    expect(await call('DescribeDatasetExports', { Limit: 1 })).toMatchObject({ TotalCount: 2 });
  });

  it('goes on from part to part; each fits an answer of 10 MB', async () => {
    await create('large');
    const image = Buffer.alloc(4_000_000, 'photo');
    for (let i = 0; i < 3; i++) await read('large', image);
    const first = await exportOf();
    expect(first.Records).toHaveLength(1);
    const rest: ExportAnswer[] = [];
    for (let token = first.NextToken; token !== ''; token = rest.at(-1)?.NextToken ?? '')
      rest.push(await exportOf({ NextToken: token }));
    expect([first, ...rest].flatMap(({ Records }) => Records)).toHaveLength(3);
    expect(rest.every(({ ExportId }) => ExportId === first.ExportId)).toBe(true);
    expect(await codeOf(exportOf({ NextToken: 'forged' }))).toBe('InvalidParameterValue');
  });
});
