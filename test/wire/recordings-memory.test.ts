import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLethe, type TestServer } from '../support/lethe.ts';
import {
  allowing,
  fakeAudio,
  heard,
  listeningEngine,
  ORDER,
  recordingsClient,
  startSite,
  type Site,
} from './recordings-client.ts';

const MIB = 1024 * 1024;
const CHUNK = Buffer.alloc(MIB, 7);

let server: TestServer;
let site: Site;
/** Bytes that were heard. */
let read: number;

/** A recording of so many bytes, as fast as it is taken. */
async function send(sizeBytes: number, response: ServerResponse): Promise<void> {
  response.write(fakeAudio('Long.').toString().padEnd(4096));
  for (let sent = 4096; sent < sizeBytes; sent += MIB)
    if (!response.write(CHUNK.subarray(0, sizeBytes - sent))) await once(response, 'drain');
  response.end();
}

beforeAll(async () => {
  site = await startSite((request, response) => void send(Number(request.url?.slice(1)) * MIB, response));
  const engine = listeningEngine(async ({ source }) => {
    while (read < source.size) read += (await source.read(read, MIB)).length;
  });
  server = await startLethe({ engine, fetchUrl: allowing(() => site.port) });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** Hears a recording of so many MiB. @returns the largest resident memory meanwhile, MiB */
async function mostMemory(sizeMib: number): Promise<number> {
  read = 0;
  let most = process.memoryUsage.rss();
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  const client = recordingsClient(server.target);
  const order = { ...ORDER, SourceType: 0, Url: site.url(`/${sizeMib}`) };
  const { Data } = await client.CreateRecTask(order);
  const { Status } = await heard(client, Data?.TaskId ?? 0, 250);
  clearInterval(watching);
  expect([Status, read]).toEqual([2, sizeMib * MIB]);
  return most / MIB;
}

it('takes no more memory for a long recording than for a short one', { timeout: 600_000 }, async () => {
  const short = await mostMemory(60);
  const long = await mostMemory(300);
  // A recording that were held would take 240 more; what is no more in use, and not collected yet, is some 50 (13 standard).
  expect(long - short).toBeLessThan(160);
});
