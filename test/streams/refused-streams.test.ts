import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../src/engine/types.ts';
import { SECOND_MS } from '../../src/lib/clock.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { allowing, recordingsClient, type RecordingsClient } from '../wire/recordings-client.ts';
import { sentenceEngine, startStreamSite, type StreamSite } from './stream-site.ts';
import { billed, order, recorded, running } from './streams-client.ts';

const PATIENCE = { timeout: 60_000 };

/** How often a decoder was given something. */
let given = 0;
/** A decoder that makes nothing of what it is given. */
const fail = (): Promise<never> => {
  given++;
  return Promise.reject(new EngineError('unreadable-audio', 'no audio'));
};
const unreadable = { push: fail, end: fail, close: () => {} };

let streams: StreamSite;
let server: TestServer;
let client: RecordingsClient;

beforeAll(async () => {
  streams = await startStreamSite('application/octet-stream');
  const engine = { ...sentenceEngine(), openDecoder: () => unreadable };
  server = await startLethe({ engine, fetchUrl: allowing(() => streams.site.port) });
  client = recordingsClient(server.target);
});
// However fast the machine: no more calls in a second than the actions allow.
beforeEach(() => server.clock.moveTo(server.clock.now() + SECOND_MS));
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await streams[Symbol.asyncDispose]();
});

const UNSUPPORTED = { code: 'UnsupportedOperation' };
const INVALID = { code: 'InvalidParameterValue' };

describe('an order that is not taken', () => {
  it.each([
    ['rtmp', { Url: 'rtmp://files.example/live' }, UNSUPPORTED],
    ['rtsp', { Url: 'rtsp://files.example/live' }, UNSUPPORTED],
    ['a playlist', { Url: 'https://files.example/live/index.m3u8?token=1' }, UNSUPPORTED],
    ['a video container', { Url: 'http://files.example/live.flv' }, UNSUPPORTED],
    ['sound sent back', { AudioData: true }, UNSUPPORTED],
    ['no URL', { Url: 'files.example/live' }, INVALID],
    ['another scheme', { Url: 'ftp://files.example/live' }, INVALID],
    ['a password in the URL', { Url: 'http://a:b@files.example/live' }, INVALID],
    ['a callback that is no URL', { CallbackUrl: 'told' }, INVALID],
    [
      'a language without a model',
      { EngineType: '16k_zh' },
      { code: 'InvalidParameterValue.ErrorInvalidEngservice' },
    ],
    [
      'a vocabulary that is not there',
      { HotwordId: 'none' },
      { code: 'InvalidParameterValue.InvalidVocabId' },
    ],
  ])('%s', async (_, more, error) => {
    await expect(order(client, streams, '/never', more)).rejects.toMatchObject(error);
    expect(await running(client)).toEqual([]);
    expect(streams.paths).not.toContain('/never');
  });

  it('the eleventh at a time', async () => {
    const taken = await Promise.all(
      Array.from({ length: 10 }, (_, i) => order(client, streams, `/of-ten/${i}`)),
    );
    await expect(order(client, streams, '/never')).rejects.toMatchObject({
      code: 'LimitExceeded.TooManyTasks',
    });
    expect((await running(client)).toSorted()).toEqual(taken.map(({ TaskId }) => TaskId).toSorted());
    for (const { TaskId } of taken) await client.CloseAsyncRecognitionTask({ TaskId });
    await expect.poll(() => streams.open.size, PATIENCE).toBe(0);
    expect(await billed(server)).toBe(0);
  });
});

describe('a stream that is not served', () => {
  it('ends at once when what comes is a playlist, and costs nothing', async () => {
    const { requestId } = await order(client, streams, '/list');
    await expect.poll(() => streams.open.has('/list'), PATIENCE).toBe(true);
    streams.open.get('/list')?.end('#EXTM3U\n#EXT-X-VERSION:3\n');
    await expect
      .poll(() => recorded(server, requestId), PATIENCE)
      .toContainEqual({ call: '/1', result: '4007' });
    await expect.poll(() => running(client), PATIENCE).toEqual([]);
    expect(await billed(server)).toBe(0);
  });

  it('is given up when it cannot be decoded, three times over', async () => {
    const { requestId } = await order(client, streams, '/noise');
    for (let times = 1; times <= 3; times++) {
      const connections = () => streams.paths.filter((path) => path === '/noise').length;
      await expect.poll(() => connections() === times && streams.open.has('/noise'), PATIENCE).toBe(true);
      // What looks like a frame of MPEG audio.
      const [response, before] = [streams.open.get('/noise'), given];
      response?.write(Buffer.alloc(2000, Buffer.from([0xff, 0xfb, 0x90, 0x44])));
      await expect.poll(() => given, PATIENCE).toBeGreaterThan(before);
      response?.destroy();
    }
    await expect
      .poll(() => recorded(server, requestId), PATIENCE)
      .toContainEqual({ call: '/1', result: '4007' });
    expect(await billed(server)).toBe(0);
  });

  it('is never fetched from, nor told to, an address that is not public', async () => {
    const before = streams.paths.length;
    const hidden = await startLethe({ engine: sentenceEngine() });
    const other = recordingsClient(hidden.target);
    const Url = `http://127.0.0.1:${streams.site.port}/private`;
    const { TaskId } = await order(other, streams, '', { Url, CallbackUrl: Url });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await running(other)).toEqual([TaskId]);
    expect(streams.paths.length).toBe(before);
    // Nobody else can end it.
    await expect(client.CloseAsyncRecognitionTask({ TaskId })).rejects.toMatchObject({
      code: 'FailedOperation.NoSuchTask',
    });
    await other.CloseAsyncRecognitionTask({ TaskId });
    await hidden[Symbol.asyncDispose]();
  });
});
