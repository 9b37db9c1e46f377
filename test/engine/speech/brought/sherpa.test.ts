import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Ears } from '../../../../src/engine/speech/ears.ts';
import { addBrought } from '../../../../src/engine/speech/brought/folder.ts';
import { broughtRecognisers, openBrought } from '../../../../src/engine/speech/brought/sherpa.ts';
import { createTranscriber } from '../../../../src/engine/speech/transcriber.ts';
import { createVoiceActivity } from '../../../../src/engine/speech/voice-activity.ts';
import { moonshineFolder } from '../../../material/brought-model.ts';
import { readRecording } from '../../../material/speech.ts';

test('a model that was brought hears what was said', async () => {
  const from = await moonshineFolder();
  const models = await mkdtemp(join(tmpdir(), 'lethe-models-'));
  try {
    const model = await addBrought(
      models,
      {
        ...{ name: 'moonshine', kind: 'moonshine', language: 'en', serves: ['16k_en_large'] },
        ...{ licence: 'MIT', from, chosen: {} },
      },
      async (each) => void (await openBrought(each)),
    );
    // The packaged recogniser is not loaded: nothing but the model that was brought can have heard it.
    const ears = { voiceActivity: await createVoiceActivity(), brought: broughtRecognisers() };
    const transcriber = createTranscriber(ears as Ears);
    const audio = await readRecording('speech.opus');
    const options = { format: 'ogg-opus', maxSeconds: 60, words: true, model } as const;
    const { text, sentences } = await transcriber.transcribe(audio, options);
    expect(text).toMatch(/Alice Brown/);
    expect(text).toMatch(/savings account/);
    // This kind does not tell when its words were said.
    expect(sentences.map(({ words }) => words)).toEqual([undefined]);
  } finally {
    await rm(models, { recursive: true });
    await rm(from, { recursive: true });
  }
});
