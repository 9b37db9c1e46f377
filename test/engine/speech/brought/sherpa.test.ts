import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeAudio } from '../../../../src/engine/speech/decode-audio.ts';
import { addBrought } from '../../../../src/engine/speech/brought/folder.ts';
import { openBrought } from '../../../../src/engine/speech/brought/sherpa.ts';
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
    const recogniser = await openBrought(model);
    const sound = await decodeAudio(await readRecording('speech.opus'), {
      format: 'ogg-opus',
      maxSeconds: 60,
    });
    const { text } = await recogniser.recognise(sound);
    expect(text).toMatch(/Alice Brown/);
    expect(text).toMatch(/savings account/);
  } finally {
    await rm(models, { recursive: true });
    await rm(from, { recursive: true });
  }
});
