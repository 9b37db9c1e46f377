import { isBlindTo, ZONE_CHARACTERS } from './check-digit.ts';
import { likelihood, type ZonePlaces } from './places.ts';
import { type FieldName, ZONE_FORMATS } from './formats.ts';
import type { Zone } from './parse.ts';
import type { Substitution } from './repair.ts';

/** How far a reading can be trusted. */
export interface Certainty {
  /** All check digits are right, and what they cannot see is clearly read. */
  readonly certain: boolean;
  /** Fields that may be wrong. */
  readonly doubtful: readonly FieldName[];
}

/** What no check digit covers has to be this likely in every place. */
const CLEAR = 0.8;
/** What a check digit covers may be less so, but nothing that the digit does not tell apart from it may be more likely than this share. */
const BLIND_SHARE = 0.1;
/** In a text that was repaired, all else must be this likely. */
const CLEAR_BESIDE_REPAIR = 0.6;
/** Two mistakes can make up for each other: so many places at most may be less likely than this. */
const MOST_UNCLEAR = 1;
const UNCLEAR = 0.5;

const COVERED: Readonly<Partial<Record<FieldName, keyof Zone['checks']>>> = {
  documentNumber: 'documentNumber',
  documentNumberDigit: 'documentNumber',
  birthDate: 'birthDate',
  birthDateDigit: 'birthDate',
  expiryDate: 'expiryDate',
  expiryDateDigit: 'expiryDate',
  optionalData: 'composite',
  moreOptionalData: 'composite',
  optionalDataDigit: 'composite',
  compositeDigit: 'composite',
};

/** Tells what of a zone is certain, from its check digits and from how likely each of its characters is. */
export function certaintyOf(
  zone: Zone,
  places: ZonePlaces,
  substitution: Substitution | undefined,
): Certainty {
  const { fields } = ZONE_FORMATS[zone.format];
  const doubtful = (Object.keys(fields) as FieldName[]).filter(
    (name) => !isClear(name, zone, places, substitution),
  );
  return { doubtful, certain: zone.consistent && doubtful.length === 0 };
}

function isClear(
  name: FieldName,
  zone: Zone,
  places: ZonePlaces,
  substitution: Substitution | undefined,
): boolean {
  const span = ZONE_FORMATS[zone.format].fields[name];
  if (!span) return true;
  const check = COVERED[name];
  const covered = check !== undefined && zone.checks[check] !== undefined;
  if (covered && !zone.checks[check]) return false;
  let unclear = 0;
  for (let place = span.from; place < span.to; place++) {
    if (substitution?.line === span.line && substitution.place === place) continue;
    const likelihoods = places[span.line]?.[place] as Float32Array;
    const taken = zone.lines[span.line]?.[place] as string;
    const p = likelihood(likelihoods, taken);
    if (!covered && p < CLEAR) return false;
    if (substitution && p < CLEAR_BESIDE_REPAIR) return false;
    if (p < UNCLEAR) unclear++;
    if (covered && blindRival(likelihoods, taken) > BLIND_SHARE * p) return false;
  }
  return unclear <= MOST_UNCLEAR;
}

/** The likelihood of the likeliest other character that no check digit tells from the one taken. */
const blindRival = (likelihoods: Float32Array, taken: string): number =>
  likelihoods.reduce((highest, p, k) => {
    const other = ZONE_CHARACTERS[k] as string;
    return other !== taken && isBlindTo(other, taken) ? Math.max(highest, p) : highest;
  }, 0);
