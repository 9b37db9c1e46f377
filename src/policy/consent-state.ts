import { HOUR_MS } from '../lib/clock.ts';
import type { RecordOf } from './catalogue.ts';

/** What the registry keeps of one event; never edited. */
export type ConsentEvent = RecordOf<'base.consent'>;

export type AgeBand = 'of-age' | 'under-age' | 'unknown';

/** Only `live` covers anything. */
export type ConsentState = 'live' | 'under-age' | 'age-unknown' | 'expired' | 'withdrawn';

/** A consent as its events make it. Instants in milliseconds since the epoch. */
export interface Consent {
  readonly appId: string;
  readonly consentId: string;
  readonly endUser: string;
  /** Category of data that it allows to be kept, such as `ocr.identification`. */
  readonly category: string;
  /** Fields of the category that it covers. */
  readonly fields: readonly string[];
  readonly purpose: string;
  readonly evidence: string;
  readonly notice: string | null;
  readonly language: string;
  /** ISO 3166-1 alpha-2. */
  readonly jurisdiction: string;
  readonly ageBand: AgeBand;
  /** Evidence of it. */
  readonly parentalConsent: string | null;
  readonly givenAt: number;
  readonly expiresAt: number | null;
  readonly withdrawnAt: number | null;
  readonly state: ConsentState;
  /** Oldest first. */
  readonly events: readonly ConsentEvent[];
}

const isAgeBand = (text: unknown): text is AgeBand => text === 'of-age' || text === 'under-age';

const fieldsOf = ({ fields }: ConsentEvent): readonly string[] =>
  Array.isArray(fields) ? fields.filter((name): name is string => typeof name === 'string') : [];

/**
 * What the events of one consent amount to at `now`. A withdrawal is final, whatever was written after it; else the
 * latest giving counts, and parental consent once added stays. Null when nothing was given.
 */
export const consentOf = (unordered: readonly ConsentEvent[], now: number): Consent | null => {
  const events = unordered.toSorted((a, b) => a.at - b.at);
  const given = events.filter(({ event }) => event === 'given');
  const [first] = given;
  const latest = given.at(-1);
  if (!first || !latest) return null;
  const terms = {
    ageBand: isAgeBand(latest.ageBand) ? latest.ageBand : ('unknown' as const),
    parentalConsent: given.findLast((event) => event.parentalConsent !== undefined)?.parentalConsent ?? null,
    expiresAt: latest.expiresAt ?? null,
    withdrawnAt: events.find(({ event }) => event === 'withdrawn')?.at ?? null,
  };
  const { appId, consentId, endUser, category, purpose, evidence, notice, language, jurisdiction } = latest;
  return {
    ...{ appId, consentId, endUser, category, purpose, evidence, language, jurisdiction },
    notice: notice ?? null,
    fields: fieldsOf(latest),
    givenAt: first.at,
    ...terms,
    state: stateOf(terms, now),
    events,
  };
};

const stateOf = (
  terms: Pick<Consent, 'ageBand' | 'parentalConsent' | 'expiresAt' | 'withdrawnAt'>,
  now: number,
): ConsentState => {
  if (terms.withdrawnAt !== null) return 'withdrawn';
  if (terms.expiresAt !== null && terms.expiresAt <= now) return 'expired';
  if (terms.ageBand === 'unknown') return 'age-unknown';
  return terms.ageBand === 'under-age' && terms.parentalConsent === null ? 'under-age' : 'live';
};

/** Where the day begins last. */
const LATEST_ZONE_MS = 12 * HOUR_MS;

/**
 * Which side of `minimumAge` (years) somebody is on at `now`, so that the date of birth need not be kept.
 * @param dateOfBirth `YYYY-MM-DD`; who is born on 29 February comes of age on 1 March
 * @throws RangeError when it is no date
 */
export const ageBandAt = (dateOfBirth: string, minimumAge: number, now: number): AgeBand => {
  const birth = new Date(`${dateOfBirth}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(dateOfBirth) || birth.toISOString().slice(0, 10) !== dateOfBirth)
    throw new RangeError('a date of birth is written YYYY-MM-DD');
  const comesOfAge = Date.UTC(birth.getUTCFullYear() + minimumAge, birth.getUTCMonth(), birth.getUTCDate());
  return comesOfAge + LATEST_ZONE_MS <= now ? 'of-age' : 'under-age';
};

/** Groups of events by consent, each as it stands at `now`; earliest given first. */
export const consentsOf = (events: readonly ConsentEvent[], now: number): readonly Consent[] =>
  [...Map.groupBy(events, ({ appId, consentId }) => `${appId} ${consentId}`).values()]
    .flatMap((own) => consentOf(own, now) ?? [])
    .toSorted((a, b) => a.givenAt - b.givenAt || (a.consentId < b.consentId ? -1 : 1));
