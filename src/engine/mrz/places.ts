import { ZONE_CHARACTERS } from './check-digit.ts';

/** For each line and place of a zone, how likely each of `ZONE_CHARACTERS` stands there; each place sums to 1. */
export type ZonePlaces = readonly (readonly Float32Array[])[];

/** How likely a character stands at a place. */
export const likelihood = (place: Float32Array | undefined, character: string): number =>
  place?.[ZONE_CHARACTERS.indexOf(character)] ?? 0;

/** Most places of most zones are fillers; they are read as K or C more often than those are there. */
const FILLER_WEIGHT = 3;

/** The character to take for a place. */
export function likeliest(place: Float32Array): string {
  const weighted = place.map((p, k) => (k === 0 ? FILLER_WEIGHT * p : p));
  let best = 0;
  for (let k = 1; k < weighted.length; k++)
    if ((weighted[k] as number) > (weighted[best] as number)) best = k;
  return ZONE_CHARACTERS[best] as string;
}
