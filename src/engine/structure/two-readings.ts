/** More places in which two readings differ than this cannot be told apart by one check digit. */
const MAX_DIFFERENCES = 3;

/**
 * Decides between two readings of the same characters by a check digit: the first reading, else the second, else the one mixture
 * of them that passes with a single character of the other. Null when none passes, or several do.
 */
export function decide(first: string, second: string, passes: (text: string) => boolean): string | null {
  if (passes(first)) return first === second || !passes(second) ? first : null;
  if (passes(second)) return second;
  const [a, b] = [[...first], [...second]];
  if (a.length !== b.length) return null;
  const places = a.flatMap((character, i) => (character === b[i] ? [] : [i]));
  if (places.length > MAX_DIFFERENCES) return null;
  const mixtures = [a, b].flatMap((base) =>
    places.map((place) => base.with(place, (base === a ? b : a)[place] as string).join('')),
  );
  const passing = [...new Set(mixtures.filter(passes))];
  return passing.length === 1 ? (passing[0] as string) : null;
}
