import type { FieldTemplate } from '../../../engine/documents/types.ts';

/** As the other fields here: right of its label, where the template has no `places` of its own. */
export const mainlandName = {
  labels: ['姓名'],
  places: [{ at: 'right' }],
  format: 'han-name',
  required: true,
  identification: 'name',
} as const satisfies FieldTemplate;

export const mainlandValidity = {
  labels: ['有效期限'],
  places: [{ at: 'right' }],
  format: 'cn-validity',
  characters: '0123456789.-长期',
  required: true,
} as const satisfies FieldTemplate;

export const issueCount = {
  labels: ['签发次数'],
  places: [{ at: 'right' }],
  pattern: /^\d{1,2}$/,
  characters: '0123456789',
} as const satisfies FieldTemplate;

/** What derives from the field `number`, the citizen's number of GB 11643. */
export const mainlandSex = {
  labels: ['性别'],
  places: [{ at: 'right' }],
  pattern: /[男女]/,
  derive: { from: 'number', by: 'cn-sex' },
} as const satisfies FieldTemplate;

export const mainlandBirth = {
  labels: ['出生'],
  places: [{ at: 'right' }],
  format: { date: 'ymd', as: 'YYYY/M/D' },
  derive: { from: 'number', by: 'cn-birth' },
  identification: 'dateOfBirth',
} as const satisfies FieldTemplate;

export const mainlandAddress = {
  labels: ['住址'],
  places: [{ at: 'right' }],
  lines: 4,
  join: '',
  format: 'han-text',
  required: true,
  identification: 'address',
} as const satisfies FieldTemplate;

export const citizenNumber = {
  labels: ['公民身份号码'],
  places: [{ at: 'right' }, { at: 'line' }],
  shapes: ['99999999999999999#'],
  check: 'cn-id',
  characters: '0123456789X',
  required: true,
  identification: 'identificationNumber',
} as const satisfies FieldTemplate;

/** On the backs of cards, in up to two lines. */
export const mainlandAuthority = {
  labels: ['签发机关'],
  places: [{ at: 'right' }],
  lines: 2,
  join: '',
  format: 'han-text',
  required: true,
} as const satisfies FieldTemplate;
