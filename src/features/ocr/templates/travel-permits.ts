import type {
  DocumentTemplate,
  FieldTemplate,
  Place,
  SideTemplate,
} from '../../../engine/documents/types.ts';
import { issueCount, mainlandName, mainlandValidity } from './china.ts';

/** On newer cards labels stand above their values, on others left of them. */
const beside: readonly Place[] = [{ at: 'right' }, { at: 'below' }];

const date = { date: 'ymd', as: 'YYYY.MM.DD' } as const;

const TITLES = {
  hongKongMacao: '港澳居民来往内地通行证',
  taiwan: '台湾居民来往大陆通行证',
  toHongKongMacao: '往来港澳通行证',
  toTaiwan: '往来台湾通行证',
} as const;

type Kind = keyof typeof TITLES;

const fieldsOf = (number: FieldTemplate): Readonly<Record<string, FieldTemplate>> => ({
  name: { ...mainlandName, places: beside },
  latinName: {
    places: [{ at: 'line', below: 'name', above: 'birthDate' }],
    pattern: /^\p{Lu}[\p{Lu}' -]*,\s?\p{Lu}[\p{Lu}' -]*$/u,
  },
  birthDate: {
    labels: ['出生日期'],
    places: beside,
    format: date,
    characters: '0123456789.',
    identification: 'dateOfBirth',
  },
  sex: { labels: ['性别'], places: beside, pattern: /[男女]/ },
  validity: { ...mainlandValidity, places: beside },
  nationality: { labels: ['国籍'], places: beside, pattern: /^\p{Script=Han}{2,10}$/u },
  authority: { labels: ['签发机关'], places: beside, format: 'han-text' },
  place: { labels: ['签发地点'], places: beside, pattern: /^\p{Script=Han}{2,8}$/u },
  issueCount: { ...issueCount, labels: ['签发次数', '换证次数'], places: beside },
  number: {
    labels: ['证件号码'],
    places: [...beside, { at: 'line' }],
    required: true,
    identification: 'identificationNumber',
    ...number,
  },
});

/** Titles of the others are no marks of this one, though they look alike. */
function frontOf(kind: Kind, english: string, number: FieldTemplate): SideTemplate {
  const { [kind]: title, ...others } = TITLES;
  return {
    anchors: {
      title: { texts: [title] },
      english: { texts: [english] },
      other: { texts: Object.values(others) },
      holder: { texts: ['持证人签名'] },
    },
    marks: ['title', 'english'],
    least: 1,
    never: ['other'],
    fields: fieldsOf(number),
  };
}

const permit = (
  id: string,
  kind: Kind,
  english: string,
  number: FieldTemplate,
  rest: Partial<DocumentTemplate> = {},
): DocumentTemplate => ({
  id,
  title: english,
  script: 'chinese',
  ...rest,
  sides: { front: frontOf(kind, english, number), ...rest.sides },
});

const TO_HONG_KONG_MACAO = 'EXIT-ENTRY PERMIT FOR TRAVELLING TO AND FROM HONG KONG AND MACAO';
const FOR_HONG_KONG_MACAO = 'MAINLAND TRAVEL PERMIT FOR HONG KONG AND MACAO RESIDENTS';

/** For residents of Hong Kong and Macao, Chinese or not. */
export const hongKongMacaoPermit = permit(
  'mainland-permit-hk-macao',
  'hongKongMacao',
  FOR_HONG_KONG_MACAO,
  {
    pattern: /(?<![A-Z\d])[HM]\s?\d{8}(?:\d{2})?(?![\d<])/,
    shapes: ['A99999999', 'A9999999999'],
    characters: '0123456789HM',
  },
  {
    sides: {
      back: {
        anchors: { title: { texts: [TITLES.hongKongMacao] } },
        marks: ['title', 'backName', 'idNumber', 'historyNumber'],
        least: 3,
        fields: {
          backName: { labels: ['姓名'], places: [{ at: 'right' }, { at: 'below' }], format: 'han-name' },
          idNumber: {
            labels: ['身份证件号码', '身份证号码'],
            places: [{ at: 'right' }, { at: 'below' }],
            pattern: /[A-Z]{0,2}\d{6,7}\s?\(\s?[\dA]\s?\)/,
          },
          historyNumber: {
            labels: ['曾持通行证号码', '历史通行证号码'],
            places: [{ at: 'right' }, { at: 'below' }],
            pattern: /^[HM]?\d{8,10}/,
          },
        },
      },
    },
  },
);

export const taiwanPermit = permit(
  'mainland-permit-taiwan',
  'taiwan',
  'MAINLAND TRAVEL PERMIT FOR TAIWAN RESIDENTS',
  { pattern: /^\d{8}(?:\d{2})?$/, characters: '0123456789' },
);

export const permitToHongKongMacao = permit('permit-to-hk-macao', 'toHongKongMacao', TO_HONG_KONG_MACAO, {
  pattern: /(?<![A-Z\d])C\s?(?:[A-Z]\s?\d{7}|\d{8})(?![\d<])/,
  shapes: ['A99999999', 'AA9999999'],
  characters: '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ',
});

export const permitToTaiwan = permit(
  'permit-to-taiwan',
  'toTaiwan',
  'EXIT-ENTRY PERMIT FOR TRAVELLING TO AND FROM TAIWAN',
  {
    pattern: /(?<![A-Z\d])[LT]\s?(?:[A-Z]\s?\d{7}|\d{8})(?![\d<])/,
    shapes: ['A99999999', 'AA9999999'],
    characters: '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ',
  },
);

/** The title of a permit in Chinese, by the template's id. */
export const permitTypes: Readonly<Record<string, string>> = {
  [hongKongMacaoPermit.id]: TITLES.hongKongMacao,
  [taiwanPermit.id]: TITLES.taiwan,
  [permitToHongKongMacao.id]: TITLES.toHongKongMacao,
  [permitToTaiwan.id]: TITLES.toTaiwan,
};
