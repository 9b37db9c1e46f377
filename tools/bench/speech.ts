import { createEars } from '../../src/engine/speech/ears.ts';
import { createTranscriber } from '../../src/engine/speech/transcriber.ts';
import { speechSample } from '../../test/material/speech.ts';
import { medianMs } from './median.ts';

const RUNS = 5;

export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Loading and transcribing, one thread; the median of five runs over ten seconds of speech. */
export async function benchSpeech(): Promise<Measure[]> {
  const { wav, seconds } = await speechSample();
  const loadStart = performance.now();
  const transcriber = createTranscriber(await createEars());
  const loadMs = performance.now() - loadStart;
  const options = { format: 'wav', maxSeconds: 60 } as const;
  await transcriber.transcribe(wav, options);
  const plain = await medianMs(RUNS, () => transcriber.transcribe(wav, options));
  const timed = await medianMs(RUNS, () => transcriber.transcribe(wav, { ...options, words: true }));
  return [
    { name: 'speech: load models', value: Math.round(loadMs), unit: 'ms' },
    { name: 'speech: real-time factor', value: rounded(plain / 1000 / seconds), unit: 's/s' },
    { name: 'speech: real-time factor with word times', value: rounded(timed / 1000 / seconds), unit: 's/s' },
  ];
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
