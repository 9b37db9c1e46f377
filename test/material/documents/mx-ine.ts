import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import { slashed } from './brazilian-people.ts';
import { drawBust } from './bust.ts';
import type { Sample, Sampler } from './sample.ts';

const LABEL = '#6a4a5a';
const TITLE = '#7a2348';

const SURNAMES = ['HERNÁNDEZ', 'MUÑOZ', 'GÓMEZ', 'PEÑA', 'RAMÍREZ', 'IBÁÑEZ', 'SOTO', 'LUNA', 'DOMÍNGUEZ'];
const FEMALE_NAMES = ['GUADALUPE', 'MARTHA SOFÍA', 'ROSA ISELA', 'BEGOÑA'];
const MALE_NAMES = ['RAÚL', 'FELIPE DE JESÚS', 'TOMÁS', 'GERARDO IVÁN'];
const STREETS = ['C PINO SUÁREZ', 'AV JUÁREZ', 'CDA DEL PEÑÓN', 'C 5 DE MAYO', 'PRIV LAS ÁNIMAS'];
const COLONIES = ['COL CENTRO', 'COL LA ESPERANZA', 'FRACC VALLE DORADO', 'COL SAN ÁNGEL'];
const CITIES: readonly (readonly [string, string, string])[] = [
  ['GUADALAJARA, JAL.', '14', 'JC'],
  ['MÉRIDA, YUC.', '31', 'YN'],
  ['CUAUHTÉMOC, CDMX', '09', 'DF'],
  ['LEÓN, GTO.', '11', 'GT'],
  ['TORREÓN, COAH.', '05', 'CL'],
];
const CURP_VALUES = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

const plain = (text: string): string => text.replaceAll('Ñ', 'X').normalize('NFD').replace(/\p{M}/gu, '');
const consonants = (text: string): string => plain(text).replace(/[AEIOU ]/g, '');
const innerVowel = (text: string): string => /[AEIOU]/.exec(plain(text).slice(1))?.[0] ?? 'X';

/** By the rules of the population register, not by the program under test. */
function curpOf(
  { father, mother, given }: { readonly father: string; readonly mother: string; readonly given: string },
  birth: string,
  sex: string,
  state: string,
  random: Random,
): string {
  const inner = (text: string): string => consonants(text.slice(1)).slice(0, 1) || 'X';
  const head =
    `${plain(father)[0]}${innerVowel(father)}${plain(mother)[0]}${plain(given)[0]}` +
    birth.replaceAll('-', '').slice(2) +
    `${sex}${state}${inner(father)}${inner(mother)}${inner(given)}` +
    (birth < '2000' ? random.digits(1) : random.pick([...'ABC']));
  const sum = [...head].reduce((total, c, i) => total + CURP_VALUES.indexOf(c) * (18 - i), 0);
  return head + String((10 - (sum % 10)) % 10);
}

function invent(random: Random) {
  const sex = random.pick(['H', 'M'] as const);
  const name = {
    father: random.pick(SURNAMES),
    mother: random.pick(SURNAMES),
    given: random.pick(sex === 'M' ? FEMALE_NAMES : MALE_NAMES),
  };
  const birth = random.date(1950, 2004);
  const [city, state, letters] = random.pick(CITIES);
  const two = (text: string): string => consonants(text).slice(0, 2).padEnd(2, 'X');
  const elector =
    two(name.father) + two(name.mother) + two(name.given) + birth.replaceAll('-', '').slice(2) + state + sex;
  const address = [
    `${random.pick(STREETS)} ${random.integer(1, 999)}`,
    `${random.pick(COLONIES)} ${random.digits(5)}`,
    city,
  ];
  const issued = random.integer(2014, 2023);
  return {
    name,
    address,
    fields: {
      name: `${name.father} ${name.mother} ${name.given}`,
      address: address.join(' '),
      elector: `${elector}${random.digits(1)}00`,
      curp: curpOf(name, birth, sex, letters, random),
      registered: `${random.integer(1991, issued)} 0${random.integer(0, 4)}`,
      birth: slashed(birth),
      sex,
      section: random.digits(4),
      emission: String(issued),
      state,
      municipality: random.digits(3),
      locality: random.digits(4),
    },
  };
}

type Person = ReturnType<typeof invent>;

/** Title, photograph, name, address: alike on all models. */
function drawUpper(random: Random, { name, address, fields }: Person): Page {
  const page = new Page(1012, 638, '#f4eef0');
  page.text(40, 60, 40, 'MÉXICO', { font: 'bold', fill: TITLE });
  page.text(270, 46, 24, 'INSTITUTO NACIONAL ELECTORAL', { fill: TITLE });
  page.text(270, 86, 28, 'CREDENCIAL PARA VOTAR', { font: 'bold', fill: TITLE });
  drawBust(page, random, 40, 130, 260, 340);
  page.text(330, 136, 17, 'NOMBRE', { fill: LABEL });
  [name.father, name.mother, name.given].forEach((part, i) => page.text(330, 168 + i * 32, 25, part));
  page.text(870, 136, 17, 'SEXO', { fill: LABEL });
  page.text(935, 137, 25, fields.sex);
  page.text(330, 266, 17, 'DOMICILIO', { fill: LABEL });
  address.forEach((line, i) => page.text(330, 297 + i * 32, 24, line));
  return page;
}

/** As issued from 2014 on: with the codes of state, municipality and locality, label and value in a row. */
function draw2014(random: Random): Sample {
  const person = invent(random);
  const fields = { ...person.fields, expiry: String(Number(person.fields.emission) + 10) };
  const page = drawUpper(random, person);
  const put = (x: number, y: number, label: string, value: string): void => {
    page.text(x, y, 17, label, { fill: LABEL });
    const gap = 12 + label.length * 12.4;
    page.text(x + gap, y + 1, 24, value, { font: 'condensed' });
  };
  put(330, 410, 'CLAVE DE ELECTOR', fields.elector);
  put(330, 448, 'CURP', fields.curp);
  put(690, 448, 'AÑO DE REGISTRO', fields.registered);
  put(330, 486, 'ESTADO', fields.state);
  put(480, 486, 'MUNICIPIO', fields.municipality);
  put(720, 486, 'SECCIÓN', fields.section);
  put(330, 524, 'LOCALIDAD', fields.locality);
  put(560, 524, 'EMISIÓN', fields.emission);
  put(760, 524, 'VIGENCIA', fields.expiry);
  page.text(700, 230, 17, 'FECHA DE NACIMIENTO', { fill: LABEL });
  page.text(700, 262, 25, fields.birth);
  return { page, fields };
}

/** As issued since 2019: labels above values, validity as a range of years. */
function draw2019(random: Random): Sample {
  const person = invent(random);
  const { emission, state: _, municipality: __, locality: ___, ...rest } = person.fields;
  const fields = { ...rest, expiry: `${emission}-${Number(emission) + 10}` };
  const page = drawUpper(random, person);
  const put = (x: number, y: number, label: string, value: string): void => {
    page.text(x, y, 17, label, { fill: LABEL });
    page.text(x, y + 33, 25, value);
  };
  page.text(330, 410, 17, 'CLAVE DE ELECTOR', { fill: LABEL });
  page.text(520, 411, 25, fields.elector);
  put(330, 448, 'CURP', fields.curp);
  put(690, 448, 'AÑO DE REGISTRO', fields.registered);
  put(330, 526, 'FECHA DE NACIMIENTO', fields.birth);
  put(600, 526, 'SECCIÓN', fields.section);
  put(760, 526, 'VIGENCIA', fields.expiry);
  return { page, fields };
}

/** Mexico's credential for voting. */
export const mxIne2014: Sampler = { template: 'mx-ine', draw: draw2014 };
export const mxIne2019: Sampler = { template: 'mx-ine', draw: draw2019 };
