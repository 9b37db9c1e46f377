import type { Random } from '../random.ts';

/** Nobody, with what Korean documents say of people. */
export interface Korean {
  /** As identity cards print it: with ideographs in brackets, where the family has them. */
  readonly name: string;
  readonly hangul: string;
  /** Lines of the address. */
  readonly address: readonly string[];
  readonly number: string;
  /** DD/MM/YYYY */
  readonly birthDate: string;
  readonly sex: '男' | '女';
}

const NAMES: readonly (readonly [string, string])[] = [
  ['김민준', '金敏俊'],
  ['이서연', '李瑞姸'],
  ['박지훈', '朴志勳'],
  ['최하은', ''],
  ['정우진', '鄭宇鎭'],
  ['남궁민수', '南宮民洙'],
];
const ADDRESSES: readonly (readonly string[])[] = [
  ['서울특별시 서초구 반포대로 58', '101동 501호 (서초동)'],
  ['부산광역시 해운대구 센텀중앙로 97', '203동 1204호 (재송동)'],
  ['경기도 성남시 분당구 판교로 242', '(삼평동)'],
  ['대전광역시 유성구 대학로 291', '12동 305호 (구성동)'],
];

/**
 * A resident registration number: date of birth, century and sex, five digits, check digit; those given since October
 * 2020 end in any digit.
 */
export function inventKorean(random: Random): Korean {
  const birth = random.date(1955, 2006);
  const [year = '', month = '', day = ''] = birth.split('-');
  const isMan = random.next() < 0.5;
  const century = (year < '2000' ? 0 : 2) + (isMan ? 1 : 2);
  const digits = year.slice(2) + month + day + String(century) + random.digits(5);
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * ((i % 8) + 2), 0);
  const [hangul, han] = random.pick(NAMES);
  return {
    name: han ? `${hangul}(${han})` : hangul,
    hangul,
    address: random.pick(ADDRESSES),
    number: `${digits.slice(0, 6)}-${digits.slice(6)}${(11 - (sum % 11)) % 10}`,
    birthDate: `${day}/${month}/${year}`,
    sex: isMan ? '男' : '女',
  };
}

/** `YYYY-MM-DD` as the wire has it: DD/MM/YYYY. */
export const dayMonthYear = (date: string): string => date.split('-').reverse().join('/');
