import type { DocumentTemplate } from '../../../engine/documents/types.ts';

/** Resident identity card of mainland China, second generation: GA 490. */
export const cnId: DocumentTemplate = {
  id: 'cn-id',
  title: 'Resident identity card of mainland China',
  script: 'chinese',
  country: 'CHN',
  sides: {
    front: {
      anchors: {
        permitNumber: { texts: ['通行证号码'] },
      },
      marks: ['name', 'sex', 'nation', 'birth', 'address', 'number'],
      least: 4,
      never: ['permitNumber'],
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
        nation: {
          labels: ['民族'],
          places: [{ at: 'right' }],
          pattern: /^\p{Script=Han}{1,6}/u,
        },
        birth: {
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
          shapes: ['99999999999999999#'],
          pattern: /[\dXxOIl\s]{18,}/,
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
        title: { texts: ['居民身份证'] },
        residence: { texts: ['港澳居民居住证', '台湾居民居住证'] },
      },
      marks: ['state', 'title', 'authority', 'validity'],
      least: 2,
      never: ['residence'],
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
      },
    },
  },
};
