/** The classes of a network's alphabet that count for each text; '' for nothing. */
export type Classes = ReadonlyMap<string, readonly number[]>;

/** Sorts alphabets by what their characters count as, each alphabet once. */
export function classesBy(formOf: (character: string) => string): (alphabet: readonly string[]) => Classes {
  const known = new WeakMap<readonly string[], Classes>();
  return (alphabet) => {
    let classes = known.get(alphabet);
    if (!classes) {
      const sorted = new Map<string, number[]>();
      alphabet.forEach((character, i) => {
        const form = formOf(character);
        const same = sorted.get(form);
        if (same) same.push(i);
        else sorted.set(form, [i]);
      });
      classes = sorted;
      known.set(alphabet, classes);
    }
    return classes;
  };
}
