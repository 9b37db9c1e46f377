import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CREDENTIALS, startServer, type Running } from './harness.ts';
import { recordingEngine, type Heard } from './recording-engine.ts';

const heard: Heard[] = [];
let running: Running;
let openai: OpenAI;

const client = (key: (typeof CREDENTIALS)[keyof typeof CREDENTIALS] = CREDENTIALS.main): OpenAI =>
  new OpenAI({
    baseURL: `${running.url}/v1`,
    apiKey: `${key.secretId}:${key.secretKey}`,
    maxRetries: 0,
  });

beforeAll(async () => {
  running = await startServer({ engine: recordingEngine(heard) });
  openai = client();
});
afterAll(() => running[Symbol.asyncDispose]());
beforeEach(() => void heard.splice(0));

const TEXT = 'Hello, um, QUILLFEATHER. Goodbye & thanks.';
const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7) % 253));
const file = (content = bytes) => toFile(content, 'call.wav', { type: 'audio/wav' });

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => ({ status: 200, code: null, param: null, message: '' }),
    ({ status, code, param, message }: { status: number; code: string; param: string; message: string }) => ({
      status,
      code,
      param,
      message,
    }),
  );

test('json, which is the usual answer', async () => {
  const answer = await openai.audio.transcriptions.create({ file: await file(), model: 'whisper-1' });
  expect(answer).toEqual({ text: TEXT, usage: { type: 'duration', seconds: 3 } });
  expect(Buffer.from(heard[0]?.bytes ?? []).equals(bytes)).toBe(true);
  expect(heard[0]?.options).toMatchObject({ channels: 'mixed', words: false });
});

test('verbose json: segments, and words when they are asked for', async () => {
  const asked = { file: await file(), model: 'lethe-english', language: 'en', temperature: 0 } as const;
  const whole = await openai.audio.transcriptions.create({ ...asked, response_format: 'verbose_json' });
  expect(whole).toMatchObject({ task: 'transcribe', language: 'english', duration: 2.75, text: TEXT });
  expect(whole.segments).toHaveLength(2);
  expect(whole.segments?.[0]).toMatchObject({
    id: 0,
    start: 0.1,
    end: 1.2,
    avg_logprob: -0.25,
    temperature: 0,
  });
  expect(whole.segments?.[1]).not.toHaveProperty('avg_logprob');
  expect(whole.segments?.[0]).not.toHaveProperty('tokens');
  expect(whole).not.toHaveProperty('words');
  const words = await openai.audio.transcriptions.create({
    ...asked,
    response_format: 'verbose_json',
    timestamp_granularities: ['word'],
  });
  expect(words.words?.[0]).toEqual({ word: 'Hello,', start: 0.1, end: 0.4 });
  expect(words).not.toHaveProperty('segments');
});

test('text, SubRip and WebVTT', async () => {
  const asked = { file: await file(), model: 'whisper-1' } as const;
  const [text, srt, vtt] = [
    await openai.audio.transcriptions.create({ ...asked, response_format: 'text' }),
    await openai.audio.transcriptions.create({ ...asked, response_format: 'srt' }),
    await openai.audio.transcriptions.create({ ...asked, response_format: 'vtt' }),
  ];
  expect(text).toBe(`${TEXT}\n`);
  expect(srt).toMatch(/^1\n00:00:00,100 --> 00:00:01,200\nHello, um, QUILLFEATHER\.\n\n2\n/);
  expect(vtt).toMatch(/^WEBVTT\n\n00:00:00\.100 --> /);
  expect(vtt).toContain('Goodbye &amp; thanks.');
});

test('a stream of events, sentence by sentence', async () => {
  const stream = await openai.audio.transcriptions.create({
    file: await file(),
    model: 'whisper-1',
    stream: true,
  });
  const events: object[] = [];
  for await (const event of stream) events.push(event);
  expect(events).toEqual([
    { type: 'transcript.text.delta', delta: 'Hello, um, QUILLFEATHER.' },
    { type: 'transcript.text.delta', delta: ' Goodbye & thanks.' },
    { type: 'transcript.text.done', text: TEXT },
  ]);
});

test('keywords are hot words; a prompt is accepted', async () => {
  await openai.audio.transcriptions.create({
    file: await file(),
    model: 'whisper-1',
    keywords: ['Quillfeather', 'Lethe'],
    prompt: 'A call about Quillfeather.',
  });
  expect(heard[0]?.options.hotWords?.map(({ text }) => text)).toEqual(['Quillfeather', 'Lethe']);
});

test('the call is recorded, and billed as a recording, without a word of it', async () => {
  const answer = await openai.audio.transcriptions
    .create({ file: await file(), model: 'whisper-1', prompt: 'Quillfeather' })
    .withResponse();
  const { requests, usage } = running.vault.last;
  expect(requests.map(({ category }) => category)).toEqual(['asr.monitoring', 'asr.operation-log']);
  expect(requests[0]?.record).toMatchObject({ interfaceName: 'Transcription', callId: answer.request_id });
  expect(JSON.stringify(requests)).not.toMatch(/QUILL|Quill|Hello|AKID|call\.wav/);
  expect(usage).toMatchObject([{ item: 'asr.recording', volume: 2.75 }]);
});

test('the models are those that can be heard with', async () => {
  const models = await openai.models.list();
  expect(models.data.map(({ id }) => id)).toEqual(['lethe-english', 'whisper-1']);
});

describe('refused', () => {
  const create = async (more: object, key?: Parameters<typeof client>[0]) =>
    refusalOf(client(key).audio.transcriptions.create({ file: await file(), model: 'whisper-1', ...more }));

  test.each([
    ['a language that no model understands', { language: 'fr' }, 400, 'unsupported_language', 'language'],
    ['a model that is not here', { model: 'gpt-4o-transcribe' }, 404, 'model_not_found', 'model'],
    ['a parameter that is not known', { mood: 'x' }, 400, 'unknown_parameter', 'mood'],
    ['a format that is none', { response_format: 'docx' }, 400, 'invalid_value', 'response_format'],
    ['probabilities of tokens', { include: ['logprobs'] }, 400, 'unsupported_parameter', 'include'],
    [
      'times in an answer that has none',
      { timestamp_granularities: ['word'] },
      400,
      'invalid_value',
      'timestamp_granularities',
    ],
    [
      'captions in a stream',
      { stream: true, response_format: 'srt' },
      400,
      'invalid_value',
      'response_format',
    ],
  ])('%s', async (_, more, status, code, param) => {
    expect(await create(more)).toMatchObject({ status, code, param });
  });

  test('keys that are wrong, disabled, or of another service', async () => {
    const wrong = { ...CREDENTIALS.main, secretKey: 'nonsense' };
    expect(await create({}, wrong as never)).toMatchObject({ status: 401, code: 'invalid_api_key' });
    expect(await create({}, CREDENTIALS.disabled)).toMatchObject({ status: 401 });
    expect(await create({}, CREDENTIALS.ocrOnly)).toMatchObject({ status: 403 });
    expect(await refusalOf(client(wrong as never).models.list())).toMatchObject({ status: 401 });
  });

  test('what is no audio, none at all, and too much', async () => {
    expect(await create({ file: await file(Buffer.from('noise')) })).toMatchObject({
      status: 400,
      param: 'file',
    });
    expect(await create({ file: await file(Buffer.alloc(0)) })).toMatchObject({ status: 400, param: 'file' });
    expect(await create({ file: await file(Buffer.alloc(26 * 1024 * 1024)) })).toMatchObject({ status: 413 });
    expect(await create({ stream: true, file: await file(Buffer.from('noise')) })).toMatchObject({
      status: 400,
    });
  });

  test('translations, and the rest of that API', async () => {
    const translated = await refusalOf(
      openai.audio.translations.create({ file: await file(), model: 'whisper-1' }),
    );
    expect(translated).toMatchObject({ status: 404 });
    expect(translated.message).toContain('no model here translates');
    const chat = openai.chat.completions.create({ model: 'x', messages: [] });
    expect(await refusalOf(chat)).toMatchObject({ status: 404, code: 'not_served' });
  });

  test('a body that is no form', async () => {
    const { secretId, secretKey } = CREDENTIALS.main;
    const headers = { authorization: `Bearer ${secretId}:${secretKey}`, 'content-type': 'application/json' };
    const url = `${running.url}/v1/audio/transcriptions`;
    const response = await fetch(url, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });
});
