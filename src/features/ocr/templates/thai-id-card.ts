import type { DocumentTemplate, FieldTemplate } from '../../../engine/documents/types.ts';

/** Dates as printed: `4 ต.ค. 2513`, `4 Oct. 1970`. */
export const thaiDate = {
  pattern: /\d{1,2}\s?[ก-ฮเ].*\d{4}/u,
  format: { date: 'dmy', era: 'buddhist', as: 'D THAI YYYY' },
} as const;
export const englishDate = {
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

/** National identity card of Thailand: front, and the laser number of the back. */
export const thaiIdCard: DocumentTemplate = {
  id: 'thai-id-card',
  title: 'National identity card of Thailand',
  script: 'thai',
  country: 'THA',
  sides: {
    front: {
      anchors: {
        title: { texts: ['Thai National ID Card'] },
        thaiTitle: { texts: ['บัตรประจำตัวประชาชน'] },
        officer: { texts: ['เจ้าพนักงานออกบัตร'] },
        foreign: { texts: ['บัตรประจำตัวคนซึ่งไม่มีสัญชาติไทย', 'Non-Thai Identification Card'] },
      },
      marks: ['title', 'thaiTitle', 'idNumber', 'lastName', 'enBirthDate', 'enIssueDate', 'enExpiryDate'],
      least: 3,
      never: ['foreign'],
      fields: {
        idNumber: {
          labels: ['Identification Number', 'เลขประจำตัวประชาชน'],
          places: [{ at: 'right' }, { at: 'line' }],
          shapes: ['9 9999 99999 99 9'],
          check: 'thai-id',
          characters: '0123456789',
          required: true,
          identification: 'identificationNumber',
        },
        thaiName: {
          labels: ['ชื่อตัวและชื่อสกุล'],
          places: [{ at: 'right' }],
          pattern: THAI_TEXT,
          required: true,
        },
        lastName: {
          labels: ['Last name'],
          places: [{ at: 'right' }],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        firstName: {
          labels: ['Name'],
          places: [{ at: 'right' }],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        birthDate: {
          labels: ['เกิดวันที่'],
          places: [{ at: 'right' }],
          ...thaiDate,
          derive: { from: 'enBirthDate', by: 'thai-date' },
        },
        enBirthDate: {
          labels: ['Date of Birth'],
          places: [{ at: 'right' }],
          ...englishDate,
          derive: { from: 'birthDate', by: 'english-date' },
          identification: 'dateOfBirth',
        },
        religion: { labels: ['ศาสนา'], places: [{ at: 'right' }], pattern: THAI_TEXT },
        address: thaiAddress,
        ...thaiIssueAndExpiry({
          ...{ thaiIssue: 'issueDate', issue: 'enIssueDate' },
          ...{ thaiExpiry: 'expiryDate', expiry: 'enExpiryDate' },
        }),
        serialNumber: {
          places: [{ at: 'line' }],
          pattern: /(?<!\d)\d{4}\s?-\s?\d{2}\s?-\s?\d{8}(?!\d)/,
          shapes: ['9999-99-99999999'],
        },
      },
    },
    back: {
      marks: ['laserId'],
      least: 1,
      fields: {
        laserId: {
          places: [{ at: 'line' }],
          pattern: /(?<![A-Z])[A-Z]{2}\s?[\dOI]\s?-\s?[\dOI]{7}\s?-\s?[\dOI]{2}(?!\d)/,
          shapes: ['AA9-9999999-99'],
          characters: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-',
          required: true,
        },
      },
    },
  },
};
