import type { Random } from '../random.ts';
import { slashed } from './brazilian-people.ts';
import { type Bearer, zoneOf } from './passport.ts';

const SURNAMES = [
  'GUTIÉRREZ PEÑA',
  'NGUYEN',
  'MÜLLER',
  'DIALLO',
  'KOWALSKA',
  'LÓPEZ RÍOS',
  'HADDAD',
  'TANAKA',
];
const GIVEN_NAMES = ['MARÍA ELENA', 'ANDRÉS', 'AMINATA', 'KARL HEINZ', 'YUKI', 'OMAR', 'JOSÉ LUIS'];
const STATES: readonly (readonly [string, string, string])[] = [
  ['BOL', 'BOLIVIANA', 'BOLÍVIA'],
  ['VEN', 'VENEZUELANA', 'VENEZUELA'],
  ['SEN', 'SENEGALESA', 'SENEGAL'],
  ['JPN', 'JAPONESA', 'JAPÃO'],
  ['POL', 'POLONESA', 'POLÔNIA'],
  ['LBN', 'LIBANESA', 'LÍBANO'],
];

/** A foreigner in Brazil who does not exist. Dates: `DD/MM/YYYY`. */
export interface Migrant {
  readonly surname: string;
  readonly givenNames: string;
  readonly parents: readonly [string, string];
  readonly sex: 'F' | 'M';
  readonly birth: string;
  /** As the card says it, and the country. */
  readonly nationality: string;
  readonly country: string;
  readonly issued: string;
  readonly expiry: string;
  /** A letter, six digits and a check character. */
  readonly number: string;
  /** The three lines of the machine readable zone. */
  readonly zone: readonly string[];
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** @param letters what a number begins with */
export function inventMigrant(random: Random, letters: readonly string[], years: readonly number[]): Migrant {
  const sex = random.pick(['F', 'M'] as const);
  const [code, nationality, country] = random.pick(STATES);
  const [surname, givenNames] = [random.pick(SURNAMES), random.pick(GIVEN_NAMES)];
  const [birth, issued] = [random.date(1950, 2004), random.date(years[0] ?? 0, years[1] ?? 0)];
  const expiry = `${Number(issued.slice(0, 4)) + random.pick([2, 9])}${issued.slice(4)}`;
  const number = `${random.pick(letters)}${random.digits(6)}-${random.pick([...'0123456789ABCDEFGHJ'])}`;
  const bearer: Bearer = {
    ...{ state: 'BRA', nationality: code, surname: plain(surname), givenNames: plain(givenNames) },
    ...{ number: number.replace('-', ''), birthDate: birth, issueDate: issued, expiryDate: expiry, sex },
    optionalData: '',
  };
  return {
    ...{ surname, givenNames, sex, nationality, country, number },
    ...{ birth: slashed(birth), issued: slashed(issued), expiry: slashed(expiry) },
    parents: [
      `${random.pick(GIVEN_NAMES)} ${surname}`,
      `${random.pick(GIVEN_NAMES)} ${random.pick(SURNAMES)}`,
    ],
    zone: zoneOf('TD1', bearer),
  };
}
