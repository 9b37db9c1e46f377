import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  addBrought,
  readBrought,
  verifyBrought,
  type NewBrought,
} from '../../../../src/engine/speech/brought/folder.ts';

let models: string;
let from: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-models-'));
  [models, from] = [join(folder, 'models'), folder];
  await writeFile(join(from, 'model.onnx'), 'weights');
  await writeFile(join(from, 'model.int8.onnx'), 'small weights');
  await writeFile(join(from, 'tokens.txt'), 'a 0\n');
});

afterEach(() => rm(from, { recursive: true }));

const mandarin = (more: Partial<NewBrought> = {}): NewBrought => ({
  ...{ name: 'mandarin', kind: 'sense-voice', language: 'zh', serves: ['16k_zh'], licence: 'Apache-2.0' },
  ...{ from, chosen: {}, ...more },
});

const loads = (): Promise<void> => Promise.resolve();

test('a model is copied with its hashes, found again by name, and verified', async () => {
  const added = await addBrought(models, mandarin(), loads);
  expect(added.files['model']).toMatchObject({ file: 'model.int8.onnx', sizeBytes: 13 });
  const found = readBrought(models);
  expect(found).toEqual([added]);
  await verifyBrought(found[0]!);
});

test('a file may be chosen where two fit', async () => {
  const added = await addBrought(models, mandarin({ chosen: { model: 'model.onnx' } }), loads);
  expect(added.files['model']?.sizeBytes).toBe(7);
});

test.each<[string, Partial<NewBrought>, RegExp]>([
  ['a kind whose files are not there', { kind: 'zipformer' }, /no file for encoder/],
  ['a name that is none', { name: '../up' }, /a name is/],
  ['a file of another folder', { chosen: { model: '../model.onnx' } }, /is named by/],
  ['a file that is not there', { chosen: { model: 'none.onnx' } }, /cannot be copied/],
  ['a folder that is not there', { from: '/nowhere-at-all' }, /cannot be read/],
])('%s is refused, and nothing is left', async (_, more, message) => {
  await expect(addBrought(models, mandarin(more), loads)).rejects.toThrow(message);
  expect(existsSync(models) ? await readdir(models) : []).toEqual([]);
});

test('a model that cannot be loaded is not added', async () => {
  await expect(addBrought(models, mandarin(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await readdir(models)).toEqual([]);
  expect(readBrought(models)).toEqual([]);
});

test('one of the same name is refused', async () => {
  await addBrought(models, mandarin(), loads);
  await expect(addBrought(models, mandarin(), loads)).rejects.toThrow(/there is a model/);
});

test('a file that changed is noticed: by its size at once, by its content when it is verified', async () => {
  const { folder } = await addBrought(models, mandarin(), loads);
  const file = join(folder, 'model.int8.onnx');
  await writeFile(file, 'SMALL WEIGHTS');
  const [model] = readBrought(models);
  await expect(verifyBrought(model!)).rejects.toThrow(/model mandarin: model.int8.onnx is/);
  await appendFile(file, '!');
  expect(() => readBrought(models)).toThrow(/not the file that was added/);
  await truncate(join(folder, 'model.yaml'), 10);
  expect(() => readBrought(models)).toThrow(/model.yaml is missing or not/);
});

test('no folder is no models', () => {
  expect(readBrought(join(from, 'none'))).toEqual([]);
});
