import { WINDOW } from '../voice-activity.ts';

const FULL_SCALE = 32_767;

/** 16 bits a sample carry all that a recogniser hears, in half of the space. */
export function toPcm(sound: Float32Array): Int16Array {
  const pcm = new Int16Array(sound.length);
  for (let i = 0; i < pcm.length; i++) pcm[i] = Math.round(Math.max(-1, Math.min(1, sound[i]!)) * FULL_SCALE);
  return pcm;
}

/** A plain loop: all that is still open goes through it at every look, and `from` takes fifty times as long. */
export function fromPcm(pcm: Int16Array): Float32Array {
  const sound = new Float32Array(pcm.length);
  for (let i = 0; i < sound.length; i++) sound[i] = pcm[i]! / FULL_SCALE;
  return sound;
}

/** Sound and its voice activity, by the windows of the stream from `first` on. */
export interface SoundWindow {
  readonly first: number;
  readonly pcm: Int16Array;
  readonly probabilities: Float32Array;
}

/** Whole windows of it, and what follows the last one. */
export const dropBefore = ({ first, pcm, probabilities }: SoundWindow, window: number): SoundWindow => ({
  first: window,
  pcm: pcm.slice((window - first) * WINDOW),
  probabilities: probabilities.slice(window - first),
});

/** Windows `from` to `to`, the end exclusive. */
export const stretchOf = ({ first, pcm, probabilities }: SoundWindow, from: number, to: number) => ({
  sound: fromPcm(pcm.subarray((from - first) * WINDOW, (to - first) * WINDOW)),
  probabilities: probabilities.subarray(from - first, to - first),
});

export function joinPcm(before: Int16Array, after: Int16Array): Int16Array {
  const joined = new Int16Array(before.length + after.length);
  joined.set(before);
  joined.set(after, before.length);
  return joined;
}
