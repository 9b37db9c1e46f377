import { ZONE_CHARACTERS } from './check-digit.ts';
import { ZONE_CLASSES, type ZoneScores } from './line-scores.ts';
import type { Pitch } from './pitch.ts';

/** A line brought to a format's length. */
export interface Alignment {
  /** Mean log probability of a step. */
  readonly score: number;
  /** For each place of the line, how likely each of `ZONE_CHARACTERS` stands there; sums to 1. */
  readonly places: readonly Float32Array[];
}

/** Nothing is less likely than this. */
const FLOOR = 1e-4;
/** Standard deviation of a character's place, in pitches, and how far from it is not looked at. */
const DEVIATION = 0.3;
const REACH = 1.2;

const CHARACTERS = ZONE_CHARACTERS.length;
/** State i x STRIDE + k: i places are filled, the last with class k, seen at this very step; k = 0: nothing seen since. */
const STRIDE = CHARACTERS + 1;

const masks = new Map<string, Uint8Array>();

/** 1 for each of `ZONE_CHARACTERS` that is among the given. */
function maskOf(characters: string): Uint8Array {
  let mask = masks.get(characters);
  if (!mask) {
    mask = Uint8Array.from(ZONE_CHARACTERS, (c) => (characters.includes(c) ? 1 : 0));
    masks.set(characters, mask);
  }
  return mask;
}

/**
 * The likeliest way to read exactly as many characters as there are places, each among those allowed there and near where the
 * even pitch has it: Viterbi over the paths of connectionist temporal classification (Graves et al. 2006), whose labels are
 * free here but not their number. So no filler of a long run is lost or doubled. Undefined when there is no such way.
 * @param pitch where the first place lies and how far apart they are, in steps
 */
export function alignLine(
  scores: ZoneScores,
  allowed: readonly string[],
  pitch: Omit<Pitch, 'span'>,
): Alignment | undefined {
  const path = bestPath(scores, allowed.map(maskOf), pitch);
  return (
    path && {
      score: path.score / scores.steps,
      places: allowed.map((characters, place) => placeScores(scores, path.seenAt, place, maskOf(characters))),
    }
  );
}

interface Path {
  /** The step at which each place's character is first seen. */
  readonly seenAt: Int32Array;
  /** Log probability. */
  readonly score: number;
}

function bestPath(
  { data, steps }: ZoneScores,
  allowed: readonly Uint8Array[],
  { start, pitch }: Omit<Pitch, 'span'>,
): Path | undefined {
  const states = (allowed.length + 1) * STRIDE;
  let now = new Float64Array(states).fill(-Infinity);
  let next = new Float64Array(states);
  now[0] = 0;
  const cameFrom = new Int32Array(steps * states);
  for (let step = 0; step < steps; step++) {
    next.fill(-Infinity);
    const logs = Float64Array.from({ length: ZONE_CLASSES }, (_, k) =>
      Math.log(Math.max(FLOOR, data[step * ZONE_CLASSES + k] as number)),
    );
    const middle = (step - start) / pitch;
    const last = Math.min(allowed.length, Math.ceil(middle + REACH) + 1);
    for (let filled = Math.max(0, Math.floor(middle - REACH)); filled <= last; filled++) {
      const back = cameFrom.subarray(step * states, (step + 1) * states);
      seeNothing(now, next, back, filled, logs);
      const mask = allowed[filled - 1];
      if (mask) seeCharacter(now, next, back, filled, logs, mask, middle - (filled - 1));
    }
    [now, next] = [next, now];
  }
  const [end] = bestTwo(now, allowed.length * STRIDE);
  if (now[end] === -Infinity) return undefined;
  const seenAt = new Int32Array(allowed.length);
  for (let step = steps - 1, state = end; step >= 0; step--) {
    const previous = cameFrom[step * states + state] as number;
    if (Math.floor(previous / STRIDE) < Math.floor(state / STRIDE))
      seenAt[Math.floor(state / STRIDE) - 1] = step;
    state = previous;
  }
  return { seenAt, score: now[end] as number };
}

function seeNothing(
  now: Float64Array,
  next: Float64Array,
  back: Int32Array,
  filled: number,
  logs: Float64Array,
): void {
  const [best] = bestTwo(now, filled * STRIDE);
  next[filled * STRIDE] = (now[best] as number) + (logs[0] as number);
  back[filled * STRIDE] = best;
}

/** @param off how far this step is from the middle of the place that is filled, in pitches */
function seeCharacter(
  now: Float64Array,
  next: Float64Array,
  back: Int32Array,
  filled: number,
  logs: Float64Array,
  mask: Uint8Array,
  off: number,
): void {
  const [before, otherwise] = bestTwo(now, (filled - 1) * STRIDE);
  const nearness = Math.abs(off) <= REACH ? -0.5 * (off / DEVIATION) ** 2 : -Infinity;
  for (let k = 1; k <= CHARACTERS; k++) {
    if (mask[k - 1] !== 1) continue;
    const state = filled * STRIDE + k;
    // Between two characters that are the same, nothing has to be seen.
    const previous = before === (filled - 1) * STRIDE + k ? otherwise : before;
    const fresh = (now[previous] as number) + nearness;
    const held = now[state] as number;
    next[state] = Math.max(fresh, held) + (logs[k] as number);
    back[state] = fresh > held ? previous : state;
  }
}

/** The states with the highest and the second highest value among those with so many places filled. */
function bestTwo(values: Float64Array, offset: number): [number, number] {
  let [best, second] = [offset, offset + 1];
  if ((values[second] as number) > (values[best] as number)) [best, second] = [second, best];
  for (let i = offset + 2; i < offset + STRIDE; i++) {
    const value = values[i] as number;
    if (value > (values[best] as number)) [best, second] = [i, best];
    else if (value > (values[second] as number)) second = i;
  }
  return [best, second];
}

/** How likely each character is at a place: its highest probability from halfway to the neighbour before to halfway to the next. */
function placeScores(
  { data, steps }: ZoneScores,
  seenAt: Int32Array,
  place: number,
  mask: Uint8Array,
): Float32Array {
  const at = seenAt[place] as number;
  const before = place > 0 ? (seenAt[place - 1] as number) : at - 4;
  const after = seenAt[place + 1] ?? at + 4;
  const from = Math.max(0, Math.ceil((before + at) / 2 + 0.1));
  const to = Math.min(steps - 1, Math.floor((at + after) / 2 - 0.1));
  const scores = new Float32Array(CHARACTERS);
  let total = 0;
  for (let k = 0; k < CHARACTERS; k++) {
    if (mask[k] !== 1) continue;
    let highest = FLOOR;
    for (let step = Math.min(from, at); step <= Math.max(to, at); step++)
      highest = Math.max(highest, data[step * ZONE_CLASSES + k + 1] as number);
    scores[k] = highest;
    total += highest;
  }
  return scores.map((score) => score / total);
}
