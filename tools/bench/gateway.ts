import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request as httpRequest, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, FaceResult } from '../../src/engine/types.ts';
import { DetectFace } from '../../src/features/iai/DetectFace.ts';
import { createServer } from '../../src/http/server.ts';
import { scopeDate, TC3, tc3Signatures } from '../../src/http/signature/tc3.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { silentLogger } from '../../src/lib/logger.ts';
import { compose } from '../../src/policy/compose.ts';
import { letterTemplates } from '../../src/policy/letters/template.ts';
import { AccountClosing } from '../../src/records/account-closing.ts';
import { Accounts } from '../../src/records/accounts.ts';
import { Consents } from '../../src/records/consents.ts';
import { SubjectRequests } from '../../src/records/subject-requests.ts';
import { openVault } from '../../src/records/vault.ts';

const CONNECTIONS = 16;
const SECONDS = 4;
const key = { secretId: 'AKIDbench', secretKey: 'bench' };
const body = Buffer.from(JSON.stringify({ Image: randomBytes(600).toString('base64'), MaxFaceNum: 1 }));

const found: FaceResult = {
  width: 160,
  height: 160,
  faces: [
    {
      ...{ x: 40, y: 40, width: 80, height: 80, confidence: 0.99 },
      ...{ landmarks5: [], landmarks68: [], pose: { yaw: 0, pitch: 0, roll: 0 } },
    },
  ],
  steps: [],
};
/** Recognition costs nothing here: what is measured is everything around it. */
const idleEngine: Engine = {
  findFaces: () => Promise.resolve(found),
  readText: () => Promise.reject(new Error('not part of this bench')),
  transcribe: () => Promise.reject(new Error('not part of this bench')),
  warm: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

function signedHeaders(port: number): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const scope = { date: scopeDate(timestamp), service: '127' };
  const headers = { 'content-type': 'application/json', host: `127.0.0.1:${port}` };
  const signing = {
    secretId: key.secretId,
    ...scope,
    signedHeaders: ['content-type', 'host'],
    signature: '',
  };
  const wire = { method: 'POST', path: '/', query: '', headers, body } as const;
  const [signature] = tc3Signatures(wire, signing, timestamp, key.secretKey);
  return {
    ...headers,
    'x-tc-action': 'DetectFace',
    'x-tc-version': DetectFace.version,
    'x-tc-region': 'ap-singapore',
    'x-tc-timestamp': String(timestamp),
    authorization: `${TC3} Credential=${key.secretId}/${scope.date}/127/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
  };
}

function post(port: number, agent: Agent, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      { host: '127.0.0.1', port, method: 'POST', path: '/', agent, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** Calls a second over kept-alive connections, for a bounded time. */
async function callsPerSecond(port: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const headers = signedHeaders(port);
  const first = await post(port, agent, headers);
  if (first.includes('"Error"')) throw new Error(first);
  let calls = 0;
  const started = performance.now();
  const until = started + SECONDS * 1000;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      await post(port, agent, headers);
      calls += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  agent.destroy();
  return calls / ((performance.now() - started) / 1000);
}

async function bareRate(): Promise<number> {
  const app = new Hono().post('/', async (c) => {
    await c.req.arrayBuffer();
    return c.json({ Response: { RequestId: crypto.randomUUID() } });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }) as Server;
  await once(server, 'listening');
  const rate = await callsPerSecond((server.address() as { port: number }).port);
  server.close();
  return rate;
}

async function letheRate(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-bench-'));
  const policy = compose();
  const vault = await openVault({ folder, masterKey: randomBytes(32), clock: systemClock, policy });
  const credential = {
    ...key,
    appId: '1250000000',
    uin: '100',
    subUin: null,
    services: null,
    disabled: false,
  };
  const letters = { templates: letterTemplates(), operator: null };
  const accounts = new Accounts(vault, systemClock, 'ap-singapore');
  const server = createServer({
    actions: [{ ...DetectFace, rateLimit: 1_000_000 }],
    findCredential: () => Promise.resolve(credential),
    engine: idleEngine,
    logger: silentLogger,
    clock: systemClock,
    feeOf: () => 0,
    regions: { default: 'ap-singapore' },
    vault,
    consents: new Consents(vault, systemClock, policy),
    requests: new SubjectRequests(vault, systemClock, policy, { ...letters, region: 'ap-singapore' }),
    closing: new AccountClosing(vault, accounts, systemClock, letters),
  });
  try {
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
    return await callsPerSecond(port);
  } finally {
    await server.close();
    await vault.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Signed, validated, metered and logged calls a second, beside the same framework doing nothing. */
export async function benchGateway(): Promise<{ name: string; value: number; unit: string }[]> {
  const bare = await bareRate();
  const lethe = await letheRate();
  return [
    { name: 'bare HTTP framework', value: bare, unit: 'calls/s' },
    { name: 'gateway: signed, recorded, durable', value: lethe, unit: 'calls/s' },
    { name: 'gateway / bare', value: lethe / bare, unit: 'ratio' },
  ];
}
