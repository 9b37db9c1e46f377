import { createRequire } from 'node:module';
import { join } from 'node:path';
// Its own copy of onnxruntime reads the same variable.
import '../../no-telemetry.ts';
import { SPEECH_RATE } from '../resample.ts';
import { verifyBrought } from './folder.ts';
import { broughtKinds } from './kinds.ts';
import type { BroughtModel } from './types.ts';

/** What sherpa-onnx says of one stretch of sound. */
export interface SherpaResult {
  readonly text: string;
  /** Pieces of words as the model spells them. */
  readonly tokens: readonly string[];
  /** Where each of them begins, seconds from the start of the sound; empty where the kind does not tell. */
  readonly timestamps: readonly number[];
}

interface OfflineStream {
  acceptWaveform(wave: { samples: Float32Array; sampleRate: number }): void;
}

interface OfflineRecognizer {
  createStream(): OfflineStream;
  decodeAsync(stream: OfflineStream): Promise<SherpaResult>;
}

/** The part of the package that is used here; it has no types of its own. */
interface SherpaOnnx {
  readonly OfflineRecognizer: { createAsync(config: object): Promise<OfflineRecognizer> };
}

/** Features of 80 mel bands, which is what all of these models take. */
const featConfig = { sampleRate: SPEECH_RATE, featureDim: 80 };

export interface BroughtRecogniser {
  /** @param sound mono, 16 kHz, -1..1 */
  recognise(sound: Float32Array): Promise<SherpaResult>;
}

/**
 * Loads a model that a deployment brought, on one thread. A file that is not what it should be may end the whole process:
 * that is what worker processes are for.
 * @throws BroughtModelError when its files are not those that were added
 */
export async function openBrought(model: BroughtModel): Promise<BroughtRecogniser> {
  await verifyBrought(model);
  const pathOf = (role: string): string => join(model.folder, model.files[role]?.file ?? '');
  const { OfflineRecognizer } = createRequire(import.meta.url)('sherpa-onnx-node') as SherpaOnnx;
  const recognizer = await OfflineRecognizer.createAsync({
    featConfig,
    modelConfig: {
      ...broughtKinds[model.kind].config(pathOf, model.language),
      tokens: pathOf('tokens'),
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
    },
    decodingMethod: 'greedy_search',
  });
  return {
    async recognise(samples) {
      const stream = recognizer.createStream();
      stream.acceptWaveform({ samples, sampleRate: SPEECH_RATE });
      return await recognizer.decodeAsync(stream);
    },
  };
}

/** Loads each model once; one that could not be loaded is tried again next time. */
export function broughtRecognisers(): (model: BroughtModel) => Promise<BroughtRecogniser> {
  const opened = new Map<string, Promise<BroughtRecogniser>>();
  return (model) => {
    const key = JSON.stringify(model);
    const opening = opened.get(key) ?? openBrought(model);
    opened.set(key, opening);
    opening.catch(() => opened.delete(key));
    return opening;
  };
}
