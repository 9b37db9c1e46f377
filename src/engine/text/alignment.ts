import { classesBy } from './classes.ts';
import { type LineScores, plainCharacter } from './recognise.ts';

/** What one look of a network at a line says about any text. */
export interface Evidence {
  readonly steps: number;
  /** Pixels of the straightened line that one step stands for. */
  readonly stepWidth: number;
  /** At each step: how likely nothing is seen, or a space. */
  readonly nothing: Float32Array;
  readonly space: Float32Array;
  /** At each step: how likely the character is seen. */
  of(character: string): Float32Array;
}

/** A text laid along a line. */
export interface Alignment {
  /** Log probability of its best path. */
  readonly score: number;
  /** The step at which each character is first seen. */
  readonly seenAt: Int32Array;
}

/** This share of each step's probability is spread over all characters: one network that is sure and wrong is no veto. */
const DOUBT = 0.02;
const CHARACTERS = 97;

/** Its full-width form counts as a character itself. */
const classesOf = classesBy(plainCharacter);

/** Sorts a network's output by what it says about a text: spaces are told apart from the rest. */
export function evidenceOf({ data, steps, alphabet, width }: LineScores): Evidence {
  const classes = classesOf(alphabet);
  const columns = new Map<string, Float32Array>();
  const sum = (wanted: readonly number[]): Float32Array =>
    Float32Array.from({ length: steps }, (_, step) =>
      wanted.reduce((total, k) => total + (data[step * alphabet.length + k] as number), 0),
    );
  const doubted = (column: Float32Array): Float32Array =>
    column.map((p) => (1 - DOUBT) * p + DOUBT / CHARACTERS);
  const space = sum(classes.get(' ') ?? []);
  return {
    steps,
    stepWidth: width / Math.max(1, steps),
    nothing: doubted(sum([0]).map((p, step) => p + (space[step] as number))),
    space,
    of(character) {
      let column = columns.get(character);
      if (!column) {
        column = doubted(sum(classes.get(plainCharacter(character)) ?? []));
        columns.set(character, column);
      }
      return column;
    },
  };
}

/**
 * Lays a text without spaces along a line: the best path of connectionist temporal classification that says it (Graves et al. 2006).
 * Undefined when the line has fewer steps than the text takes.
 */
export function align(evidence: Evidence, text: readonly string[]): Alignment | undefined {
  const { steps } = evidence;
  // State 2i: i characters seen, and nothing since; state 2i + 1: character i is being seen.
  const states = 2 * text.length + 1;
  const columns = text.map((character) => evidence.of(character));
  const repeats = text.map((character, i) => character === text[i - 1]);
  let now = new Float64Array(states).fill(-Infinity);
  let next = new Float64Array(states).fill(-Infinity);
  now[0] = 0;
  const moved = new Uint8Array(steps * states);
  for (let step = 0; step < steps; step++) {
    const nothing = Math.log(evidence.nothing[step] as number);
    const first = Math.max(0, states - 2 * (steps - step));
    const last = Math.min(states - 1, 2 * step + 1);
    next.fill(-Infinity);
    for (let state = first; state <= last; state++) {
      let best = now[state] as number;
      let from = 0;
      if (state > 0 && (now[state - 1] as number) > best) [best, from] = [now[state - 1] as number, 1];
      const character = state >> 1;
      const isSeen = (state & 1) === 1;
      // Between two characters that are the same, nothing has to be seen.
      if (isSeen && state > 1 && !repeats[character] && (now[state - 2] as number) > best)
        [best, from] = [now[state - 2] as number, 2];
      next[state] =
        best + (isSeen ? Math.log((columns[character] as Float32Array)[step] as number) : nothing);
      moved[step * states + state] = from;
    }
    [now, next] = [next, now];
  }
  let state =
    states > 1 && (now[states - 2] as number) > (now[states - 1] as number) ? states - 2 : states - 1;
  const score = now[state] as number;
  if (score === -Infinity) return undefined;
  const seenAt = new Int32Array(text.length);
  for (let step = steps - 1; step >= 0; step--) {
    if (state & 1) seenAt[state >> 1] = step;
    state -= moved[step * states + state] as number;
  }
  return { score, seenAt };
}

/** Before each character: how likely a space is seen between it and the one before. */
export function spacesSeen({ space }: Evidence, { seenAt }: Alignment): number[] {
  return Array.from(seenAt, (at, i) => {
    if (i === 0) return 0;
    let highest = 0;
    for (let step = (seenAt[i - 1] as number) + 1; step < at; step++)
      highest = Math.max(highest, space[step] as number);
    return highest;
  });
}
