import { createHmac } from 'node:crypto';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLethe, type TestServer } from '../support/lethe.ts';
import {
  allowing,
  fakeAudio,
  heard,
  listeningEngine,
  ORDER,
  recordingsClient,
  startSite,
  type RecordingsClient,
  type Site,
} from './recordings-client.ts';

const PATIENCE = { timeout: 60_000 };

interface Received {
  readonly path: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

let server: TestServer;
let site: Site;
let client: RecordingsClient;
let received: Received[];
/** How each notice is answered, first to last; then as it should be. */
let answers: { status: number; body?: string; headers?: Record<string, string> }[];

beforeAll(async () => {
  site = await startSite((request, response) => {
    void textOf(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const { status, headers, body: said = '' } = answers.shift() ?? { status: 200 };
      response.writeHead(status, headers).end(said);
    });
  });
  server = await startLethe({ engine: listeningEngine(), fetchUrl: allowing(() => site.port) });
  client = recordingsClient(server.target);
});
beforeEach(() => {
  received = [];
  answers = [];
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const create = async (order: Partial<typeof ORDER>): Promise<number> => {
  const { Data } = await client.CreateRecTask({ ...ORDER, CallbackUrl: site.url('/told?mine=17'), ...order });
  return Data?.TaskId ?? 0;
};

const said = { Data: fakeAudio('The quokka sat.').toString('base64') };

/** Notices that are owed. */
const owed = async (): Promise<number> => {
  const subject = { kind: 'task', value: 'notices' } as const;
  return server.app.vault.count('asr.results', { appId: server.appId, subject });
};

const form = (): Record<string, string> => Object.fromEntries(new URLSearchParams(received.at(-1)?.body));

describe('the callback of a recording', () => {
  it('tells what was said, signed with the key of whoever ordered it', async () => {
    const TaskId = await create({ ...said, ResTextFormat: 2 });
    await expect.poll(() => received.length, PATIENCE).toBe(1);
    const { path, headers, body } = received[0] as Received;
    expect(path).toBe('/told?mine=17');
    expect(headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'x-lethe-key': server.target.secretId,
      host: `files.example:${site.port}`,
    });
    const timestamp = String(headers['x-lethe-timestamp']);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
    const signature = createHmac('sha256', server.target.secretKey).update(`${timestamp}\n${body}`);
    expect(headers['x-lethe-signature']).toBe(signature.digest('hex'));
    const { resultDetail, ...rest } = form();
    expect(rest).toEqual({
      ...{ code: '0', message: '', requestId: String(TaskId), appid: server.appId, projectid: '0' },
      ...{ text: '[0:0.000,0:1.500]  The quokka sat.\n', audioTime: '1.500000' },
    });
    const { ResultDetail } = await heard(client, TaskId);
    expect(JSON.parse(resultDetail ?? '')).toEqual(ResultDetail);
    await expect.poll(owed, PATIENCE).toBe(0);
  });

  it('tells why nothing was heard', async () => {
    await create({ SourceType: 0, Url: 'http://10.0.0.1/speech.wav' });
    await expect.poll(() => received.length, PATIENCE).toBe(1);
    expect(form()).toMatchObject({ code: '10007', text: '', audioTime: '0.000000' });
    expect(form()).not.toHaveProperty('resultDetail');
    expect(form()['message']).toMatch(/^FailedOperation.ErrorDownFile: /);
  });

  it('is tried again when it was not taken, and never follows a redirect', async () => {
    answers = [{ status: 302, headers: { location: site.url('/elsewhere') } }];
    await create(said);
    await expect.poll(() => received.length, PATIENCE).toBe(1);
    expect(await owed()).toBe(1);
    await expect.poll(() => received.length, PATIENCE).toBe(2);
    expect(received.map(({ path }) => path)).toEqual(['/told?mine=17', '/told?mine=17']);
    await expect.poll(owed, PATIENCE).toBe(0);
  });

  it('goes to public addresses only', async () => {
    const { Data } = await client.CreateRecTask({
      ...{ ...ORDER, ...said },
      CallbackUrl: `http://169.254.169.254:${site.port}/`,
    });
    await heard(client, Data?.TaskId ?? 0);
    await expect.poll(owed, PATIENCE).toBe(1);
    const subject = { kind: 'task', value: `${Data?.TaskId} notice` } as const;
    await server.app.vault.erase({ appId: server.appId, subject });
    expect(received).toEqual([]);
  });
});
