import { readFile } from 'node:fs/promises';
import { createEars } from '../../../src/engine/speech/ears.ts';
import { createTranscriber } from '../../../src/engine/speech/transcriber.ts';
import { serve } from './serve.ts';

const transcriber = createTranscriber(await createEars());
await serve(async (path) => {
  const { sentences } = await transcriber.transcribe(await readFile(path), {
    format: 'wav',
    maxSeconds: 7200,
  });
  return sentences.map(({ text }) => ({ text }));
});
