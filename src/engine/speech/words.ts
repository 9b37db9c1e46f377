import { FRAME, HEADS, type Attention } from './moonshine.ts';
import { SPEECH_RATE } from './resample.ts';
import { SILENCE } from './segment.ts';
import type { TokenRun } from './tokenizer.ts';
import { WINDOW } from './voice-activity.ts';

/** Half width in frames of the median filter that quiets single frames. */
const MEDIAN_REACH = 3;
const WINDOW_MS = (WINDOW / SPEECH_RATE) * 1000;

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Times the words of a hypothesis by where the decoder looked: its cross-attention is normalised, averaged over the
 * heads, smoothed, and a monotonic path through it is found by dynamic time warping, as Whisper's word timestamps do.
 * Approximate: the decoder was never taught to look at the right place.
 * @param samples length of the stretch of sound
 * @param probabilities of speech, of the windows of the stretch
 * @returns milliseconds from the start of the stretch, for each of the words
 */
export function timeWords(
  words: readonly TokenRun[],
  attention: Attention,
  samples: number,
  probabilities: Float32Array,
): Span[] {
  const { rows, frames } = attention;
  const starts = alignRows(smooth(averageHeads(attention), rows, frames), rows, frames);
  const wholeMs = toMs(samples);
  const msOf = (row: number): number =>
    Math.min(wholeMs, toMs((starts[Math.min(row, rows - 1)] ?? 0) * FRAME));
  return words.map(({ from, to }) =>
    withoutSilence(msOf(from), to < rows ? msOf(to) : wholeMs, probabilities),
  );
}

/** The path gives the pauses to the words around them; the voice activity takes them back. */
function withoutSilence(startMs: number, endMs: number, probabilities: Float32Array): Span {
  let first = Math.floor(startMs / WINDOW_MS);
  let last = Math.min(probabilities.length, Math.ceil(endMs / WINDOW_MS)) - 1;
  while (first < last && probabilities[first]! < SILENCE) first++;
  while (last > first && probabilities[last]! < SILENCE) last--;
  if ((probabilities[first] ?? 0) < SILENCE) return { startMs, endMs };
  return { startMs: Math.max(startMs, first * WINDOW_MS), endMs: Math.min(endMs, (last + 1) * WINDOW_MS) };
}

const toMs = (samples: number): number => Math.round((samples / SPEECH_RATE) * 1000);

/**
 * Mean over all heads of attention, each standardised per frame over the tokens: what matters is which token looks at
 * a frame more than the others do. @returns [rows x frames]
 */
function averageHeads({ rows, frames, layers }: Attention): Float32Array {
  const mean = new Float32Array(rows * frames);
  for (const layer of layers) {
    for (let head = 0; head < HEADS; head++) {
      const first = head * rows * frames;
      for (let frame = 0; frame < frames; frame++) {
        let sum = 0;
        let squares = 0;
        for (let row = 0; row < rows; row++) {
          const value = layer[first + row * frames + frame]!;
          sum += value;
          squares += value * value;
        }
        const centre = sum / rows;
        const deviation = Math.sqrt(Math.max(0, squares / rows - centre * centre)) + 1e-9;
        for (let row = 0; row < rows; row++)
          mean[row * frames + frame]! += (layer[first + row * frames + frame]! - centre) / deviation;
      }
    }
  }
  return mean;
}

/** Running median of each row; the ends repeat. */
function smooth(matrix: Float32Array, rows: number, frames: number): Float32Array {
  const smoothed = new Float32Array(matrix.length);
  const around = new Float32Array(2 * MEDIAN_REACH + 1);
  for (let row = 0; row < rows; row++) {
    for (let frame = 0; frame < frames; frame++) {
      for (let k = -MEDIAN_REACH; k <= MEDIAN_REACH; k++)
        around[k + MEDIAN_REACH] = matrix[row * frames + Math.min(frames - 1, Math.max(0, frame + k))]!;
      smoothed[row * frames + frame] = around.sort()[MEDIAN_REACH]!;
    }
  }
  return smoothed;
}

const DIAGONAL = 0;
const NEXT_ROW = 1;
const NEXT_FRAME = 2;

/** Dynamic time warping that maximises the attention along the path. @returns the first frame of each row */
function alignRows(matrix: Float32Array, rows: number, frames: number): Int32Array {
  const moves = new Uint8Array(rows * frames);
  let above = new Float64Array(frames + 1).fill(-Infinity);
  above[0] = 0;
  for (let row = 0; row < rows; row++) {
    const current = new Float64Array(frames + 1).fill(-Infinity);
    for (let frame = 0; frame < frames; frame++) {
      const scores = [above[frame]!, above[frame + 1]!, current[frame]!];
      let move = DIAGONAL;
      // Every token lasts a frame at least, unless there are more tokens than frames.
      if (rows > frames && scores[NEXT_ROW]! > scores[move]!) move = NEXT_ROW;
      if (scores[NEXT_FRAME]! > scores[move]!) move = NEXT_FRAME;
      moves[row * frames + frame] = move;
      current[frame + 1] = scores[move]! + matrix[row * frames + frame]!;
    }
    above = current;
  }
  const starts = new Int32Array(rows);
  for (let row = rows - 1, frame = frames - 1; row >= 0 && frame >= 0;) {
    starts[row] = frame;
    const move = moves[row * frames + frame];
    if (move !== NEXT_FRAME) row--;
    if (move !== NEXT_ROW) frame--;
  }
  return starts;
}
