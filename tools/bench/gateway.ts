import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DetectFace } from '../../src/features/iai/DetectFace.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { openVault } from '../../src/records/vault.ts';
import { idleServer, post, signedCall } from './idle-server.ts';

const CONNECTIONS = 16;
const SECONDS = 4;
/** Calls a second over kept-alive connections, for a bounded time. */
async function callsPerSecond(port: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const call = signedCall(port, DetectFace);
  const first = await post(call, agent);
  if (first.includes('"Error"')) throw new Error(first);
  let calls = 0;
  const started = performance.now();
  const until = started + SECONDS * 1000;
  const caller = async (): Promise<void> => {
    while (performance.now() < until) {
      await post(call, agent);
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
  const vault = await openVault({ folder, masterKey: randomBytes(32), clock: systemClock });
  const server = idleServer(vault, systemClock, DetectFace);
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
