import { ZONE_CHARACTERS } from './check-digit.ts';

/** For each line and place of a zone, how likely each of `ZONE_CHARACTERS` stands there; each place sums to 1. */
export type ZonePlaces = readonly (readonly Float32Array[])[];

/** How likely a character stands at a place. */
export const likelihood = (place: Float32Array | undefined, character: string): number =>
  place?.[ZONE_CHARACTERS.indexOf(character)] ?? 0;

export function likeliest(place: Float32Array): string {
  let best = 0;
  for (let k = 1; k < place.length; k++) if ((place[k] as number) > (place[best] as number)) best = k;
  return ZONE_CHARACTERS[best] as string;
}
