import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { decodeAudio } from '../../../src/engine/speech/decode-audio.ts';
import { modelPath } from '../../../src/engine/models.ts';
import { SPEECH_RATE } from '../../../src/engine/speech/resample.ts';
import { serve } from './serve.ts';

/** What is used of `sherpa-onnx-node`, which has no types of its own. */
interface Sherpa {
  readonly OfflineRecognizer: { createAsync(config: object): Promise<Recognizer> };
  readonly Vad: new (config: object, bufferSeconds: number) => Vad;
}
interface Stream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}
interface Recognizer {
  createStream(): Stream;
  decodeAsync(stream: Stream): Promise<{ readonly text: string }>;
}
interface Vad {
  acceptWaveform(samples: Float32Array): void;
  isEmpty(): boolean;
  front(isExternal: boolean): { readonly samples: Float32Array };
  pop(): void;
  flush(): void;
}

/** What the recogniser takes at once. */
const LONGEST_SECONDS = 28;
const WINDOW = 512;
const [folder = '', size = 'base', pieces = 'whole', threads = '1'] = process.argv.slice(2);

const sherpa = createRequire(import.meta.url)('sherpa-onnx-node') as Sherpa;
const networkOf = (path: string): string => path.replace('/base/', `/${size}/`);
const recognizer = await sherpa.OfflineRecognizer.createAsync({
  featConfig: { sampleRate: SPEECH_RATE, featureDim: 80 },
  modelConfig: {
    moonshine: {
      encoder: networkOf(modelPath('speech-encoder')),
      mergedDecoder: networkOf(modelPath('speech-decoder')),
    },
    tokens: join(folder, 'tokens.txt'),
    numThreads: Number(threads),
    provider: 'cpu',
    debug: 0,
  },
});

/** Equal lengths from the start, wherever they cut. */
function* whole(sound: Float32Array): Generator<Float32Array> {
  const length = LONGEST_SECONDS * SPEECH_RATE;
  for (let at = 0; at < sound.length; at += length) yield sound.slice(at, at + length);
}

/** Speech as the package's own voice activity detector cuts it, with its default settings but for the longest. */
function* spoken(sound: Float32Array): Generator<Float32Array> {
  const sileroVad = {
    model: modelPath('voice-activity'),
    threshold: 0.5,
    minSpeechDuration: 0.25,
    minSilenceDuration: 0.5,
    maxSpeechDuration: LONGEST_SECONDS,
    windowSize: WINDOW,
  };
  const vad = new sherpa.Vad(
    { sileroVad, sampleRate: SPEECH_RATE, numThreads: Number(threads), debug: 0 },
    60,
  );
  for (let at = 0; at < sound.length; at += WINDOW) {
    if (at + WINDOW <= sound.length) vad.acceptWaveform(sound.slice(at, at + WINDOW));
    else vad.flush();
    while (!vad.isEmpty()) {
      yield vad.front(false).samples;
      vad.pop();
    }
  }
  vad.flush();
  for (; !vad.isEmpty(); vad.pop()) yield vad.front(false).samples;
}

const cut = pieces === 'spoken' ? spoken : whole;
await serve(async (path) => {
  const sound = await decodeAudio(await readFile(path), { format: 'wav', maxSeconds: 7200 });
  const found: { text: string }[] = [];
  for (const samples of cut(sound)) {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples, sampleRate: SPEECH_RATE });
    const { text } = await recognizer.decodeAsync(stream);
    found.push({ text: text.trim() });
  }
  return found;
});
