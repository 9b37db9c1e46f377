import { SPEECH_RATE } from './resample.ts';
import { WINDOW } from './voice-activity.ts';

/** A stretch of sound to transcribe at once; samples from the start of the audio. It begins with a window. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** Seconds of windows that are speech almost surely. */
  readonly sureSeconds: number;
}

/** In windows of 512 samples; the end is exclusive. */
export interface Region {
  readonly start: number;
  readonly end: number;
}

export const SPEECH = 0.5;
/** Speech goes on until the probability falls below this, so that weak consonants do not cut words. */
export const SILENCE = 0.35;
export const SURE = 0.8;

export const WINDOW_SECONDS = WINDOW / SPEECH_RATE;
const inWindows = (seconds: number): number => Math.round(seconds / WINDOW_SECONDS);

/** The recogniser loses first and last words with less around them, and all of them with seconds of silence. */
export const PAD = inWindows(0.5);
export const MIN_SILENCE = inWindows(0.3);
export const MIN_SPEECH = inWindows(0.1);
/** Longer pauses end a chunk: the recogniser may lose its place in them, and need not be paid for them. */
export const LONGEST_PAUSE = inWindows(2);
/** The recogniser was trained on short stretches and begins to repeat itself in longer ones. */
export const LONGEST_CHUNK = inWindows(28) - 2 * PAD;

/**
 * Decides which stretches of the sound hold speech.
 * @param probabilities of speech, one a window
 * @param samples length of the sound
 * @returns stretches of at most 28 s with up to 0.5 s around the speech, in order, not overlapping; none for silence
 */
export function segment(probabilities: Float32Array, samples: number): Chunk[] {
  const packed = pack(speechRegions(probabilities).flatMap((region) => split(region, probabilities)));
  return packed.map(({ start, end }, i) => {
    const before = i === 0 ? 0 : midpoint(packed[i - 1]!.end, start);
    const after = i === packed.length - 1 ? samples : midpoint(end, packed[i + 1]!.start) * WINDOW;
    let sure = 0;
    for (let window = start; window < end; window++) if (probabilities[window]! >= SURE) sure++;
    return {
      start: Math.max(before, start - PAD) * WINDOW,
      end: Math.min(after, (end + PAD) * WINDOW, samples),
      sureSeconds: sure * WINDOW_SECONDS,
    };
  });
}

const midpoint = (end: number, start: number): number => Math.round((end + start) / 2);

function speechRegions(probabilities: Float32Array): Region[] {
  const regions: Region[] = [];
  let start = -1;
  let silentSince = -1;
  const close = (end: number) => {
    if (end - start >= MIN_SPEECH) regions.push({ start, end });
    start = silentSince = -1;
  };
  for (let window = 0; window < probabilities.length; window++) {
    const probability = probabilities[window]!;
    if (start < 0) {
      if (probability >= SPEECH) start = window;
    } else if (probability >= SILENCE) silentSince = -1;
    else {
      if (silentSince < 0) silentSince = window;
      if (window - silentSince + 1 >= MIN_SILENCE) close(silentSince);
    }
  }
  if (start >= 0) close(silentSince < 0 ? probabilities.length : silentSince);
  return regions;
}

/** Cuts speech without pauses where it is least sure, in the second half of what fits. */
function split(region: Region, probabilities: Float32Array): Region[] {
  const parts: Region[] = [];
  let { start } = region;
  while (region.end - start > LONGEST_CHUNK) {
    let cut = start + Math.floor(LONGEST_CHUNK / 2);
    for (let window = cut; window < start + LONGEST_CHUNK; window++)
      if (probabilities[window]! < probabilities[cut]!) cut = window;
    parts.push({ start, end: cut });
    start = cut;
  }
  parts.push({ start, end: region.end });
  return parts;
}

/** Joins neighbours while they fit into one chunk: the recogniser does better with more context. */
function pack(regions: readonly Region[]): Region[] {
  const packed: Region[] = [];
  for (const region of regions) {
    const last = packed.at(-1);
    if (last && region.start - last.end <= LONGEST_PAUSE && region.end - last.start <= LONGEST_CHUNK)
      packed[packed.length - 1] = { start: last.start, end: region.end };
    else packed.push(region);
  }
  return packed;
}
