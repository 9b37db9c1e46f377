import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scanFolder } from '../../src/records/scan/forensic-scan.ts';
import { readRecording, speechSample, type SpeechSample } from '../material/speech.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';
import { flashRequest, realTimeUrl, SpeechClient, type SpeechCredential } from './speech-signer.ts';

let server: TestServer;
let key: SpeechCredential;
let sample: SpeechSample;
let endpoint: string;
beforeAll(async () => {
  server = await startLethe();
  key = { ...server.target, appId: server.appId };
  endpoint = `127.0.0.1:${server.target.port}`;
  sample = await speechSample();
});
afterAll(() => server[Symbol.asyncDispose]());

const HEADER_BYTES = 44;

const sentencesOf = (client: SpeechClient) =>
  client.messages.flatMap(({ result }) => (result?.slice_type === 2 ? [result] : []));
const textOf = (client: SpeechClient): string =>
  sentencesOf(client)
    .map(({ voice_text_str }) => voice_text_str)
    .join(' ');

const billedOf = async (item: string): Promise<number[]> => {
  const rows = await server.app.vault.usage({
    appId: key.appId,
    fromDay: '2000-01-01',
    toDay: '9999-12-31',
  });
  return rows.filter((row) => row.item === item).map(({ volume }) => volume);
};

test('speech is heard while it is spoken', async () => {
  const client = new SpeechClient(realTimeUrl(endpoint, key, { word_info: 2, vad_silence_time: 500 }));
  await client.opened();
  await client.speak(sample.wav.subarray(HEADER_BYTES), 1280, 2);
  client.end();
  expect(await client.last()).toMatchObject({ code: 0, final: 1 });
  expect(textOf(client)).toMatch(/Alice Brown.*savings account/s);
  expect(client.messages.filter(({ result }) => result && result.slice_type !== 2).length).toBeGreaterThan(0);
  const words = sentencesOf(client).flatMap(({ word_list }) => word_list);
  expect(words.length).toBeGreaterThan(15);
  expect(await billedOf('asr.realtime')).toEqual([expect.closeTo(sample.seconds, 1)]);
});

test.each([
  ['mp3', 8, 'short.mp3'],
  ['ogg-opus', 10, 'short.opus'],
] as const)('live %s is decoded as it comes', async (_, voice_format, name) => {
  const client = new SpeechClient(realTimeUrl(endpoint, key, { voice_format }));
  await client.opened();
  await client.speak(await readRecording(name), 400, 1);
  client.end();
  expect(await client.last()).toMatchObject({ code: 0, final: 1 });
  expect(textOf(client)).toMatch(/close my account today/i);
});

test('live sound that is not what it is said to be answers 4007', async () => {
  const client = new SpeechClient(realTimeUrl(endpoint, key, { voice_format: 12 }));
  await client.opened();
  await client.speak(Buffer.alloc(8000, 'no wave '));
  client.end();
  expect(await client.last()).toMatchObject({ code: 4007 });
});

test('flash and the OpenAI wire hear the same', async () => {
  const { url, authorization } = flashRequest(endpoint, key);
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization },
    body: new Uint8Array(sample.wav),
  });
  const flash = (await response.json()) as { code: number; flash_result: { text: string }[] };
  expect(flash).toMatchObject({ code: 0 });
  expect(flash.flash_result[0]?.text).toMatch(/Alice Brown.*savings account/s);
  const openai = new OpenAI({
    baseURL: `http://${endpoint}/v1`,
    apiKey: `${key.secretId}:${key.secretKey}`,
    maxRetries: 0,
  });
  const file = await toFile(sample.wav, 'speech.wav');
  const heard = await openai.audio.transcriptions.create({
    file,
    model: 'whisper-1',
    response_format: 'verbose_json',
    timestamp_granularities: ['segment', 'word'],
  });
  expect(heard.text).toMatch(/Alice Brown.*savings account/s);
  expect(heard.segments?.length).toBeGreaterThanOrEqual(2);
  expect(heard.words?.length).toBeGreaterThan(20);
});

test('a dropped connection leaves neither sound nor words, in any encoding', async () => {
  const client = new SpeechClient(realTimeUrl(endpoint, key));
  await client.opened();
  await client.speak(sample.wav.subarray(HEADER_BYTES, HEADER_BYTES + 160_000), 3200, 5);
  // A slow machine takes its time, and whoever is silent meanwhile is not heard any more.
  while (!client.messages.some(({ result }) => result)) await client.speak(Buffer.alloc(1280), 1280, 40);
  await client.drop();
  const results = async () =>
    (await server.app.vault.find('asr.monitoring', {})).map(({ record }) => record.result);
  await expect.poll(results).toContain('4009');
  const middle = HEADER_BYTES + 80_000;
  const canaries = {
    sound: sample.wav.subarray(middle, middle + 24),
    'what was said': 'My name is Alice Brown',
    'what was heard': 'Alice Brown',
    SecretKey: key.secretKey,
  };
  expect(await scanFolder(server.folder, canaries)).toEqual([]);
});
