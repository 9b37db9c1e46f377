import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CREDENTIALS, startServer, type Running } from './harness.ts';
import { recordingEngine, type Heard } from './recording-engine.ts';
import { flashRequest } from './speech-signer.ts';

const heard: Heard[] = [];
let running: Running;
beforeAll(async () => {
  running = await startServer({ engine: recordingEngine(heard) });
});
afterAll(() => running[Symbol.asyncDispose]());
beforeEach(() => void heard.splice(0));

interface FlashAnswer {
  readonly request_id: string;
  readonly code: number;
  readonly message: string;
  readonly audio_duration?: number;
  readonly flash_result?: readonly {
    readonly text: string;
    readonly channel_id: number;
    readonly sentence_list: readonly { text: string; word_list: readonly object[] }[];
  }[];
}

const audio = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31) % 251));

async function flash(
  asked: Record<string, string | number> = {},
  body: Uint8Array<ArrayBuffer> = audio,
  signedHost?: string,
  credential: (typeof CREDENTIALS)[keyof typeof CREDENTIALS] = CREDENTIALS.main,
): Promise<FlashAnswer> {
  const { url, authorization } = flashRequest(running.endpoint, credential, asked, signedHost);
  const headers = { authorization, 'content-type': 'application/octet-stream' };
  const response = await fetch(url, { method: 'POST', headers, body });
  expect(response.status).toBe(200);
  return (await response.json()) as FlashAnswer;
}

test('a recording is answered at once, by default of its first channel', async () => {
  const answer = await flash({ word_info: 2 });
  expect(answer).toMatchObject({ code: 0, message: 'success', audio_duration: 2750 });
  expect(answer.flash_result).toHaveLength(1);
  expect(answer.flash_result?.[0]).toMatchObject({
    text: 'Hello, um, QUILLFEATHER. Goodbye & thanks.',
    channel_id: 0,
  });
  expect(answer.flash_result?.[0]?.sentence_list[0]).toEqual({
    text: 'Hello, um, QUILLFEATHER.',
    start_time: 100,
    end_time: 1200,
    speaker_id: 0,
    word_list: [
      { word: 'Hello,', start_time: 100, end_time: 400, stable_flag: 1 },
      { word: 'um,', start_time: 500, end_time: 800, stable_flag: 1 },
      { word: 'QUILLFEATHER.', start_time: 900, end_time: 1200, stable_flag: 1 },
    ],
  });
  expect(Buffer.from(heard[0]?.bytes ?? []).equals(audio)).toBe(true);
  expect(heard[0]?.options).toMatchObject({ format: 'wav', channels: 'apart', maxSeconds: 7200 });
});

test('both channels are heard apart', async () => {
  const { flash_result } = await flash({ first_channel_only: 0 });
  expect(flash_result?.map(({ channel_id, text }) => [channel_id, text])).toEqual([
    [0, 'Hello, um, QUILLFEATHER. Goodbye & thanks.'],
    [1, 'Yes.'],
  ]);
});

test('wording, hot words and captions are as they were asked for', async () => {
  const worded = await flash({ filter_modal: 1, word_info: 1, hotword_list: 'Quillfeather|10' });
  expect(worded.flash_result?.[0]?.text).toBe('Hello, QUILLFEATHER. Goodbye & thanks.');
  expect(worded.flash_result?.[0]?.sentence_list[0]?.word_list[0]).toMatchObject({ word: 'Hello' });
  expect(heard[0]?.options.hotWords).toEqual([{ text: 'Quillfeather', weight: 10 }]);
  const captions = await flash({ word_info: 3, sentence_max_length: 12 });
  expect(captions.flash_result?.[0]?.sentence_list.map(({ text }) => text)).toEqual([
    'Hello, um,',
    'QUILLFEATHER.',
    'Goodbye &',
    'thanks.',
  ]);
});

test('the call is recorded, and billed by the second, without a word of it', async () => {
  const { request_id } = await flash({ hotword_list: 'Quillfeather|10' });
  const { requests, usage } = running.vault.last;
  expect(requests.map(({ category }) => category)).toEqual(['asr.monitoring', 'asr.operation-log']);
  expect(requests[0]?.record).toMatchObject({ interfaceName: 'FlashRecognition', callId: request_id });
  expect(requests[1]?.record).toMatchObject({ request: { Audio: '<object>', engine_type: '16k_en' } });
  expect(JSON.stringify(requests)).not.toMatch(/QUILL|Quill|Hello|AKID/);
  expect(usage).toMatchObject([{ item: 'asr.flash', volume: 2.75 }]);
});

test.each(['with port', 'without port'])('the host may be signed %s', async (form) => {
  const host = form === 'with port' ? running.endpoint : '127.0.0.1';
  expect(await flash({}, audio, host)).toMatchObject({ code: 0 });
});

describe('refused', () => {
  test.each([
    ['an engine type that is none', { engine_type: '16k_klingon' }, 4001],
    ['a language that no model understands', { engine_type: '16k_ja' }, 4001],
    ['a parameter that is not known', { mood: 1 }, 4001],
    ['what needs a model of speakers', { speaker_diarization: 1 }, 4001],
    ['a model of its own', { customization_id: 'x' }, 4001],
    ['a number out of its bounds', { sentence_max_length: 41 }, 4001],
    ['an old timestamp', { timestamp: 1_600_000_000 }, 4002],
    ['a key that does not exist', { secretid: 'AKIDnobody' }, 4002],
  ])('%s', async (_, asked, code) => {
    const answer = await flash(asked);
    expect(answer).toMatchObject({ code });
    expect(answer.request_id).toMatch(/^[\w-]{36}$/);
    expect(answer.message).not.toMatch(/klingon|AKID/);
  });

  test('a signature of something else, a disabled key, a key of another account, a service that is not its own', async () => {
    expect(await flash({}, audio, 'elsewhere.example')).toMatchObject({ code: 4002 });
    expect(await flash({}, audio, undefined, CREDENTIALS.disabled)).toMatchObject({ code: 4002 });
    const { appId } = CREDENTIALS.main;
    const foreign = { ...CREDENTIALS.other, appId };
    expect(await flash({}, audio, undefined, foreign)).toMatchObject({ code: 4002 });
    expect(await flash({}, audio, undefined, CREDENTIALS.ocrOnly)).toMatchObject({ code: 4003 });
  });

  test('no audio, too much of it, and what is none', async () => {
    expect(await flash({}, Buffer.alloc(0))).toMatchObject({ code: 4012 });
    expect(await flash({}, Buffer.from('noise, not a wav'))).toMatchObject({ code: 4007 });
    expect(await flash({}, Buffer.alloc(101 * 1024 * 1024))).toMatchObject({ code: 4011 });
    expect(running.vault.last.usage).toEqual([]);
  });
});

test('a caller who hangs up frees whoever listens, and is not billed', async () => {
  const before = running.vault.puts.length;
  const { url, authorization } = flashRequest(running.endpoint, CREDENTIALS.main);
  const call = httpRequest(url, { method: 'POST', headers: { authorization } });
  call.on('error', () => {});
  call.end('forever and a day');
  while (heard.length === 0) await delay(5);
  call.destroy();
  while (running.vault.puts.length === before) await delay(5);
  const { requests, usage } = running.vault.last;
  expect(requests[0]?.record).toMatchObject({ result: 'FailedOperation.CallerGone' });
  expect(usage).toEqual([]);
});
