import type { Random } from '../random.ts';

const FEMALE_NAMES = [
  ...['NUR AISYAH BINTI RAHMAN', 'LIM MEI LING', 'KAVITHA A/P SUBRAMANIAM', 'TAN SOO HOON'],
  'SITI NURUL HIDAYAH BINTI MOHD FADZIL',
];
const MALE_NAMES = [
  ...['AHMAD FAUZI BIN ISMAIL', 'ONG KHAI MIN', 'RAVINDRAN A/L MUTHU', 'JOSEPH ANAK UNGGAT', 'WONG KEE'],
  'MUHAMMAD AMIRUL HAKIM BIN ABDULLAH',
];
const STREETS = [
  ['NO 11', 'JALAN PERAJURIT 4', 'TAMAN PERAK', '31400 IPOH', 'PERAK'],
  ['LOT 25 LORONG DAMAI 2', 'KAMPUNG BARU', '50300 KUALA LUMPUR', 'W. PERSEKUTUAN(KL)'],
  ['38A', 'JALAN SS 2/14', '47300 PETALING JAYA', 'SELANGOR'],
  ['BLOK C-03-12 PANGSAPURI MUTIARA', 'JALAN INDAH 8', '81200 JOHOR BAHRU', 'JOHOR'],
] as const;

/** A Malaysian who does not exist. */
export interface Malaysian {
  readonly name: string;
  /** `YYMMDD-PP-NNNN`. */
  readonly number: string;
  readonly sex: 'LELAKI' | 'PEREMPUAN';
  /** `YYYY-MM-DD`. */
  readonly birth: string;
  readonly address: readonly string[];
}

/** The tenth digit tells the century: 5 to 7 for the twentieth, 0 to 3 for the twenty-first; the last is odd for men. */
export function inventMalaysian(random: Random, years: readonly [number, number] = [1950, 2006]): Malaysian {
  const sex = random.pick(['LELAKI', 'PEREMPUAN'] as const);
  const birth = random.date(...years);
  const place = String(random.integer(1, 16)).padStart(2, '0');
  const century = birth < '2000' ? random.integer(5, 7) : random.integer(0, 3);
  const last = 2 * random.integer(0, 4) + (sex === 'LELAKI' ? 1 : 0);
  return {
    name: random.pick(sex === 'LELAKI' ? MALE_NAMES : FEMALE_NAMES),
    number: `${birth.slice(2).replaceAll('-', '')}-${place}-${century}${random.digits(2)}${last}`,
    sex,
    birth,
    address: random.pick(STREETS),
  };
}
