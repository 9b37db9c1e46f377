import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/lib/clock.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { allowing, recordingsClient, type RecordingsClient } from '../wire/recordings-client.ts';
import { loud, sentenceEngine, silent, startStreamSite, type StreamSite } from './stream-site.ts';
import { billed, order, recorded, running } from './streams-client.ts';

const PATIENCE = { timeout: 60_000 };

let streams: StreamSite;
let server: TestServer;
let client: RecordingsClient;

beforeEach(async () => {
  streams = await startStreamSite();
  server = await startLethe({ engine: sentenceEngine(), fetchUrl: allowing(() => streams.site.port) });
  client = recordingsClient(server.target);
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await streams[Symbol.asyncDispose]();
});

const opened = async (path: string, times = 1) => {
  await expect
    .poll(
      () => streams.open.has(path) && streams.paths.filter((each) => each === path).length === times,
      PATIENCE,
    )
    .toBe(true);
  return streams.open.get(path)!;
};

describe('a live stream at a URL', () => {
  it('is told while it is heard, ends when it is closed, and is billed by the second', async () => {
    const { TaskId, requestId } = await order(client, streams, '/live', {
      SignToken: 'ewef32ee',
      WordInfo: 1,
    });
    const live = await opened('/live');
    live.write(loud(2.5));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(2);
    const [first] = streams.told;
    expect(first).toMatchObject({ TaskId, contentType: 'application/json; charset=UTF-8' });
    const signed = createHash('sha256').update(`${server.appId}ewef32ee${first?.body}`).digest('hex');
    expect(first?.checkSum).toBe(signed);
    expect(Object.keys(JSON.parse(first?.body ?? '') as object)).toEqual(['TaskId', 'Result']);
    expect(streams.told.map(({ Result }) => Result)).toEqual(
      [0, 1].map((i) => [
        {
          VoiceId: expect.stringMatching(new RegExp(`^${TaskId}_\\w+_${i}$`)) as string,
          ...{ Text: `Number ${i}, damn.`, StartTime: i * 1000, EndTime: (i + 1) * 1000 },
          WordList: [{ Word: `Number ${i}`, StartTime: i * 1000, EndTime: i * 1000 + 10 }],
        },
      ]),
    );
    expect(await running(client)).toEqual([TaskId]);
    await client.CloseAsyncRecognitionTask({ TaskId });
    await expect.poll(() => streams.open.size, PATIENCE).toBe(0);
    expect(await running(client)).toEqual([]);
    await expect.poll(() => billed(server), PATIENCE).toBeCloseTo(2.5, 5);
    expect(await recorded(server, requestId)).toEqual([
      { call: '', result: 'Success' },
      { call: '/1', result: 'Success' },
    ]);
    await expect(client.CloseAsyncRecognitionTask({ TaskId })).rejects.toMatchObject({
      code: 'FailedOperation.NoSuchTask',
    });
  });

  it('ends when its server says that it is over, with its last sentence, and leaves only its end', async () => {
    const { requestId } = await order(client, streams, '/short', { FilterDirty: 2 });
    (await opened('/short')).end(loud(1.5));
    await expect
      .poll(() => streams.told.map(({ Result }) => Result[0]?.Text), PATIENCE)
      .toEqual(['Number 0, *.', 'Number 1, *.']);
    expect(streams.told[0]?.checkSum).toBe('');
    await expect.poll(() => running(client), PATIENCE).toEqual([]);
    expect(await billed(server)).toBeCloseTo(1.5, 5);
    expect((await recorded(server, requestId)).map(({ result }) => result)).toEqual(['Success', 'Success']);
    await expect.poll(() => server.app.vault.count('asr.audio', {}), PATIENCE).toBe(2);
    expect(await server.app.vault.count('asr.results', {})).toBe(0);
  });

  it('is connected to again when it is cut off; times go on', async () => {
    await order(client, streams, '/shaky');
    const live = await opened('/shaky');
    live.write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(1);
    live.destroy();
    (await opened('/shaky', 2)).write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(2);
    const [a, b] = streams.told.map(({ Result }) => Result[0]!);
    expect(b!.StartTime).toBeGreaterThanOrEqual(a!.EndTime);
    expect(b!.VoiceId).not.toBe(a!.VoiceId);
    expect((await running(client)).length).toBe(1);
  });

  it('is recorded and billed for each quarter of an hour', async () => {
    const { requestId } = await order(client, streams, '/long');
    const live = await opened('/long');
    live.write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(1);
    server.clock.moveTo(Date.now() + 15 * MINUTE_MS);
    // Something must be said within ten minutes.
    live.write(loud(1));
    await expect.poll(() => recorded(server, requestId), PATIENCE).toHaveLength(2);
    live.end(loud(2));
    await expect.poll(() => recorded(server, requestId), PATIENCE).toHaveLength(3);
    expect((await recorded(server, requestId)).map(({ call }) => call)).toEqual(['', '/1', '/2']);
    expect(await billed(server)).toBeCloseTo(4, 5);
  });

  it('is given up after ten minutes without a word, and others go on', async () => {
    const silence = await order(client, streams, '/silence');
    const speech = await order(client, streams, '/speech');
    (await opened('/silence')).write(silent(3));
    (await opened('/speech')).write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(1);
    server.clock.moveTo(Date.now() + 9 * MINUTE_MS);
    (await opened('/speech')).write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(2);
    server.clock.moveTo(Date.now() + 11 * MINUTE_MS);
    const { requestId } = silence;
    await expect
      .poll(() => recorded(server, requestId), PATIENCE)
      .toContainEqual({ call: '/1', result: '4008' });
    // The SDK keeps the real time.
    server.clock.back();
    await expect.poll(() => running(client), PATIENCE).toEqual([speech.TaskId]);
    expect(await billed(server)).toBeCloseTo(3, 5);
  });

  it('is over a day after it was ordered: nothing of it is left', async () => {
    const { requestId } = await order(client, streams, '/day');
    const live = await opened('/day');
    live.write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(1);
    server.clock.moveTo(Date.now() + 24 * 60 * MINUTE_MS);
    live.write(loud(1));
    await expect.poll(() => streams.open.size, PATIENCE).toBe(0);
    await expect.poll(() => recorded(server, requestId), PATIENCE).toHaveLength(2);
    expect(await server.app.vault.count('asr.audio', {})).toBe(0);
  });

  it('is told again to a receiver that did not take it', async () => {
    streams.answers.push(500);
    await order(client, streams, '/again');
    (await opened('/again')).write(loud(2));
    await expect
      .poll(() => streams.told.map(({ Result }) => Result[0]?.Text), PATIENCE)
      .toEqual(['Number 0, damn.', 'Number 1, damn.']);
  });

  it('is heard no more once what its order left is erased, and what was heard is billed', async () => {
    const { requestId } = await order(client, streams, '/erased');
    (await opened('/erased')).write(loud(1));
    await expect.poll(() => streams.told.length, PATIENCE).toBe(1);
    const { appId, app } = server;
    await app.vault.erase({
      appId,
      subject: { kind: 'request', value: requestId },
      categories: ['asr.audio'],
    });
    await expect.poll(() => streams.open.size, PATIENCE).toBe(0);
    await expect.poll(() => billed(server), PATIENCE).toBeCloseTo(1, 5);
    expect(await running(client)).toEqual([]);
    expect(await app.vault.count('asr.audio', {})).toBe(0);
  });

  it('is not heard much faster than it is spoken', async () => {
    const { TaskId } = await order(client, streams, '/file');
    (await opened('/file')).end(loud(60));
    await expect.poll(() => streams.told.length, PATIENCE).toBeGreaterThan(28);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(streams.told.length).toBeLessThan(42);
    await client.CloseAsyncRecognitionTask({ TaskId });
  });
});
