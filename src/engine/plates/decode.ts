import { classesBy } from '../text/classes.ts';
import type { LineScores } from '../text/recognise.ts';
import type { Pattern } from './patterns.ts';

export interface Decoded {
  readonly text: string;
  /** How much less likely it is than what the network saw, whatever that was: difference of log probabilities, 0 at best. */
  readonly score: number;
  /** Mean probability of the characters where each is seen best, 0..1. */
  readonly confidence: number;
}

/** Nothing is less likely than this. */
const FLOOR = 1e-4;
/** Dots and dashes between office and number, and their space, count as nothing. */
const SEPARATOR = /^[\s·•・.．\-—_:：。'`|]$/u;

const classesOf = classesBy((character) =>
  SEPARATOR.test(character) ? '' : character.normalize('NFKC').toUpperCase(),
);

/** A way through the steps so far. */
interface Way {
  readonly score: number;
  readonly text: string;
  /** Sum of the best probabilities of the characters before the last, and that of the last. */
  readonly sum: number;
  readonly peak: number;
}

/**
 * The likeliest way to read exactly as many characters as a pattern has places, each among those allowed there: Viterbi over the
 * paths of connectionist temporal classification (Graves et al. 2006).
 */
export function decode(scores: LineScores, pattern: Pattern): Decoded | undefined {
  const classes = classesOf(scores.alphabet);
  const places = pattern.map((allowed) =>
    [...allowed].map((character) => ({ character, at: classes.get(character) ?? [] })),
  );
  /** After i characters, nothing or a separator is seen; or the character itself, by its index among those allowed. */
  let blank: (Way | undefined)[] = [{ score: 0, text: '', sum: 0, peak: 0 }, ...pattern.map(() => undefined)];
  let held: (Way | undefined)[][] = [[], ...places.map((place) => place.map(() => undefined))];
  const nothing = classes.get('') ?? [];
  let seen = 0;
  for (let step = 0; step < scores.steps; step++) {
    const probability = probabilityAt(scores, step);
    const none = Math.log(probability(nothing));
    seen += Math.max(none, Math.log(mostAt(scores, step)));
    const nextBlank = blank.map((way, i) => continued(better(way, held[i] ?? []), none));
    const nextHeld: (Way | undefined)[][] = [[]];
    places.forEach((place, i) => {
      nextHeld.push(
        place.map(({ character, at }, k) => {
          const p = probability(at);
          const entered = begun(blank[i], held[i] ?? [], character, p);
          return larger(entered, stayed(held[i + 1]?.[k], p));
        }),
      );
    });
    [blank, held] = [nextBlank, nextHeld];
  }
  const end = better(blank[pattern.length], held[pattern.length] ?? []);
  return (
    end && {
      text: end.text,
      score: end.score - seen,
      confidence: (end.sum + end.peak) / pattern.length,
    }
  );
}

const probabilityAt =
  ({ data, alphabet }: LineScores, step: number) =>
  (indices: readonly number[]): number => {
    let sum = 0;
    for (const i of indices) sum += data[step * alphabet.length + i] as number;
    return Math.max(FLOOR, Math.min(1, sum));
  };

const mostAt = ({ data, alphabet }: LineScores, step: number): number => {
  let most = FLOOR;
  for (let i = step * alphabet.length; i < (step + 1) * alphabet.length; i++)
    most = Math.max(most, data[i] as number);
  return most;
};

const larger = (p: Way | undefined, q: Way | undefined): Way | undefined =>
  !p || (q && q.score > p.score) ? q : p;

const better = (way: Way | undefined, others: readonly (Way | undefined)[]): Way | undefined =>
  others.reduce(larger, way);

const continued = (way: Way | undefined, log: number): Way | undefined =>
  way && { ...way, score: way.score + log };

const stayed = (way: Way | undefined, p: number): Way | undefined =>
  way && { ...way, score: way.score + Math.log(p), peak: Math.max(way.peak, p) };

/** The next character begins: after nothing, or right after another one. */
function begun(
  blank: Way | undefined,
  held: readonly (Way | undefined)[],
  character: string,
  p: number,
): Way | undefined {
  let from = blank;
  for (const way of held) if (way && !way.text.endsWith(character)) from = larger(from, way);
  return (
    from && {
      score: from.score + Math.log(p),
      text: from.text + character,
      sum: from.sum + from.peak,
      peak: p,
    }
  );
}
