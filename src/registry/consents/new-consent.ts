import { isCountryCode } from '../../lib/country-codes.ts';
import { category as published, isCategoryId, type CategoryId } from '../../policy/catalogue.ts';
import { ageBandAt, type AgeBand, type Consent, type ConsentEvent } from '../../policy/consent-state.ts';

/** What an end user consents to, as the caller collected it. */
export interface NewConsent {
  readonly appId: string;
  /** Service region in which the consent was collected. */
  readonly region: string;
  /** The caller's name for it, never personal data; absent: one is made up. */
  readonly consentId?: string;
  /** The caller's identifier of the end user. */
  readonly endUser: string;
  /** A category that may be kept under consent alone, such as `ocr.identification`. */
  readonly category: string;
  readonly fields: readonly string[];
  readonly purpose: string;
  /** Reference of the proof that it was given, such as a document's number. */
  readonly evidence: string;
  /** Reference of the notice that was shown. */
  readonly notice?: string;
  /** BCP 47. */
  readonly language: string;
  /** ISO 3166-1 alpha-2; its minimum age counts. */
  readonly jurisdiction: string;
  /** Only the band is kept. */
  readonly age: { readonly dateOfBirth: string } | { readonly band: AgeBand };
  /** Reference of the proof of a parent's consent. */
  readonly parentalConsent?: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** Why a registry's entry is not made. */
export type ConsentRefusal =
  | 'invalid-consent-id'
  | 'category-needs-no-consent'
  | 'unknown-field'
  | 'unknown-jurisdiction'
  | 'invalid-date-of-birth'
  | 'expires-in-the-past'
  /** The id names a consent of another end user, category, purpose, jurisdiction or other fields. */
  | 'id-in-use'
  | 'withdrawn'
  | 'not-found';

const CONSENT_ID = /^[A-Za-z0-9][\w.:-]{0,63}$/;

/** Whether a text can name a consent: letters, digits and `. _ : -`, at most 64 of them. */
export const isConsentId = (text: string): boolean => CONSENT_ID.test(text);

/** Categories of which nothing may be kept without consent. */
export const needsConsent = (id: string): id is CategoryId =>
  isCategoryId(id) && published(id).needsConsent === true;

/** The registry's entry of a giving; `minimumAge` in years, `at` in milliseconds since the epoch. */
export const givenEvent = (
  given: NewConsent,
  consentId: string,
  { minimumAge, at }: { minimumAge: number; at: number },
): ConsentEvent => ({
  appId: given.appId,
  consentId,
  endUser: given.endUser,
  event: 'given',
  category: given.category,
  fields: [...new Set(given.fields)].sort(),
  purpose: given.purpose,
  evidence: given.evidence,
  language: given.language,
  jurisdiction: given.jurisdiction,
  ageBand: 'band' in given.age ? given.age.band : ageBandAt(given.age.dateOfBirth, minimumAge, at),
  at,
  ...(given.notice === undefined ? {} : { notice: given.notice }),
  ...(given.parentalConsent === undefined ? {} : { parentalConsent: given.parentalConsent }),
  ...(given.expiresAt === undefined ? {} : { expiresAt: given.expiresAt }),
});

/** Why what is given is none; null when it is one. */
export const refusalOf = (given: NewConsent, now: number): ConsentRefusal | null => {
  const { consentId, category, fields, age } = given;
  if (consentId !== undefined && !isConsentId(consentId)) return 'invalid-consent-id';
  if (!needsConsent(category)) return 'category-needs-no-consent';
  const known = published(category).fields;
  if (fields.length === 0 || fields.some((name) => !Object.hasOwn(known, name))) return 'unknown-field';
  if (!isCountryCode(given.jurisdiction)) return 'unknown-jurisdiction';
  if (given.expiresAt !== undefined && given.expiresAt <= now) return 'expires-in-the-past';
  if ('dateOfBirth' in age && !isDate(age.dateOfBirth)) return 'invalid-date-of-birth';
  return null;
};

const isDate = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
};

/** What may not change under one id: it would be another consent. */
export const isSameConsent = (before: Consent, event: ConsentEvent): boolean =>
  before.endUser === event.endUser &&
  before.category === event.category &&
  before.purpose === event.purpose &&
  before.jurisdiction === event.jurisdiction &&
  JSON.stringify(before.fields) === JSON.stringify(event.fields);

/** Whether nothing but the time differs. */
export const isSameEvent = (before: ConsentEvent | undefined, event: ConsentEvent): boolean => {
  const text = (one: ConsentEvent): string => JSON.stringify(Object.entries({ ...one, at: 0 }).sort());
  return before !== undefined && text(before) === text(event);
};
