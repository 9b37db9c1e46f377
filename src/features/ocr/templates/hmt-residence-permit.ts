import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Residence permit of residents of Hong Kong, Macao and Taiwan on the mainland; its numbers begin with 81, 82 or 83. */
export const hmtResidencePermit: DocumentTemplate = {
  id: 'hmt-residence-permit',
  title: 'Residence permit of residents of Hong Kong, Macao and Taiwan',
  script: 'chinese',
  sides: {
    front: {
      anchors: { nation: { texts: ['民族'] } },
      marks: ['name', 'sex', 'birthDate', 'address', 'number'],
      least: 4,
      never: ['nation'],
      fields: {
        name: {
          labels: ['姓名'],
          places: [{ at: 'right' }],
          format: 'han-name',
          required: true,
          identification: 'name',
        },
        sex: {
          labels: ['性别'],
          places: [{ at: 'right' }],
          pattern: /[男女]/,
          derive: { from: 'number', by: 'cn-sex' },
        },
        birthDate: {
          labels: ['出生'],
          places: [{ at: 'right' }],
          format: { date: 'ymd', as: 'YYYY/M/D' },
          derive: { from: 'number', by: 'cn-birth' },
          identification: 'dateOfBirth',
        },
        address: {
          labels: ['住址'],
          places: [{ at: 'right' }],
          lines: 4,
          join: '',
          format: 'han-text',
          required: true,
          identification: 'address',
        },
        number: {
          labels: ['公民身份号码'],
          places: [{ at: 'right' }, { at: 'line' }],
          pattern: /8[123][\dXxOIl\s]{16,}/,
          shapes: ['99999999999999999#'],
          check: 'cn-id',
          characters: '0123456789X',
          required: true,
          identification: 'identificationNumber',
        },
      },
    },
    back: {
      anchors: {
        state: { texts: ['中华人民共和国'] },
        title: { texts: ['港澳居民居住证', '台湾居民居住证'] },
      },
      marks: ['title', 'authority', 'validity', 'passNumber', 'issueCount'],
      least: 3,
      fields: {
        authority: {
          labels: ['签发机关'],
          places: [{ at: 'right' }],
          lines: 2,
          join: '',
          format: 'han-text',
          required: true,
        },
        validity: {
          labels: ['有效期限'],
          places: [{ at: 'right' }],
          format: 'cn-validity',
          characters: '0123456789.-长期',
          required: true,
        },
        passNumber: {
          labels: ['通行证号码'],
          places: [{ at: 'right' }],
          pattern: /(?:[HM]\s?)?[\dOI]{8,10}/,
          shapes: ['A99999999', 'A9999999999', '99999999', '9999999999'],
          characters: '0123456789HM',
          required: true,
        },
        issueCount: {
          labels: ['签发次数'],
          places: [{ at: 'right' }],
          pattern: /^\d{1,2}$/,
          characters: '0123456789',
        },
      },
    },
  },
};
