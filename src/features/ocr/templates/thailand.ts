import type { FieldTemplate } from '../../../engine/documents/types.ts';

/** Dates as printed: `4 ต.ค. 2513`, `4 Oct. 1970`. */
const thaiDate = {
  pattern: /\d{1,2}\s?[ก-ฮเ].*\d{4}/u,
  format: { date: 'dmy', era: 'buddhist', as: 'D THAI YYYY' },
} as const;
const englishDate = {
  pattern: /\d{1,2}\s?[A-Za-z]{3}.*\d{4}/,
  format: { date: 'dmy', as: 'D MON. YYYY' },
  characters: '0123456789 .ADFJMNOSabceglnoprtuvy',
} as const;

/** The four lines in each lower corner: date, label, English date, label; each date helps out for the other. */
export const thaiIssueAndExpiry = (
  names: Readonly<Record<'thaiIssue' | 'issue' | 'thaiExpiry' | 'expiry', string>>,
): Record<string, FieldTemplate> => ({
  [names.issue]: {
    labels: ['Date of Issue'],
    places: [{ at: 'above' }],
    ...englishDate,
    derive: { from: names.thaiIssue, by: 'english-date' },
  },
  [names.thaiIssue]: {
    labels: ['วันออกบัตร'],
    places: [{ at: 'above' }],
    ...thaiDate,
    derive: { from: names.issue, by: 'thai-date' },
  },
  [names.expiry]: {
    labels: ['Date of Expiry'],
    places: [{ at: 'above' }],
    ...englishDate,
    derive: { from: names.thaiExpiry, by: 'english-date' },
  },
  [names.thaiExpiry]: {
    labels: ['วันบัตรหมดอายุ'],
    places: [{ at: 'above' }],
    ...thaiDate,
    derive: { from: names.expiry, by: 'thai-date' },
  },
});

/** From the first Thai letter to the last, marks included. */
export const THAI_TEXT = /[\u0e00-\u0e7f](?:.*[\u0e00-\u0e7f])?/u;

/** Begins with the number of a house. */
export const thaiAddress = {
  // The others are how small print of the first is often read.
  labels: ['ที่อยู่', 'คื่อยู่', 'ลื่อยู่'],
  places: [{ at: 'right' }],
  lines: 2,
  pattern: /^.*[\u0e00-\u0e7f](?:.*\d)?/u,
  identification: 'address',
} as const;

/** The same day in both languages, right of its labels; each helps out for the other. */
export const thaiBirth = (
  names: Readonly<Record<'thai' | 'english', string>>,
): Record<string, FieldTemplate> => ({
  [names.thai]: {
    labels: ['เกิดวันที่'],
    places: [{ at: 'right' }],
    ...thaiDate,
    derive: { from: names.english, by: 'thai-date' },
  },
  [names.english]: {
    labels: ['Date of Birth'],
    places: [{ at: 'right' }],
    ...englishDate,
    derive: { from: names.thai, by: 'english-date' },
    identification: 'dateOfBirth',
  },
});

/** Thirteen digits; which of them may be first is the check's affair. */
export const thaiNumber = {
  shapes: ['9 9999 99999 99 9'],
  characters: '0123456789',
  required: true,
  identification: 'identificationNumber',
} as const satisfies FieldTemplate;

/** The number under the photograph. */
export const photoNumber = {
  places: [{ at: 'line' }],
  pattern: /(?<!\d)\d{4}\s?-\s?\d{2}\s?-\s?\d{8}(?!\d)/,
  shapes: ['9999-99-99999999'],
} as const satisfies FieldTemplate;
