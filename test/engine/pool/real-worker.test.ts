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

test('a recording and a live stream are heard in steps', async () => {
  const audio = file('test/material/audio/speech.opus');
  const read = (from: number, length: number) => Promise.resolve(audio.subarray(from, from + length));
  const options = { channels: 'mixed', maxSeconds: 60 } as const;
  const shares: number[] = [];
  const recording = engine.hearRecording({ size: audio.length, read }, options, {
    onProgress: ({ share }) => shares.push(share),
  });
  const decoder = engine.openDecoder('ogg-opus');
  const sounds = [await decoder.push(audio.subarray(0, 9_000)), await decoder.push(audio.subarray(9_000))];
  sounds.push(await decoder.end());
  const { audioSeconds, sentences, steps } = await recording;
  expect(sentences.map(({ text }) => text).join(' ')).toContain('savings account');
  expect(sounds.reduce((sum, sound) => sum + sound.length, 0)).toBe(Math.round(audioSeconds * 16_000));
  expect(shares.at(-1)).toBe(1);
  expect(steps.map(({ name }) => name)).toEqual(['decode', 'voiceActivity', 'encode', 'decodeText']);
  await expect(engine.hearRecording({ size: 100, read: () => read(50, 100) }, options)).rejects.toMatchObject(
    {
      reason: 'unreadable-audio',
    },
  );
});
