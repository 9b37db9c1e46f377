import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import {
  photoNumber,
  THAI_TEXT,
  thaiAddress,
  thaiBirth,
  thaiIssueAndExpiry,
  thaiNumber,
} from './thailand.ts';

/** Identity card of people in Thailand who are not Thai: "pink card". */
export const thaiPinkCard: DocumentTemplate = {
  id: 'thai-pink-card',
  title: 'Non-Thai identification card of Thailand',
  script: 'thai',
  sides: {
    front: {
      anchors: {
        title: { texts: ['Non-Thai Identification Card'] },
        thaiTitle: { texts: ['บัตรประจำตัวคนซึ่งไม่มีสัญชาติไทย'] },
        number: { texts: ['Identification Number', 'เลขประจำตัว'] },
      },
      marks: ['title', 'thaiTitle'],
      least: 1,
      fields: {
        idNumber: {
          places: [{ at: 'right', of: 'number' }, { at: 'line' }],
          ...thaiNumber,
          check: 'thai-number',
        },
        thaiName: { labels: ['ชื่อ', 'ชื่อตัว'], places: [{ at: 'right' }], pattern: THAI_TEXT },
        thaiSurname: { labels: ['สกุล', 'ชื่อสกุล'], places: [{ at: 'right' }], pattern: THAI_TEXT },
        enName: {
          labels: ['Name'],
          places: [{ at: 'right' }],
          format: 'latin-name',
          required: true,
          identification: 'name',
        },
        ...thaiBirth({ thai: 'thaiBirthDate', english: 'enBirthDate' }),
        country: {
          labels: ['สัญชาติ', 'ประเทศ'],
          places: [{ at: 'right' }],
          pattern: THAI_TEXT,
          identification: 'country',
        },
        thaiAddress,
        issuingAgency: { labels: ['ออกโดย'], places: [{ at: 'right' }], pattern: THAI_TEXT },
        ...thaiIssueAndExpiry({
          ...{ thaiIssue: 'thaiIssueDate', issue: 'issueDate' },
          ...{ thaiExpiry: 'thaiExpiryDate', expiry: 'expiryDate' },
        }),
        photoNumber,
      },
    },
  },
};
