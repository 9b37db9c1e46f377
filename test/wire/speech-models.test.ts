import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addBrought, type NewBrought } from '../../src/engine/speech/brought/folder.ts';
import { moonshineFolder } from '../material/brought-model.ts';
import { readRecording, SHORT_TRANSCRIPT } from '../material/speech.ts';
import { startLethe, type TestServer } from '../support/lethe.ts';

let server: TestServer;
let models: string;

beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'lethe-models-'));
  const from = await moonshineFolder();
  const brought: NewBrought = {
    ...{ name: 'own-model', kind: 'moonshine', language: 'en', serves: ['16k_en_large'] },
    ...{ licence: 'MIT', from, chosen: {} },
  };
  await addBrought(models, brought, () => Promise.resolve());
  await rm(from, { recursive: true });
  server = await startLethe({}, { LETHE_MODELS: models });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await rm(models, { recursive: true });
});

/** As words alone: what a model writes of a sentence may differ in its marks. */
const wordsOf = (text: string): string => text.toLowerCase().replaceAll(/[^a-z ]/g, '');

const sentence = async (EngSerViceType: string) => {
  const audio = await readRecording('short.mp3');
  return server.clients.asr.SentenceRecognition({
    ...{ EngSerViceType, SourceType: 1, VoiceFormat: 'mp3' },
    ...{ Data: audio.toString('base64'), DataLen: audio.length, WordInfo: 1 },
  });
};

test('an engine type that a model was brought for is heard by it; its words have no times', async () => {
  const { Result, WordList } = await sentence('16k_en_large');
  expect(wordsOf(Result ?? '')).toBe(wordsOf(SHORT_TRANSCRIPT));
  expect(WordList).toEqual([]);
});

test('one that no model hears answers the documented code, and says what to add', async () => {
  await expect(sentence('16k_zh')).rejects.toMatchObject({
    code: 'InvalidParameterValue.ErrorInvalidEngservice',
    message: expect.stringContaining('no model hears 16k_zh; `lethe models add` adds one') as string,
  });
});

test('clients of the OpenAI wire find it by name', async () => {
  const { port, secretId, secretKey } = server.target;
  const openai = new OpenAI({ apiKey: `${secretId}:${secretKey}`, baseURL: `http://127.0.0.1:${port}/v1` });
  const { data } = await openai.models.list();
  expect(data.map(({ id }) => id)).toEqual(['lethe-english', 'whisper-1', 'own-model']);
  const file = await toFile(await readRecording('short.flac'), 'short.flac');
  const asked = { file, model: 'own-model', response_format: 'verbose_json' } as const;
  const { text, language } = await openai.audio.transcriptions.create(asked);
  expect(wordsOf(text)).toBe(wordsOf(SHORT_TRANSCRIPT));
  expect(language).toBe('en');
  await expect(openai.audio.transcriptions.create({ ...asked, model: 'nobody' })).rejects.toMatchObject({
    status: 404,
    code: 'model_not_found',
  });
});
