import OpenAI, { toFile } from 'openai';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SpokenSentence } from '../../src/engine/speech/types.ts';
import { EngineError } from '../../src/engine/types.ts';
import { fakeEngine } from '../support/fake-engine.ts';
import { CREDENTIALS, startServer, type Running } from './harness.ts';
import { hearEverySecond } from './listening-engine.ts';
import { realTimeUrl, SpeechClient } from './speech-signer.ts';

const sentence: SpokenSentence = {
  ...{ text: 'Told already.', startMs: 0, endMs: 900, channel: 0 },
  meanLogProbability: null,
};

/** Tells a sentence, then ends as the file says; sound of a stream unpacks to minutes where it is not silence. */
const engine = fakeEngine({
  hearRecording: async (source, _options, watch) => {
    const how = Buffer.from(await source.read(0, 20)).toString();
    if (!how.startsWith('mute'))
      watch?.onProgress?.({ heardSeconds: 12.5, share: 0.9, sentences: [sentence] });
    if (how.endsWith('broken')) throw new EngineError('unreadable-audio', 'broken');
    if (how.endsWith('died')) throw new EngineError('worker-died', 'died');
    await new Promise((resolve) => watch?.signal?.addEventListener('abort', resolve));
    throw new Error('aborted');
  },
  listenOn: hearEverySecond,
  openDecoder: () => ({
    push: (bytes) =>
      bytes[0] === 0
        ? Promise.resolve(new Float32Array(16_000))
        : Promise.reject(new EngineError('too-long', 'minutes')),
    end: () => Promise.resolve(new Float32Array(0)),
    close: () => {},
  }),
});

async function streamed({ url }: Running, how: string, hangUp = false): Promise<string[]> {
  const { secretId, secretKey } = CREDENTIALS.main;
  const openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: `${secretId}:${secretKey}`, maxRetries: 0 });
  const told: string[] = [];
  try {
    const file = await toFile(Buffer.from(how), 'x.wav');
    const stream = await openai.audio.transcriptions.create({ file, model: 'whisper-1', stream: true });
    for await (const event of stream) {
      told.push(event.type);
      if (hangUp) stream.controller.abort();
    }
  } catch (error) {
    told.push((error as { code?: string }).code ?? 'error');
  }
  return told;
}

const billedIn = async ({ vault }: Running, puts: number) => {
  while (vault.puts.length < puts) await delay(5);
  const [monitoring] = vault.last.requests;
  const { result } = monitoring?.record as { result?: unknown };
  return { result, usage: vault.last.usage?.map(({ item, volume }) => [item, volume]) };
};

test('a stream of sentences that breaks off by the caller’s doing is billed as far as it was told', async () => {
  await using running = await startServer({ engine });
  const told = [['asr.recording', 12.5]];
  expect(await streamed(running, 'broken')).toEqual(['transcript.text.delta', 'invalid_value']);
  expect(await billedIn(running, 1)).toEqual({
    result: 'InvalidParameterValue.ErrorInvalidVoicedata',
    usage: told,
  });
  await streamed(running, 'waits', true);
  expect(await billedIn(running, 2)).toEqual({ result: 'FailedOperation.CallerGone', usage: told });
});

test('nothing is billed where nothing was told, or where it is not the caller’s doing', async () => {
  await using running = await startServer({ engine });
  await streamed(running, 'mute, broken');
  expect((await billedIn(running, 1)).usage).toEqual([]);
  await streamed(running, 'died');
  expect((await billedIn(running, 2)).usage).toEqual([]);
});

test('a live stream that ends in a few bytes of minutes is billed for what was heard before', async () => {
  await using running = await startServer({ engine });
  const url = realTimeUrl(running.endpoint, CREDENTIALS.main, { voice_format: 8 });
  const client = new SpeechClient(url);
  await client.opened();
  client.socket.send(Buffer.alloc(100));
  await client.until((messages) => messages.find(({ result }) => result?.voice_text_str === 'Well, this'));
  client.socket.send(Buffer.alloc(100, 1));
  expect(await client.last()).toMatchObject({ code: 4007 });
  expect(await billedIn(running, 1)).toEqual({ result: '4007', usage: [['asr.realtime', 1]] });
});
