import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { moonshineFolder } from '../material/brought-model.ts';
import { runLethe } from '../support/run-lethe.ts';

test('a model is added once it can be loaded, listed, and verified', async () => {
  const from = await moonshineFolder();
  const cwd = await mkdtemp(join(tmpdir(), 'lethe-cli-'));
  const models = join(cwd, 'models');
  const lethe = (...args: string[]) =>
    runLethe(['models', ...args], { cwd, env: { ...process.env, LETHE_MODELS: models } });
  const licence = ['--licence', 'MIT', '--serves', '16k_en_large'];
  try {
    const wrong = lethe(
      'add',
      'wrong',
      from,
      '--kind',
      'sense-voice',
      '--file',
      'model=encoder_model.onnx',
      ...licence,
    );
    expect(wrong).toMatchObject({ code: 1, error: 'model wrong cannot be loaded as sense-voice\n' });
    expect(
      lethe('add', 'own', from, '--kind', 'moonshine', '--serves', 'klingon', '--licence', 'x'),
    ).toMatchObject({
      code: 1,
      error: expect.stringContaining('the API has no engine type klingon') as string,
    });
    const added = lethe('add', 'own', from, '--kind', 'moonshine', ...licence);
    expect(added).toMatchObject({
      code: 0,
      out: 'own is there (60.6 MiB). It serves 16k_en_large after the next start.\n',
    });
    expect(lethe('list').out).toMatch(
      /speech-encoder .*MIT\n[^]*\nown +moonshine +- +16k_en_large +60\.6 MiB +MIT\n$/,
    );
    await appendFile(join(models, 'own', 'tokens.txt'), '\n');
    const verified = lethe('verify');
    expect(verified.code).toBe(1);
    expect(verified.error).toBe('model own: tokens.txt is not the file that was added\n');
  } finally {
    await rm(cwd, { recursive: true });
    await rm(from, { recursive: true });
  }
});
