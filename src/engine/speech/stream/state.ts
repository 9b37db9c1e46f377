import type { ActivityMemory } from '../voice-activity.ts';

/** All that is known of a live stream between two of its steps; for nobody but the listener. */
export interface StreamState {
  readonly memory: ActivityMemory;
  /** Mono, 16 kHz, -1..1: what may still be needed, its first sample at the beginning of a window. */
  readonly sound: Float32Array;
  /** Samples of the stream before that sound. */
  readonly dropped: number;
  /** Probabilities of speech of the whole windows of the sound. */
  readonly probabilities: Float32Array;
  /** Sentences that have ended. */
  readonly ended: number;
}
