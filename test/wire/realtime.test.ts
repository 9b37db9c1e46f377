import { afterAll, beforeAll, expect, test } from 'vitest';
import { CREDENTIALS, startServer, type Running } from './harness.ts';
import { listeningEngine } from './listening-engine.ts';
import { realTimeUrl, SpeechClient, type Message } from './speech-signer.ts';

let running: Running;
beforeAll(async () => {
  running = await startServer({ engine: listeningEngine() });
});
afterAll(() => running[Symbol.asyncDispose]());

const connect = (asked: Record<string, string | number> = {}): SpeechClient =>
  new SpeechClient(realTimeUrl(running.endpoint, CREDENTIALS.main, asked));

const seconds = (count: number): Uint8Array => new Uint8Array(count * 32_000);

const slices = (client: SpeechClient) => client.messages.flatMap(({ result }) => (result ? [result] : []));

async function whole(asked: Record<string, string | number>, sound = seconds(4)): Promise<SpeechClient> {
  const client = connect(asked);
  await client.opened();
  await client.speak(sound);
  client.end();
  await client.closed;
  return client;
}

test('a stream is answered while it is spoken, and ends with final', async () => {
  const client = await whole({});
  const [first] = client.messages;
  expect(first).toEqual({ code: 0, message: 'success', voice_id: 'stream-1' });
  const heard = slices(client);
  expect(heard[0]).toMatchObject({
    slice_type: 0,
    index: 0,
    voice_text_str: 'Well,',
    word_size: 0,
    word_list: [],
  });
  expect(heard[1]).toMatchObject({ slice_type: 1, voice_text_str: 'Well, this' });
  expect(heard.at(-1)).toMatchObject({
    slice_type: 2,
    voice_text_str: 'Well, this is um a damn good sentence.',
    start_time: 0,
    end_time: 4000,
  });
  expect(client.messages.at(-1)).toMatchObject({
    code: 0,
    message: 'success',
    voice_id: 'stream-1',
    final: 1,
  });
  const ids = client.messages.slice(1).map((message) => message.message_id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('the call is recorded and billed by the second when it has ended, without a word of it', async () => {
  const before = running.vault.puts.length;
  await whole({ hotword_list: 'Quillfeather|10' }, seconds(2.5));
  expect(running.vault.puts.length).toBe(before + 1);
  const { requests, usage } = running.vault.last;
  expect(requests.map(({ category }) => category)).toEqual(['asr.monitoring', 'asr.operation-log']);
  const [monitoring, log] = requests;
  expect(monitoring?.record).toMatchObject({ interfaceName: 'RealTimeRecognition', result: 'Success' });
  expect(log?.record).toMatchObject({
    request: { engine_model_type: '16k_en', voice_id: '<text>', voice_format: 1, hotword_list: '<text>' },
    response: { Code: 0, AudioDuration: 2500, Sentences: 1 },
  });
  expect(JSON.stringify(requests)).not.toMatch(/Well|Quillfeather|AKID/);
  expect(usage).toMatchObject([{ item: 'asr.realtime', volume: 2.5 }]);
});

test('words come with their times when they are asked for', async () => {
  const [without, plain, marked] = [
    slices(await whole({})).at(-1),
    slices(await whole({ word_info: 1 })).at(-1),
    slices(await whole({ word_info: 2 })).at(-1),
  ];
  expect(without).toMatchObject({ word_size: 0, word_list: [] });
  expect(plain).toMatchObject({ word_size: 8 });
  expect(plain?.word_list[0]).toEqual({ word: 'Well', start_time: 0, end_time: 400, stable_flag: 1 });
  expect(marked?.word_list[0]).toMatchObject({ word: 'Well,' });
});

test('what was asked to be left out is left out, of what is shown so far, too', async () => {
  const heard = slices(await whole({ filter_dirty: 2, filter_modal: 1, filter_punc: 1 }));
  expect(heard.at(-1)?.voice_text_str).not.toMatch(/um|damn|\.$/);
  for (const { voice_text_str } of heard) expect(voice_text_str).not.toMatch(/\bum\b|damn/);
});

test('a sentence of which nothing is understood yet is told when it is asked for', async () => {
  const [usual, told] = [slices(await whole({})), slices(await whole({ filter_empty_result: 0 }))];
  expect(usual.every(({ voice_text_str }) => voice_text_str !== '')).toBe(true);
  expect(told[0]).toMatchObject({ slice_type: 0, voice_text_str: '' });
  expect(told[1]).toMatchObject({ slice_type: 1, voice_text_str: 'Well,' });
});

test('sound at 8 kHz is heard as long as it is', async () => {
  const before = running.vault.puts.length;
  await whole({ engine_model_type: '8k_en' }, new Uint8Array(2 * 16_000 + 1));
  await whole({ input_sample_rate: 8000 }, new Uint8Array(2 * 16_000));
  const billed = running.vault.puts.slice(before).map(({ usage }) => usage[0]?.volume);
  expect(billed).toEqual([2, 2]);
});

test.each(['asr.cloud.tencent.com', 'with port', 'without port'])(
  'the host may be signed as %s',
  async (form) => {
    const host = form === 'with port' ? running.endpoint : form === 'without port' ? '127.0.0.1' : form;
    const client = new SpeechClient(realTimeUrl(running.endpoint, CREDENTIALS.main, {}, host));
    expect(await client.opened()).toMatchObject({ code: 0 } satisfies Partial<Message>);
    client.end();
    expect(await client.last()).toMatchObject({ code: 0, final: 1 });
  },
);

test('an end without sound is an end', async () => {
  const client = await whole({}, new Uint8Array(0));
  expect(client.messages).toHaveLength(2);
  expect(client.messages[1]).toMatchObject({ code: 0, final: 1 });
  expect(running.vault.last.usage).toMatchObject([{ volume: 0 }]);
});
