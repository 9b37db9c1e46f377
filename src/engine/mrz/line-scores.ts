import type { LineScores } from '../text/recognise.ts';
import { ZONE_CHARACTERS } from './check-digit.ts';

/** Classes of a zone: nothing, then `ZONE_CHARACTERS`. */
export const ZONE_CLASSES = ZONE_CHARACTERS.length + 1;

/** Probabilities of a zone's characters along a straightened line. */
export interface ZoneScores {
  /** [steps, ZONE_CLASSES]; class 0 is nothing. */
  readonly data: Float32Array;
  readonly steps: number;
}

/** Other shapes in a network's alphabet for characters of a zone. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  '«': '<',
  '《': '<',
  '〈': '<',
  '≪': '<',
  '≤': '<',
  θ: '0',
  Ø: '0',
};

/** The class of a zone that a network's character counts for, 0 for none. Small letters count for capitals: zones have no others. */
const classFor = (character: string): number => {
  const [plain = ''] = character.normalize('NFKC').toUpperCase();
  return ZONE_CHARACTERS.indexOf(LOOKALIKES[character] ?? LOOKALIKES[plain] ?? (plain || ' ')) + 1;
};

const knownClasses = new WeakMap<readonly string[], Uint8Array>();

function classesOf(alphabet: readonly string[]): Uint8Array {
  let classes = knownClasses.get(alphabet);
  if (!classes) {
    classes = Uint8Array.from(alphabet, classFor);
    knownClasses.set(alphabet, classes);
  }
  return classes;
}

/** Adds up a network's classes to those of a zone; what is left counts as nothing. */
export function toZoneScores({ data, steps, alphabet }: LineScores): ZoneScores {
  const classes = classesOf(alphabet);
  const sums = new Float32Array(steps * ZONE_CLASSES);
  for (let step = 0; step < steps; step++) {
    const from = step * alphabet.length;
    const to = step * ZONE_CLASSES;
    let total = 0;
    for (let k = 1; k < alphabet.length; k++) {
      const zoneClass = classes[k] as number;
      if (zoneClass === 0) continue;
      const probability = data[from + k] as number;
      sums[to + zoneClass] = (sums[to + zoneClass] as number) + probability;
      total += probability;
    }
    sums[to] = Math.max(0, 1 - total);
  }
  return { data: sums, steps };
}

/** A character as it is seen without any rules, and at which step. */
export interface SeenCharacter {
  readonly character: string;
  readonly step: number;
  readonly probability: number;
}

/** The likeliest class of each step, repeats and nothing removed. */
export function seenCharacters({ data, steps }: ZoneScores): SeenCharacter[] {
  const seen: SeenCharacter[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let k = 1; k < ZONE_CLASSES; k++)
      if ((data[step * ZONE_CLASSES + k] as number) > (data[step * ZONE_CLASSES + best] as number)) best = k;
    if (best !== 0 && best !== previous)
      seen.push({
        character: ZONE_CHARACTERS[best - 1] as string,
        step,
        probability: data[step * ZONE_CLASSES + best] as number,
      });
    previous = best;
  }
  return seen;
}
