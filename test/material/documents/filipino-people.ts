import type { Random } from '../random.ts';

const SURNAMES = [
  ...['DELA CRUZ', 'REYES', 'SANTOS', 'MACARAEG', 'QUIAMBAO', 'DE LOS REYES', 'BAUTISTA', 'PANGILINAN'],
  ...['VILLANUEVA', 'LIM', 'DIMACULANGAN', 'SAN JOSE', 'MAGSAYSAY', 'ONG', 'TOLENTINO'],
];
const FEMALE_NAMES = ['MARIA CRISTINA', 'ROSALINDA', 'ANGELICA MAE', 'LUZVIMINDA', 'JOY', 'MARY GRACE ANN'];
const MALE_NAMES = ['JUAN MIGUEL', 'RODRIGO', 'JOSE MARI', 'EMMANUEL', 'NOEL', 'CHRISTIAN DAVE'];
const STREETS = [
  'MABINI ST',
  'RIZAL AVE',
  'SAMPAGUITA ST',
  'BONIFACIO ROAD',
  'J P LAUREL ST',
  'ILANG-ILANG ST',
];
const VILLAGES = ['BRGY SAN ISIDRO', 'BRGY POBLACION', 'BRGY STA CRUZ', 'BRGY BAGONG SILANG', 'BRGY 162'];
const CITIES = [
  ...['QUEZON CITY', 'CALOOCAN CITY', 'DAVAO CITY', 'CEBU CITY', 'MAKATI CITY'],
  ...['BACOOR CAVITE', 'TARLAC CITY TARLAC'],
];

/** A Filipino who does not exist. */
export interface Filipino {
  readonly lastName: string;
  readonly firstName: string;
  readonly middleName: string;
  readonly sex: 'F' | 'M';
  /** `YYYY-MM-DD`. */
  readonly birth: string;
  /** Lines as printed. */
  readonly address: readonly [string, string];
}

export function inventFilipino(random: Random): Filipino {
  const sex = random.pick(['F', 'M'] as const);
  return {
    lastName: random.pick(SURNAMES),
    firstName: random.pick(sex === 'F' ? FEMALE_NAMES : MALE_NAMES),
    middleName: random.pick(SURNAMES),
    sex,
    birth: random.date(1950, 2004),
    address: [
      `${random.integer(1, 999)} ${random.pick(STREETS)} ${random.pick(VILLAGES)}`,
      random.pick(CITIES),
    ],
  };
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September'],
  ...['October', 'November', 'December'],
];

/** `September 18, 1981` of `1981-09-18`. */
export function monthDayYear(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${day}, ${year}`;
}

/** `09/18/1981` of `1981-09-18`. */
export const monthDaySlashes = (date: string): string =>
  `${date.slice(5, 7)}/${date.slice(8, 10)}/${date.slice(0, 4)}`;
