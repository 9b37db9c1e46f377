import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WebSocket } from 'ws';
import { EngineError } from '../../src/engine/types.ts';
import { CREDENTIALS, startServer, type Running } from './harness.ts';
import { hearEverySecond, listeningEngine } from './listening-engine.ts';
import { realTimeUrl, SpeechClient, type Message } from './speech-signer.ts';

let running: Running;
beforeAll(async () => {
  running = await startServer({
    engine: listeningEngine(),
    realTime: { silenceMs: 300, messageBytes: 64 * 1024 },
  });
});
afterAll(() => running[Symbol.asyncDispose]());

type Key = (typeof CREDENTIALS)[keyof typeof CREDENTIALS];
type Asked = Record<string, string | number>;

const connect = (asked: Asked = {}, key: Key = CREDENTIALS.main, host?: string): SpeechClient =>
  new SpeechClient(realTimeUrl(running.endpoint, key, asked, host));

/** The one message of a connection that is refused: the handshake completes, then it is told and closed. */
async function refusal(...how: Parameters<typeof connect>): Promise<Message> {
  const client = connect(...how);
  const last = await client.last();
  expect(client.messages).toHaveLength(1);
  return last;
}

const resultOf = (): unknown => {
  const [monitoring] = running.vault.last.requests;
  return (monitoring?.record as { result?: unknown }).result;
};

describe('who calls', () => {
  test.each([
    ['a signature of another host', () => refusal({}, CREDENTIALS.main, 'elsewhere.example')],
    ['a key that does not exist', () => refusal({ secretid: 'AKIDnobody' })],
    ['a disabled key', () => refusal({}, CREDENTIALS.disabled)],
    [
      'an AppId that is not its own',
      () => refusal({}, { ...CREDENTIALS.other, appId: CREDENTIALS.main.appId }),
    ],
    ['a query that has expired', () => refusal({ timestamp: 1_600_000_000, expired: 1_600_003_600 })],
    ['a query of the future', () => refusal({ timestamp: 4_000_000_000, expired: 4_000_003_600 })],
    ['a session token', () => refusal({ token: 'x' })],
  ])('%s answers 4002', async (_, call) => {
    const before = running.vault.puts.length;
    expect(await call()).toMatchObject({ code: 4002, voice_id: 'stream-1' });
    expect(running.vault.puts.length).toBe(before);
  });

  test("a sub-account's key for another service answers 4003, and that is recorded", async () => {
    expect(await refusal({}, CREDENTIALS.ocrOnly)).toMatchObject({ code: 4003 });
    expect(resultOf()).toBe('AuthFailure.UnauthorizedOperation');
    expect(running.vault.last.usage).toEqual([]);
  });
});

describe('what is asked', () => {
  test.each([
    ['an engine type that is none', { engine_model_type: '16k_klingon' }],
    ['a language that no model understands', { engine_model_type: '16k_zh' }],
    ['the same, whatever rate its sound has', { engine_model_type: '16k_zh', input_sample_rate: 8000 }],
    ['a format that is none', { voice_format: 99 }],
    ['Speex, for which there is no decoder', { voice_format: 4 }],
    ['a silence that is too short', { vad_silence_time: 100 }],
    ['a sentence that is too long', { max_speak_time: 90_001 }],
    ['a threshold for noise', { noise_threshold: 0.5 }],
    ['a model of its own', { customization_id: 'x' }],
    ['emotions', { emotion_recognition: 1 }],
    ['speakers', { speaker_diarization: 1 }],
    ['a replacement list', { replace_text_id: 'x' }],
    ['a parameter that is not known', { mood: 'sad' }],
    ['a life of more than ninety days', { expired: Math.floor(Date.now() / 1000) + 91 * 86_400 }],
    ['a name that is too long', { voice_id: 'x'.repeat(129) }],
    ['hot words without weights', { hotword_list: 'Quillfeather' }],
  ])('%s answers 4001', async (_, asked) => {
    const told = await refusal(asked);
    expect(told.code).toBe(4001);
    expect(told.message).not.toMatch(/klingon|sad|Quillfeather/);
  });
});

describe('what is sent', () => {
  test('text that is not the end answers 4010; what was heard before is billed', async () => {
    for (const text of ['nonsense', '{"type":"begin"}', 'null', '[]', '{']) {
      const client = connect();
      await client.opened();
      await client.speak(new Uint8Array(16_000));
      client.socket.send(text);
      expect(await client.last(), text).toMatchObject({ code: 4010 });
      expect(resultOf()).toBe('4010');
      expect(running.vault.last.usage).toMatchObject([{ item: 'asr.realtime', volume: 0.5 }]);
    }
  });

  test('nothing for too long answers 4008', async () => {
    const client = connect();
    await client.opened();
    expect(await client.last()).toMatchObject({ code: 4008 });
    expect(resultOf()).toBe('4008');
  });

  test('a message that is too large ends the connection', async () => {
    const client = connect();
    await client.opened();
    client.socket.send(new Uint8Array(65 * 1024));
    expect(await client.closed).toBe(1009);
    while (resultOf() !== '4009') await delay(5);
  });

  test('a connection that is dropped is recorded and billed for what was heard', async () => {
    const before = running.vault.puts.length;
    const client = connect();
    await client.opened();
    await client.speak(new Uint8Array(64_000));
    await client.until((messages) =>
      messages.find(({ result }) => result?.voice_text_str === 'Well, this is'),
    );
    await client.drop();
    while (running.vault.puts.length === before) await delay(5);
    expect(resultOf()).toBe('4009');
    const [billed] = running.vault.last.usage;
    expect(billed?.volume).toBeGreaterThanOrEqual(1.5);
    expect(billed?.volume).toBeLessThanOrEqual(2);
  });
});

describe('upgrades', () => {
  const status = (path: string, headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve) => {
      const asked = httpRequest(`${running.url}${path}`, { headers });
      asked.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.on('upgrade', (_, socket) => {
        socket.destroy();
        resolve(101);
      });
      asked.on('error', () => resolve(undefined));
      asked.end();
    });
  const webSocket = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };

  test('other paths are not found', async () => {
    for (const path of ['/', '/asr/v2/', '/asr/v2/abc', '/asr/v1/1250000001', '/asr/v2/1/2'])
      expect(await status(path, webSocket), path).toBe(404);
    expect(await status('/asr/v2/1250000001', { ...webSocket, 'sec-websocket-version': '7' })).toBe(400);
  });

  test('another upgrade is no reason not to answer', async () => {
    expect(await status('/healthz', { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c' })).toBe(200);
  });

  test('frames that are none end the connection alone', async () => {
    const client = connect();
    await client.opened();
    const raw = (client.socket as WebSocket & { _socket: NodeJS.WritableStream })._socket;
    raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x00]));
    await client.closed;
    expect(await status('/healthz', {})).toBe(200);
  });
});

describe('when recognition fails', () => {
  const failing = async (failures: number, reason: 'worker-died' | 'timeout' | 'overloaded') => {
    let left = failures;
    const states: unknown[] = [];
    await using other = await startServer({
      engine: listeningEngine((input) => {
        states.push(input.state);
        if (left-- > 0) return Promise.reject(new EngineError(reason, 'gone'));
        return hearEverySecond(input);
      }),
    });
    const client = new SpeechClient(realTimeUrl(other.endpoint, CREDENTIALS.main));
    await client.opened();
    await client.speak(new Uint8Array(64_000));
    client.end();
    return { last: await client.last(), client, states, put: other.vault.last };
  };

  test('a step that was lost with its worker is done again with the same state', async () => {
    const { last, client, states, put } = await failing(1, 'worker-died');
    expect(last).toMatchObject({ code: 0, final: 1 });
    expect(states.slice(0, 2)).toEqual([null, null]);
    expect(client.messages.at(-2)?.result).toMatchObject({
      slice_type: 2,
      voice_text_str: 'Well, this is um',
    });
    expect(put.usage).toMatchObject([{ volume: 2 }]);
  });

  test('where there is no room it waits', async () => {
    expect((await failing(2, 'overloaded')).last).toMatchObject({ code: 0, final: 1 });
  });

  test.each([
    ['lost twice', 2, 'worker-died'],
    ['late', 1, 'timeout'],
  ] as const)('one that is %s answers 5000, and is not billed', async (_, failures, reason) => {
    const { last, put } = await failing(failures, reason);
    expect(last).toMatchObject({ code: 5000 });
    expect(put.usage).toEqual([]);
  });

  test('what cannot be recorded did not happen', async () => {
    await using other = await startServer({ engine: listeningEngine() });
    other.vault.failing = true;
    const client = new SpeechClient(realTimeUrl(other.endpoint, CREDENTIALS.main));
    await client.opened();
    client.end();
    expect(await client.last()).toMatchObject({ code: 5000 });
  });
});
