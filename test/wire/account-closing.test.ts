import { CommonClient } from 'tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf } from '../support/code-of.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { clientSettings, type ClientTarget } from '../support/sdk.ts';

let server: TestServer;
const engine = fakeEngine({});

interface Answered {
  readonly State: string;
  readonly Steps: readonly { readonly Category: string; readonly Action: string }[];
  readonly CertificateText: string | null;
  readonly Certificate: string | null;
}

const call = (action: string, parameters: object, target: ClientTarget): Promise<Answered> =>
  new CommonClient('account', '2026-11-01', clientSettings(target)).request(
    action,
    parameters,
  ) as Promise<Answered>;

beforeAll(async () => {
  server = await startLethe({ engine });
});
afterAll(() => server[Symbol.asyncDispose]());

describe('CloseAccount', () => {
  it('tells what it would do, does it, and lets no key of the account in again', async () => {
    const { appId, target, app } = server;
    const other = await app.accounts.create();
    const sub = await app.accounts.createSubAccount(appId);
    const subject = { kind: 'task', value: 't' } as const;
    const context = { appId, region: 'ap-singapore', subjects: [subject] };
    await app.vault.put([{ category: 'asr.audio', record: { audio: Buffer.from('speech') }, context }]);

    const subTarget = { port: target.port, secretId: sub.secretId, secretKey: sub.secretKey };
    expect(await codeOf(call('CloseAccount', {}, subTarget))).toBe('UnauthorizedOperation');
    const plan = await call('DescribeAccountClosure', {}, target);
    expect(plan).toMatchObject({ State: 'open', Certificate: null });
    expect(plan.Steps.map(({ Category, Action }) => `${Category} ${Action}`)).toEqual(
      expect.arrayContaining(['asr.audio erase', 'base.account due']),
    );
    expect(await call('CloseAccount', { DryRun: true }, target)).toMatchObject({ State: 'open' });

    const closed = await call('CloseAccount', {}, target);
    expect(closed.State).toBe('closing');
    expect(closed.CertificateText).toContain(appId);
    expect(JSON.parse(closed.Certificate ?? '')).toMatchObject({ appId });
    for (const gone of [target, subTarget])
      expect(await codeOf(call('DescribeAccountClosure', {}, gone))).toBe('AuthFailure.SecretIdNotFound');
    const otherTarget = { port: target.port, secretId: other.secretId, secretKey: other.secretKey };
    expect(await call('DescribeAccountClosure', {}, otherTarget)).toMatchObject({ State: 'open' });
    expect(await app.vault.find('asr.audio', { appId })).toEqual([]);
  });
});
