import type { Random } from '../random.ts';

const FEMALE_NAMES = ['MARIA JOSÉ', 'CONCEIÇÃO', 'ANTÔNIA', 'LETÍCIA', 'JÚLIA BEATRIZ', 'FRANCISCA', 'INÊS'];
const MALE_NAMES = ['JOÃO PEDRO', 'LUÍS FERNANDO', 'JOSÉ', 'ANTÔNIO CARLOS', 'RAIMUNDO', 'ESTÊVÃO', 'CÉSAR'];
const SURNAMES = [
  ...['DA SILVA', 'SOUZA', 'GONÇALVES', 'DE OLIVEIRA', 'ARAÚJO', 'MAGALHÃES', 'DOS SANTOS', 'NÓBREGA'],
  ...['BRANDÃO', 'PEREIRA', 'SIMÕES', 'TEIXEIRA', 'VITÓRIO', 'LOURENÇO'],
];
const PLACES: readonly (readonly [string, string, string])[] = [
  ['SÃO PAULO', 'SP', 'ESTADO DE SÃO PAULO'],
  ['BELÉM', 'PA', 'ESTADO DO PARÁ'],
  ['GOIÂNIA', 'GO', 'ESTADO DE GOIÁS'],
  ['FLORIANÓPOLIS', 'SC', 'ESTADO DE SANTA CATARINA'],
  ['MACEIÓ', 'AL', 'ESTADO DE ALAGOAS'],
  ['CURITIBA', 'PR', 'ESTADO DO PARANÁ'],
];

/** A Brazilian who does not exist. */
export interface Brazilian {
  readonly name: string;
  readonly father: string;
  readonly mother: string;
  readonly sex: 'F' | 'M';
  /** `DD/MM/YYYY`. */
  readonly birth: string;
  /** `999.999.999-99`. */
  readonly cpf: string;
  readonly city: string;
  /** Two letters of the federative unit, and how it names itself. */
  readonly state: string;
  readonly stateTitle: string;
}

/** `DD/MM/YYYY` of `YYYY-MM-DD`. */
export const slashed = (date: string): string => date.split('-').toReversed().join('/');

const MONTHS = ['JAN', 'FEV', 'MAR', 'ABR', 'MAI', 'JUN', 'JUL', 'AGO', 'SET', 'OUT', 'NOV', 'DEZ'];

/** `12/MAR/2010` of `12/03/2010`, as the state of São Paulo prints it. */
export const withMonthName = (date: string): string => {
  const [day, month, year] = date.split('/');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}`;
};

/** Check digit, modulo 11, of digits weighted from `first` on downwards. */
const modulo11 = (digits: string, first: number): number => {
  const remainder = [...digits].reduce((sum, digit, i) => sum + Number(digit) * (first - i), 0) % 11;
  return remainder < 2 ? 0 : 11 - remainder;
};

/** A number of the register of taxpayers whose check digits are right. */
export function inventCpf(random: Random): string {
  const nine = `${random.integer(1, 9)}${random.digits(8)}`;
  const ten = nine + String(modulo11(nine, 10));
  const whole = ten + String(modulo11(ten, 11));
  return whole.replace(/(\d{3})(\d{3})(\d{3})(\d{2})/, '$1.$2.$3-$4');
}

/** A number of the register of drivers whose check digits are right. */
export function inventCnh(random: Random): string {
  const nine = `0${random.integer(1, 9)}${random.digits(7)}`;
  const sum = (weight: (i: number) => number): number =>
    [...nine].reduce((total, digit, i) => total + Number(digit) * weight(i), 0) % 11;
  const first = sum((i) => 9 - i);
  const lowered = first === 10 ? (sum((i) => 1 + i) + 9) % 11 : sum((i) => 1 + i);
  return nine + String(first === 10 ? 0 : first) + String(lowered === 10 ? 0 : lowered);
}

export function inventBrazilian(random: Random): Brazilian {
  const sex = random.pick(['F', 'M'] as const);
  const [fathers, mothers] = [random.pick(SURNAMES), random.pick(SURNAMES)];
  const [city, state, stateTitle] = random.pick(PLACES);
  return {
    name: `${random.pick(sex === 'F' ? FEMALE_NAMES : MALE_NAMES)} ${mothers} ${fathers}`,
    father: `${random.pick(MALE_NAMES)} ${fathers}`,
    mother: `${random.pick(FEMALE_NAMES)} ${mothers}`,
    sex,
    birth: slashed(random.date(1950, 2004)),
    cpf: inventCpf(random),
    city,
    state,
    stateTitle,
  };
}
