import { createSession, Tensor, type InferenceSession } from '../onnx.ts';
import { readModel } from '../models.ts';

/** Samples a window, at 16 kHz: 32 ms. */
export const WINDOW = 512;
/** The model also sees the end of the window before. */
const CONTEXT = 64;
const HIDDEN = 2 * 128;

/** What the network remembers between two stretches of one sound. */
export interface ActivityMemory {
  /** f32 [2, 1, 128] */
  readonly hidden: Float32Array;
  /** The last 64 samples. */
  readonly tail: Float32Array;
}

export const noMemory = (): ActivityMemory => ({
  hidden: new Float32Array(HIDDEN),
  tail: new Float32Array(CONTEXT),
});

/** Silero voice activity detection, version 5. */
export interface VoiceActivity {
  /**
   * @param sound mono, 16 kHz, -1..1
   * @returns for each window of 512 samples, the last one padded with silence, the probability of speech
   */
  probabilities(sound: Float32Array): Promise<Float32Array>;
  /**
   * The same for a sound that comes in pieces: whole windows each, only the last piece may end with part of one.
   * @returns also the memory to go on with; the one given stays as it is
   */
  goOn(
    sound: Float32Array,
    memory: ActivityMemory,
  ): Promise<{ probabilities: Float32Array; memory: ActivityMemory }>;
}

export async function createVoiceActivity(): Promise<VoiceActivity> {
  const session = await createSession(await readModel('voice-activity'));
  return {
    goOn: (sound, memory) => run(session, sound, memory),
    probabilities: async (sound) => (await run(session, sound, noMemory())).probabilities,
  };
}

async function run(
  session: InferenceSession,
  sound: Float32Array,
  memory: ActivityMemory,
): Promise<{ probabilities: Float32Array; memory: ActivityMemory }> {
  const probabilities = new Float32Array(Math.ceil(sound.length / WINDOW));
  const sr = new Tensor('int64', BigInt64Array.of(16_000n), []);
  let state = new Tensor('float32', memory.hidden, [2, 1, HIDDEN / 2]);
  const input = new Float32Array(CONTEXT + WINDOW);
  input.set(memory.tail, WINDOW);
  for (let window = 0; window < probabilities.length; window++) {
    input.copyWithin(0, WINDOW);
    const samples = sound.subarray(window * WINDOW, (window + 1) * WINDOW);
    input.fill(0, CONTEXT + samples.length);
    input.set(samples, CONTEXT);
    const result = await session.run({ input: new Tensor('float32', input, [1, input.length]), state, sr });
    state = result['stateN'] as typeof state;
    probabilities[window] = (result['output']!.data as Float32Array)[0]!;
  }
  return {
    probabilities,
    memory: { hidden: state.data.slice(), tail: input.slice(WINDOW) },
  };
}
