import type { Random } from '../random.ts';

/** Nobody, with what Chinese documents say of people. */
export interface ChinesePerson {
  readonly familyName: string;
  readonly givenName: string;
  readonly latinFamilyName: string;
  readonly latinGivenName: string;
  readonly sex: '男' | '女';
  /** `YYYY-MM-DD` */
  readonly birth: string;
}

type Name = readonly [string, string];

const FAMILY: readonly Name[] = [
  ['陈', 'CHEN'],
  ['林', 'LIN'],
  ['黄', 'HUANG'],
  ['欧阳', 'OUYANG'],
  ['郑', 'ZHENG'],
];
const GIVEN: readonly Name[] = [
  ['思远', 'SIYUAN'],
  ['雨欣', 'YUXIN'],
  ['文', 'WEN'],
  ['嘉豪', 'JIAHAO'],
  ['佩珊', 'PEISHAN'],
];
const FAMILY_TRADITIONAL: readonly Name[] = [
  ['陳', 'CHAN'],
  ['黃', 'WONG'],
  ['鄭', 'CHEANG'],
  ['歐陽', 'AO IEONG'],
  ['梁', 'LEONG'],
];
const GIVEN_TRADITIONAL: readonly Name[] = [
  ['大文', 'TAI MAN'],
  ['嘉欣', 'KA IAN'],
  ['志強', 'CHI KEONG'],
  ['美玲', 'MEI LENG'],
];

/** `traditional`: with traditional letters and names as they are spelt in Macao. */
export function inventChinese(random: Random, writing: 'simplified' | 'traditional'): ChinesePerson {
  const [families, given] =
    writing === 'traditional' ? [FAMILY_TRADITIONAL, GIVEN_TRADITIONAL] : [FAMILY, GIVEN];
  const [familyName, latinFamilyName] = random.pick(families);
  const [givenName, latinGivenName] = random.pick(given);
  return {
    ...{ familyName, givenName, latinFamilyName, latinGivenName },
    sex: random.pick(['男', '女']),
    birth: random.date(1955, 2008),
  };
}

/** `YYYY-MM-DD` with full stops. */
export const dotted = (date: string): string => date.replaceAll('-', '.');

/** The same day so many years later. */
export const yearsAfter = (date: string, years: number): string =>
  `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
