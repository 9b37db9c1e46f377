import type { DocumentTemplate } from '../../../engine/documents/types.ts';
import { englishDate, THAI_TEXT, thaiAddress, thaiDate, thaiIssueAndExpiry } from './thai-id-card.ts';

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
          shapes: ['9 9999 99999 99 9'],
          check: 'thai-number',
          characters: '0123456789',
          required: true,
          identification: 'identificationNumber',
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
        thaiBirthDate: {
          labels: ['เกิดวันที่'],
          places: [{ at: 'right' }],
          ...thaiDate,
          derive: { from: 'enBirthDate', by: 'thai-date' },
        },
        enBirthDate: {
          labels: ['Date of Birth'],
          places: [{ at: 'right' }],
          ...englishDate,
          derive: { from: 'thaiBirthDate', by: 'english-date' },
          identification: 'dateOfBirth',
        },
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
        photoNumber: {
          places: [{ at: 'line' }],
          pattern: /(?<!\d)\d{4}\s?-\s?\d{2}\s?-\s?\d{8}(?!\d)/,
          shapes: ['9999-99-99999999'],
        },
      },
    },
  },
};
