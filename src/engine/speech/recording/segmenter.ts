import {
  LONGEST_CHUNK,
  LONGEST_PAUSE,
  MIN_SILENCE,
  MIN_SPEECH,
  PAD,
  SILENCE,
  SPEECH,
  SURE,
  WINDOW_SECONDS,
  type Chunk,
  type Region,
} from '../segment.ts';
import { WINDOW } from '../voice-activity.ts';
import { Sliding } from './sliding.ts';

/**
 * Does what `segment` does while the sound comes: the same stretches, each as soon as nothing that follows can change it.
 * It remembers about a minute at most.
 */
export class Segmenter {
  readonly #probabilities = new Sliding();
  /** The speech that goes on, and since when it may be over; -1: none. */
  #start = -1;
  #silentSince = -1;
  /** Part of it has been cut off already. */
  #isLong = false;
  /** Speech that is over and may yet be joined by what follows. */
  #last: Region | undefined;
  /** End of the speech of the stretch before. */
  #lastEnd: number | undefined;

  /** The first window that may be part of a stretch yet to come. */
  get keepFrom(): number {
    const open = this.#start < 0 ? this.#probabilities.end : this.#start;
    return Math.max(0, Math.min(open, this.#last?.start ?? open) - PAD);
  }

  /**
   * @param probabilities of speech, of the windows that came
   * @returns the stretches that are complete with them
   */
  push(probabilities: Float32Array): Chunk[] {
    const chunks: Chunk[] = [];
    this.#probabilities.forgetBefore(this.keepFrom);
    const from = this.#probabilities.end;
    this.#probabilities.add(probabilities);
    for (let window = from; window < this.#probabilities.end; window++) this.#hear(window, chunks);
    return chunks;
  }

  /**
   * @param samples length of the whole sound
   * @returns the last stretches
   */
  finish(samples: number): Chunk[] {
    const chunks: Chunk[] = [];
    if (this.#start >= 0)
      this.#close(this.#silentSince < 0 ? this.#probabilities.end : this.#silentSince, chunks);
    this.#emit(Infinity, chunks);
    return chunks.map((chunk) => ({ ...chunk, end: Math.min(chunk.end, samples) }));
  }

  #hear(window: number, chunks: Chunk[]): void {
    const probability = this.#probabilities.at(window);
    if (this.#start < 0) {
      if (probability >= SPEECH) this.#start = window;
    } else if (probability >= SILENCE) {
      this.#silentSince = -1;
      this.#cutWhatIsTooLong(window + 1, chunks);
    } else {
      if (this.#silentSince < 0) this.#silentSince = window;
      if (window - this.#silentSince + 1 >= MIN_SILENCE) this.#close(this.#silentSince, chunks);
    }
    const next = this.#start < 0 ? window + 1 : this.#start;
    if (this.#last && next - this.#last.end > LONGEST_PAUSE) this.#emit(Infinity, chunks);
  }

  #close(end: number, chunks: Chunk[]): void {
    if (this.#isLong || end - this.#start >= MIN_SPEECH) this.#pack({ start: this.#start, end }, chunks);
    this.#start = this.#silentSince = -1;
    this.#isLong = false;
  }

  /** Cuts speech without pauses where it is least sure, in the second half of what fits. */
  #cutWhatIsTooLong(end: number, chunks: Chunk[]): void {
    if (end - this.#start <= LONGEST_CHUNK) return;
    let cut = this.#start + Math.floor(LONGEST_CHUNK / 2);
    for (let window = cut; window < this.#start + LONGEST_CHUNK; window++)
      if (this.#probabilities.at(window) < this.#probabilities.at(cut)) cut = window;
    this.#pack({ start: this.#start, end: cut }, chunks);
    this.#start = cut;
    this.#isLong = true;
  }

  /** Joins neighbours while they fit into one stretch. */
  #pack(region: Region, chunks: Chunk[]): void {
    const last = this.#last;
    const fits = last && region.start - last.end <= LONGEST_PAUSE && region.end - last.start <= LONGEST_CHUNK;
    if (last && !fits) this.#emit(midpoint(last.end, region.start), chunks);
    this.#last = fits ? { start: last.start, end: region.end } : region;
  }

  /** @param after the window where the next stretch may begin */
  #emit(after: number, chunks: Chunk[]): void {
    if (!this.#last) return;
    const { start, end } = this.#last;
    const before = this.#lastEnd === undefined ? 0 : midpoint(this.#lastEnd, start);
    let sure = 0;
    for (let window = start; window < end; window++) if (this.#probabilities.at(window) >= SURE) sure++;
    chunks.push({
      start: Math.max(before, start - PAD) * WINDOW,
      end: Math.min(after, end + PAD) * WINDOW,
      sureSeconds: sure * WINDOW_SECONDS,
    });
    this.#lastEnd = end;
    this.#last = undefined;
  }
}

const midpoint = (end: number, start: number): number => Math.round((end + start) / 2);
