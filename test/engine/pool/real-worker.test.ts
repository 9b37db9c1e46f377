import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';

const engine = createEngine({ workers: 1 });
afterAll(() => engine.close());

const file = (path: string): Uint8Array => readFileSync(new URL(`../../../${path}`, import.meta.url));
const document = file('docs/sample-document.png');

test('text, speech and faces are recognised in a worker process', async () => {
  const text = await engine.readText({ image: document, options: { mode: 'basic' } });
  expect(text.lines.map((line) => line.text)).toContain('IDENTITY CARD');
  const audio = file('test/material/audio/speech.opus');
  const speech = await engine.transcribe({ audio, options: { format: 'ogg-opus', maxSeconds: 60 } });
  expect(speech.text).toContain('savings account');
  const faces = await engine.findFaces({ image: document, options: { maxFaces: 1, minFaceSize: 34 } });
  expect(faces).toMatchObject({ width: text.width, height: text.height });
});

test('a broken input is refused across the process boundary with its reason', async () => {
  const image = document.subarray(0, 100);
  await expect(engine.readText({ image, options: { mode: 'basic' } })).rejects.toMatchObject({
    name: 'EngineError',
    reason: 'unreadable-image',
  });
  const options = { format: 'wav', maxSeconds: 60 } as const;
  await expect(engine.transcribe({ audio: image, options })).rejects.toMatchObject({
    reason: 'unreadable-audio',
  });
});
