import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SocketTalk } from '../../src/http/speech/socket-talk.ts';
import { WebSocket, WebSocketServer } from 'ws';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CREDENTIALS, startServer } from './harness.ts';
import { listeningEngine } from './listening-engine.ts';
import { realTimeUrl, SpeechClient } from './speech-signer.ts';

test('fifty connections are heard at once, the next is refused with 4006, and there is room again after', async () => {
  await using running = await startServer({ engine: listeningEngine() });
  const connect = (key = CREDENTIALS.main as Parameters<typeof realTimeUrl>[1]): SpeechClient =>
    new SpeechClient(realTimeUrl(running.endpoint, key));
  const clients = Array.from({ length: 50 }, () => connect());
  for (const client of clients) expect(await client.opened()).toMatchObject({ code: 0 });
  expect(await connect().last()).toMatchObject({ code: 4006 });
  const neighbour = connect(CREDENTIALS.other);
  expect(await neighbour.opened()).toMatchObject({ code: 0 });
  neighbour.end();
  for (const client of clients) {
    await client.speak(new Uint8Array(32_000));
    client.end();
  }
  for (const client of clients) {
    expect(await client.last()).toMatchObject({ code: 0, final: 1 });
    expect(client.messages.at(-2)?.result?.voice_text_str).toBe('Well, this');
  }
  const again = connect();
  expect(await again.opened()).toMatchObject({ code: 0 });
  again.end();
  await again.closed;
  const billed = running.vault.puts.flatMap(({ usage }) => usage.map(({ volume }) => volume));
  expect(billed.filter((volume) => volume === 1)).toHaveLength(50);
});

/** A talk whose other side is a plain client. */
async function talkWith(limits: Partial<ConstructorParameters<typeof SocketTalk>[1]>) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on('error', () => {});
  const [socket] = (await once(server, 'connection')) as [WebSocket];
  const all = { gatheredBytes: 64 * 1024, unsentBytes: 64 * 1024, silenceMs: 5_000, ...limits };
  const talk = new SocketTalk(socket, all);
  if (client.readyState !== WebSocket.OPEN) await once(client, 'open');
  return {
    ...{ talk, client, socket },
    async [Symbol.asyncDispose]() {
      client.terminate();
      socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('whoever sends faster than is listened has to wait: what is gathered stays bounded, and nothing is lost', async () => {
  await using pair = await talkWith({});
  const { talk, client } = pair;
  const packet = new Uint8Array(1280);
  const total = 20_000;
  for (let i = 0; i < total; i++) client.send(packet);
  await delay(300);
  expect(client.bufferedAmount).toBeGreaterThan(10_000_000);
  let largest = 0;
  let heard = 0;
  while (heard < total * packet.length) {
    largest = Math.max(largest, talk.gatheredBytes);
    const { frames, end } = await talk.next();
    expect(end).toBeNull();
    for (const frame of frames) heard += frame.length;
  }
  expect(heard).toBe(total * packet.length);
  expect(largest).toBeLessThan(64 * 1024 + 200 * 1024);
});

test('many tiny messages count for more than their bytes', async () => {
  await using pair = await talkWith({ gatheredBytes: 16 * 1024 });
  for (let i = 0; i < 50_000; i++) pair.client.send(new Uint8Array(1));
  await delay(200);
  expect((await pair.talk.next()).frames.length).toBeLessThan(20_000);
});

test('a caller who does not take the answers is given up', async () => {
  await using pair = await talkWith({});
  pair.client.pause();
  const message = { text: 'x'.repeat(10_000) };
  for (let i = 0; i < 5_000 && !pair.talk.gone.aborted; i++) {
    pair.talk.send(message);
    await delay(0);
  }
  expect(pair.talk.gone.aborted).toBe(true);
  expect(await pair.talk.next()).toMatchObject({ end: 'gone' });
});

test('a server that stops hears to the end of what was said, answers, and stops', async () => {
  const running = await startServer({ engine: listeningEngine() });
  const client = new SpeechClient(realTimeUrl(running.endpoint, CREDENTIALS.main));
  await client.opened();
  await client.speak(new Uint8Array(48_000));
  await client.until((messages) => messages.find(({ result }) => result));
  const started = performance.now();
  await running.server.close(5_000);
  expect(performance.now() - started).toBeLessThan(4_000);
  expect(await client.last()).toMatchObject({ code: 5000 });
  expect(client.messages.at(-2)?.result).toMatchObject({ slice_type: 2, voice_text_str: 'Well, this is' });
  expect(running.vault.last.usage).toMatchObject([{ volume: 1.5 }]);
});

test('a server that stops cuts off whoever it cannot hear to the end', async () => {
  const stuck = Promise.withResolvers<never>();
  const asked = Promise.withResolvers<void>();
  const engine = listeningEngine(() => {
    asked.resolve();
    return stuck.promise;
  });
  const running = await startServer({ engine });
  const client = new SpeechClient(realTimeUrl(running.endpoint, CREDENTIALS.main));
  await client.opened();
  await client.speak(new Uint8Array(48_000));
  await asked.promise;
  const started = performance.now();
  await running.server.close(300);
  expect(performance.now() - started).toBeLessThan(3_000);
  await client.closed;
  await delay(50);
  stuck.reject(new Error('over'));
  while (running.vault.puts.length === 0) await delay(5);
  expect(running.vault.last.requests[0]?.record).toMatchObject({ result: '4009' });
});
