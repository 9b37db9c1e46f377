import { createSession, Tensor, type InferenceSession } from '../onnx.ts';
import { readModel } from '../models.ts';

/** Samples a window, at 16 kHz: 32 ms. */
export const WINDOW = 512;
/** The model also sees the end of the window before. */
const CONTEXT = 64;

/** Silero voice activity detection, version 5. */
export interface VoiceActivity {
  /**
   * @param sound mono, 16 kHz, -1..1
   * @returns for each window of 512 samples, the last one padded with silence, the probability of speech
   */
  probabilities(sound: Float32Array): Promise<Float32Array>;
}

export async function createVoiceActivity(): Promise<VoiceActivity> {
  const session = await createSession(await readModel('voice-activity'));
  return { probabilities: (sound) => run(session, sound) };
}

async function run(session: InferenceSession, sound: Float32Array): Promise<Float32Array> {
  const probabilities = new Float32Array(Math.ceil(sound.length / WINDOW));
  const sr = new Tensor('int64', BigInt64Array.of(16_000n), []);
  let state = new Tensor('float32', new Float32Array(2 * 128), [2, 1, 128]);
  const input = new Float32Array(CONTEXT + WINDOW);
  for (let window = 0; window < probabilities.length; window++) {
    input.copyWithin(0, WINDOW);
    const samples = sound.subarray(window * WINDOW, (window + 1) * WINDOW);
    input.fill(0, CONTEXT + samples.length);
    input.set(samples, CONTEXT);
    const result = await session.run({ input: new Tensor('float32', input, [1, input.length]), state, sr });
    state = result['stateN'] as typeof state;
    probabilities[window] = (result['output']!.data as Float32Array)[0]!;
  }
  return probabilities;
}
