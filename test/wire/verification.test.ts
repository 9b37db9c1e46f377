import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/lib/clock.ts';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { codeOf } from '../support/code-of.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { intlCall } from '../support/sdk.ts';
import { pageClient } from './verification-client.ts';

const CATEGORY = 'ekyc.images-videos-results';

/** What end users sent, or is about them; none of it may be found in clear, nor after its time. */
const canaries = {
  document: randomBytes(3000).toString('base64'),
  portrait: randomBytes(900).toString('base64'),
  bestFrame: randomBytes(900).toString('base64'),
  name: 'CANARIA QUXEROVA',
  extra: 'order-of-qwertzu-4711',
  compare: randomBytes(900).toString('base64'),
};

const embedding = new Float32Array(512).fill(1 / Math.sqrt(512));
const face = { x: 0, y: 0, width: 100, height: 120, confidence: 1, landmarks5: [], landmarks68: [] };
const pose = { yaw: 0, pitch: 0, roll: 0 };

let server: TestServer;
let liveness = 99;
let hold: Promise<void> = Promise.resolve();
/** Resolves when something is being judged. */
let judging = Promise.withResolvers<void>();

beforeAll(async () => {
  const engine = fakeEngine({
    findFaces: () =>
      Promise.resolve({ width: 200, height: 200, faces: [{ ...face, pose, embedding }], steps: [] }),
    readDocument: ({ templates }) =>
      Promise.resolve({
        ...{ width: 9, height: 9, angle: 0, hasText: true, seen: [], steps: [] },
        template: templates[0]?.id ?? null,
        side: 'front' as const,
        fields: { englishName: { text: canaries.name, confidence: 1, checked: true } },
        portrait: Buffer.from(canaries.portrait),
      }),
    judgeCapture: async () => {
      judging.resolve();
      await hold;
      const quality = { sharpness: 90, brightness: 50, score: 90 };
      const best = { jpeg: Buffer.from(canaries.bestFrame), embedding, quality };
      return { problem: null, frames: 20, liveness, missing: null, best, steps: [] };
    },
  });
  server = await startLethe({ engine });
});
afterAll(() => server[Symbol.asyncDispose]());
afterEach(() => server.clock.back());

const call = (action: string, parameters: Record<string, unknown>, target = server.target) =>
  intlCall(target, 'faceid', action)(parameters);

/** However fast the machine: no more calls in a second than a page may make. */
let ahead = 0;
const aSecondLater = (): void => server.clock.moveTo(Date.now() + (ahead += SECOND_MS));

const begin = async (config: Record<string, unknown> = {}) => {
  aSecondLater();
  const { BizToken, VerificationURL } = await call('ApplyWebVerificationBizTokenIntl', {
    Extra: canaries.extra,
    Config: { CheckMode: 1, SecurityLevel: 1, ...config },
  });
  return { token: String(BizToken), page: pageClient(String(VerificationURL)) };
};

const sendAll = async (config: Record<string, unknown> = {}) => {
  const { token, page } = await begin(config);
  await page.consent();
  await page.document(Buffer.from(canaries.document));
  await page.challenge();
  const answer = await page.face(Buffer.from('frames'));
  return { token, page, answer };
};

const stored = (): Promise<number> => server.app.vault.count(CATEGORY, { appId: server.appId });

describe('what is sent under a token', () => {
  it('is sealed, is gone after two hours, and the token with it', async () => {
    const { token, answer } = await sendAll();
    expect(answer).toMatchObject({ Result: 'Success' });
    expect(await call('GetWebVerificationResultIntl', { BizToken: token })).toMatchObject({
      ErrorCode: 0,
      Extra: canaries.extra,
      OCRResult: [{ CardInfo: { HKIDCard: { EnName: canaries.name } } }],
    });
    expect(await stored()).toBe(3);
    const needles = { ...canaries, token };
    expect(await scanFolder(server.folder, needles)).toEqual([]);
    const late = server.clock.now() + 2 * HOUR_MS + 1;
    server.clock.moveTo(late);
    await server.app.vault.expire();
    expect(await stored()).toBe(0);
    server.clock.back();
    expect(await codeOf(call('GetWebVerificationResultIntl', { BizToken: token }))).toBe(
      'FailedOperation.InvalidTokenParameter',
    );
    expect(await scanFolder(server.folder, needles)).toEqual([]);
    expect((await server.app.vault.scan()).discrepancies).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const { token, page } = await begin();
    const { secretId, secretKey } = await server.app.accounts.create({ name: 'neighbour' });
    const neighbour = { port: server.target.port, secretId, secretKey };
    expect(await codeOf(call('GetWebVerificationResultIntl', { BizToken: token }, neighbour))).toBe(
      'FailedOperation.InvalidTokenParameter',
    );
    // Nor is it another action's.
    expect(await codeOf(call('GetSdkVerificationResult', { SdkToken: token }))).toBe(
      'FailedOperation.InvalidTokenParameter',
    );
    expect(await page.state()).toMatchObject({ step: 'consent' });
    const another = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const wrong of ['nonsense', token.toLowerCase(), another, '../../etc'])
      expect(
        (await pageClient(`http://127.0.0.1:${server.target.port}/verification/${wrong}`).state()).status,
      ).toBe(404);
  });

  it('is taken in turn, once for each challenge, and as often as was said', async () => {
    liveness = 10;
    const { page, answer } = await sendAll({ LivenessRetryLimit: 2 });
    expect(answer).toMatchObject({ Result: 'FailedOperation.SilentPictureLiveFail', AttemptsLeft: 1 });
    expect(await page.face(Buffer.from('frames'))).toMatchObject({ status: 400 });
    await page.challenge();
    const held = Promise.withResolvers<void>();
    hold = held.promise;
    const video = randomBytes(500).toString('base64');
    judging = Promise.withResolvers();
    const first = page.face(Buffer.from(video));
    await judging.promise;
    expect(await page.face(Buffer.from('frames'))).toMatchObject({ status: 409 });
    // Were it killed now, nothing of what is being judged would be anywhere.
    expect(await scanFolder(server.folder, { video })).toEqual([]);
    held.resolve();
    expect(await first).toMatchObject({ AttemptsLeft: 0 });
    hold = Promise.resolve();
    liveness = 99;
    await page.challenge();
    expect(await page.face(Buffer.from('frames'))).toMatchObject({ status: 429 });
    expect(await page.state()).toMatchObject({ step: 'done', passed: false });
  });

  it('is taken within the time that there is for it', async () => {
    const { page } = await begin({ CheckMode: 3, LivenessTimeout: 10 });
    await page.consent();
    await page.challenge();
    const now = server.clock.now();
    server.clock.moveTo(now + MINUTE_MS);
    expect(await page.face(Buffer.from('frames'))).toMatchObject({ status: 400 });
    server.clock.moveTo(now + 116 * MINUTE_MS);
    expect(await page.state()).toMatchObject({ status: 404 });
    server.clock.back();
  });

  it('is bounded in size and kind', async () => {
    const { page } = await begin();
    await page.consent();
    expect(await page.document(Buffer.alloc(9 * 1024 * 1024))).toMatchObject({ status: 413 });
    expect(await page.document(Buffer.from('x'), 'image/svg+xml')).toMatchObject({ status: 400 });
    expect(await page.face(Buffer.from('x'), 'text/plain')).toMatchObject({ status: 400 });
    expect(await page.state()).toMatchObject({ step: 'document' });
  });
});

describe('what is asked for', () => {
  it('is refused where it cannot be done', async () => {
    const refused = (Config: Record<string, unknown>, more: Record<string, unknown> = {}): Promise<string> =>
      codeOf(call('ApplyWebVerificationBizTokenIntl', { Config: { CheckMode: 3, ...Config }, ...more }));
    expect(await refused({ SecurityLevel: 4, AutoDowngrade: 2 })).toBe('UnsupportedOperation');
    expect(await refused({ Language: 'th' })).toBe('UnsupportedOperation');
    expect(await refused({ IdCardCutReturn: true })).toBe('UnsupportedOperation');
    expect(await refused({}, { RuleId: '1' })).toBe('InvalidParameter.RuleId');
    expect(await refused({}, { RedirectURL: 'javascript:alert(1)' })).toBe('InvalidParameterValue');
    expect(await refused({ CheckMode: 2 })).toBe('MissingParameter');
    expect(await refused({ SecurityLevel: 4 })).toBe('no error');
    for (const action of ['DetectAIFakeFaces', 'GenerateReflectSequence', 'CreateUploadUrl'])
      expect(await codeOf(call(action, {}))).toBe('UnsupportedOperation');
  });

  it('may be a face alone, by each of the actions', async () => {
    const { SdkToken } = await call('GetFaceIdTokenIntl', { SecureLevel: '1', Extra: 'mine' });
    const page = pageClient(`http://127.0.0.1:${server.target.port}/verification/${String(SdkToken)}`);
    expect(await call('GetFaceIdResultIntl', { SdkToken })).toMatchObject({ Result: '-999' });
    await page.consent();
    await page.challenge();
    await page.face(Buffer.from('frames'));
    expect(await call('GetFaceIdResultIntl', { SdkToken })).toMatchObject({ Result: '0', Extra: 'mine' });
    const other = await call('ApplyLivenessToken', {});
    expect(await call('GetLivenessResult', { SdkToken: other['SdkToken'] })).toMatchObject({
      Result: '-999',
    });
  });
});

describe('the hosted page', () => {
  it('comes without anything from elsewhere', async () => {
    const origin = `http://127.0.0.1:${server.target.port}/verification`;
    const page = await fetch(`${origin}/anything`);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    const html = await page.text();
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(named.length).toBeGreaterThan(0);
    for (const name of ['page.js', 'camera.js', 'texts.js', 'page.css']) {
      const text = await (await fetch(`${origin}/assets/${name}`)).text();
      expect(text).not.toMatch(/https?:|localStorage|sessionStorage|indexedDB|document\.cookie/);
    }
    for (const url of named) expect(url).toMatch(/^\/verification\/assets\/[a-z]+\.(js|css|svg)$/);
    expect((await fetch(`${origin}/assets/..%2fpage.html`)).status).toBe(404);
  });
});
