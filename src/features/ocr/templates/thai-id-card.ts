import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import {
  photoNumber,
  THAI_TEXT,
  thaiAddress,
  thaiBirth,
  thaiIssueAndExpiry,
  thaiNumber,
} from './thailand.ts';

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
          ...thaiNumber,
          check: 'thai-id',
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
        ...thaiBirth({ thai: 'birthDate', english: 'enBirthDate' }),
        religion: { labels: ['ศาสนา'], places: [{ at: 'right' }], pattern: THAI_TEXT },
        address: thaiAddress,
        ...thaiIssueAndExpiry({
          ...{ thaiIssue: 'issueDate', issue: 'enIssueDate' },
          ...{ thaiExpiry: 'expiryDate', expiry: 'enExpiryDate' },
        }),
        serialNumber: photoNumber,
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
