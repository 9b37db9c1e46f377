import { mrzCheckDigit } from '../draw-document.ts';
import { advanceOf } from '../fonts.ts';
import { Page } from '../page.ts';
import type { Random } from '../random.ts';
import type { Sample } from './sample.ts';

/** ICAO Doc 9303: passport (TD3), cards (TD1, TD2), visas (MRV-A, MRV-B). */
export const travelDocuments = ['TD3', 'TD1', 'TD2', 'MRV-A', 'MRV-B'] as const;
export type TravelDocument = (typeof travelDocuments)[number];

const SURNAMES = [
  ...[
    'ERIKSSON',
    'LI',
    'NGUYEN',
    'OKONKWO',
    'KOWALSKI',
    'VAN DER BERG',
    "O'CONNOR",
    'GARCIA LOPEZ',
    'MUELLER',
  ],
  ...[
    'PAPADOPOULOS',
    'SUBRAMANIAM',
    'FITZWILLIAM-HOLT',
    'IVANOVA',
    'QUISPE',
    'XU',
    'JOHANNESDOTTIR',
    'BJOERNSON',
  ],
  ...['RAKOTOMALALA ANDRIANARISOA', 'KEKKONEN', 'SCHUBERT', 'CECCHINI', 'ZHANG', 'AL HASSAN', 'SMITH-JONES'],
];
const GIVEN_NAMES = [
  ...[
    'ANNA MARIA',
    'WEI',
    'THI MINH KHAI',
    'CHUKWUEMEKA',
    'JAN',
    'PIETER JOHANNES',
    'SIOBHAN',
    'MARIA DEL CARMEN',
  ],
  ...[
    'KLAUS',
    'GEORGIOS',
    'LAKSHMI',
    'ELIZABETH ALEXANDRA MARY',
    'OLGA',
    'INES',
    'MEI LIN',
    'SIGRID',
    'JACK',
    'KIM',
  ],
  ...['JEAN-PIERRE', 'ZOE', 'HAKIM', 'ISABEL', 'FIONA', 'OSCAR', 'VIKTOR', 'MWANGI'],
];
const STATES = [
  'UTO',
  'D',
  'FRA',
  'CHN',
  'GBR',
  'USA',
  'VNM',
  'NGA',
  'POL',
  'NLD',
  'IRL',
  'ESP',
  'GRC',
  'IND',
  'IDN',
  'PHL',
  'THA',
  'KOR',
];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What a document of nobody real says. */
export interface Bearer {
  readonly state: string;
  readonly nationality: string;
  readonly surname: string;
  readonly givenNames: string;
  readonly number: string;
  readonly birthDate: string;
  readonly issueDate: string;
  readonly expiryDate: string;
  readonly sex: 'F' | 'M' | 'X';
  readonly optionalData: string;
}

function inventNumber(random: Random): string {
  const letters = (count: number): string =>
    Array.from({ length: count }, () => random.pick([...LETTERS])).join('');
  return random.pick([
    () => letters(1) + random.digits(8),
    () => letters(2) + random.digits(7),
    () => random.digits(9),
    () => letters(1) + random.digits(6),
    () => letters(2) + random.digits(2) + letters(2) + random.digits(3),
    () => Array.from({ length: 9 }, () => random.pick([...LETTERS, ...'0123456789'])).join(''),
  ])();
}

export function inventBearer(random: Random): Bearer {
  const state = random.pick(STATES);
  const issueDate = random.date(2019, 2024);
  return {
    state,
    nationality: random.next() < 0.8 ? state : random.pick(STATES),
    surname: random.pick(SURNAMES),
    givenNames: random.pick(GIVEN_NAMES),
    number: inventNumber(random),
    birthDate: random.date(1940, 2015),
    issueDate,
    expiryDate: `${Number(issueDate.slice(0, 4)) + random.pick([5, 10])}${issueDate.slice(4)}`,
    sex: random.pick(['F', 'M', 'F', 'M', 'X']),
    optionalData: random.pick(['', '', random.digits(10), `Z${random.digits(6)}<${random.digits(2)}`]),
  };
}

const pad = (text: string, length: number): string => text.slice(0, length).padEnd(length, '<');
const day = (date: string): string => date.replaceAll('-', '').slice(2);
const checked = (text: string): string => text + mrzCheckDigit(text);
const words = (name: string): string => name.replaceAll("'", '').replace(/[^A-Z]+/g, '<');

/** The lines of a zone, by the documents of ICAO Doc 9303 and not by the program under test. */
export function zoneOf(kind: TravelDocument, bearer: Bearer): string[] {
  const names = `${words(bearer.surname)}<<${words(bearer.givenNames)}`;
  const sex = bearer.sex === 'X' ? '<' : bearer.sex;
  const number = checked(pad(bearer.number, 9));
  const birth = checked(day(bearer.birthDate));
  const expiry = checked(day(bearer.expiryDate));
  const nationality = pad(bearer.nationality, 3);
  const head = (code: string): string => pad(code, 2) + pad(bearer.state, 3);
  const middle = number + nationality + birth + sex + expiry;
  if (kind === 'TD1') {
    const first = number + pad(bearer.optionalData, 15);
    const composite = mrzCheckDigit(first + birth + expiry + pad('', 11));
    return [head('I') + first, birth + sex + expiry + nationality + pad('', 11) + composite, pad(names, 30)];
  }
  if (kind === 'TD2') {
    const optional = pad(bearer.optionalData, 7);
    return [
      head('I') + pad(names, 31),
      middle + optional + mrzCheckDigit(number + birth + expiry + optional),
    ];
  }
  if (kind === 'TD3') {
    const optional = pad(bearer.optionalData, 14);
    const digit = bearer.optionalData ? mrzCheckDigit(optional) : '<';
    const composite = mrzCheckDigit(number + birth + expiry + optional + digit);
    return [head('P') + pad(names, 39), middle + optional + digit + composite];
  }
  const length = kind === 'MRV-A' ? 44 : 36;
  return [head('V') + pad(names, length - 5), middle + pad(bearer.optionalData, length - 28)];
}

/** Millimetres: width and height of the document, left edge of its zone. */
const SIZES: Readonly<Record<TravelDocument, { width: number; height: number; left: number }>> = {
  TD3: { width: 125, height: 88, left: 6 },
  TD1: { width: 85.6, height: 54, left: 4.5 },
  TD2: { width: 105, height: 74, left: 6 },
  'MRV-A': { width: 120, height: 80, left: 4 },
  'MRV-B': { width: 105, height: 74, left: 6 },
};
const TITLES: Readonly<Record<TravelDocument, string>> = {
  TD3: 'PASSPORT',
  TD1: 'IDENTITY CARD',
  TD2: 'IDENTITY CARD',
  'MRV-A': 'VISA',
  'MRV-B': 'VISA',
};
const PIXELS_PER_MM = 10;
/** Doc 9303 part 3, 4.2: ten characters an inch; part 4: lines 6.35 mm apart. */
const PITCH = 2.54 * PIXELS_PER_MM;
const LINE_DISTANCE = 6.35 * PIXELS_PER_MM;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

const printedDate = (date: string): string => {
  const [year, month, dayOfMonth] = date.split('-');
  return `${dayOfMonth} ${MONTHS[Number(month) - 1]} ${year}`;
};

export interface TravelDocumentOptions {
  /** Waved lines under the zone. */
  readonly guilloche?: boolean;
  /** Share of light that a shadow over part of the zone takes away, 0..1. */
  readonly shadow?: number;
  readonly ink?: string;
  /** Draws the zone alone. */
  readonly zoneOnly?: boolean;
}

/** Draws a travel document, 10 pixels to the millimetre before scaling. `fields` holds the bearer's and `mrz`, lines apart by \n. */
export function drawTravelDocument(
  kind: TravelDocument,
  bearer: Bearer,
  options: TravelDocumentOptions = {},
): Sample {
  const { width, height, left } = SIZES[kind];
  const page = new Page(width * PIXELS_PER_MM, height * PIXELS_PER_MM, '#eef1ec');
  const zone = zoneOf(kind, bearer);
  const top = height * PIXELS_PER_MM - 40 - (zone.length - 1) * LINE_DISTANCE;
  if (options.zoneOnly) page.text(40, 60, 26, TITLES[kind], { fill: '#33414a' });
  else if (kind !== 'TD1') drawVisualZone(page, kind, bearer, width * PIXELS_PER_MM);
  else page.text(40, 60, 26, 'Residence 14 Harbour Street, Utopia', { fill: '#33414a' });
  if (options.guilloche) drawGuilloche(page, width * PIXELS_PER_MM, top - 60, height * PIXELS_PER_MM);
  const size = PITCH / advanceOf('ocr-b', '<', 1);
  zone.forEach((line, i) =>
    page.text(left * PIXELS_PER_MM, top + i * LINE_DISTANCE, size, line, {
      font: 'ocr-b',
      fill: options.ink ?? '#1c1c1c',
    }),
  );
  if (options.shadow) drawShadow(page, width * PIXELS_PER_MM, height * PIXELS_PER_MM, options.shadow);
  return { page, fields: { ...bearer, mrz: zone.join('\n') } };
}

function drawVisualZone(page: Page, kind: TravelDocument, bearer: Bearer, width: number): void {
  page.text(40, 60, 34, bearer.state === 'UTO' ? 'UTOPIA' : bearer.state, { font: 'bold', fill: '#27455c' });
  page.text(width - 40, 60, 28, TITLES[kind], { fill: '#27455c', align: 'right' });
  page.rectangle(40, 110, 260, 330, '#c3d2dc');
  const rows: [string, string, string?, string?][] = [
    [
      'Type/Type',
      kind === 'TD3' ? 'P' : kind.startsWith('MRV') ? 'V' : 'I',
      'Document No./No du document',
      bearer.number,
    ],
    ['Surname/Nom', bearer.surname],
    ['Given names/Prénoms', bearer.givenNames],
    ['Nationality/Nationalité', bearer.nationality, 'Sex/Sexe', bearer.sex],
    [
      'Date of birth/Date de naissance',
      printedDate(bearer.birthDate),
      'Date of issue/Date de délivrance',
      printedDate(bearer.issueDate),
    ],
    ['Date of expiry/Date d’expiration', printedDate(bearer.expiryDate)],
  ];
  rows.forEach(([label, value, label2, value2], i) => {
    page.text(340, 110 + i * 74, 16, label, { fill: '#5a6a74' });
    page.text(340, 142 + i * 74, 28, value);
    if (label2 === undefined || value2 === undefined) return;
    page.text(750, 110 + i * 74, 16, label2, { fill: '#5a6a74' });
    page.text(750, 142 + i * 74, 28, value2);
  });
}

/** Fine waved lines, as security printing has them. */
function drawGuilloche(page: Page, width: number, top: number, bottom: number): void {
  for (let line = 0; line < 14; line++) {
    const y = (x: number): number =>
      top + ((bottom - top) * line) / 13 + 9 * Math.sin(x / 60 + line * 1.3) + 6 * Math.sin(x / 23);
    const xs = Array.from({ length: Math.ceil(width / 12) + 1 }, (_, i) => i * 12);
    const upper = xs.map((x): [number, number] => [x, y(x)]);
    const lower = xs.map((x): [number, number] => [x, y(x) + 2.4]).reverse();
    page.polygon([...upper, ...lower], line % 2 ? '#b9cbb4' : '#d5b9b4');
  }
}

/** A shadow with a soft edge that falls over the right part of the document. */
function drawShadow(page: Page, width: number, height: number, share: number): void {
  const layers = 8;
  for (let i = 0; i < layers; i++) {
    const x = width * 0.55 + i * 14;
    page.polygon(
      [
        [x, 0],
        [width, 0],
        [width, height],
        [x - width * 0.2, height],
      ],
      `rgba(0,0,0,${(1 - (1 - share) ** (1 / layers)).toFixed(4)})`,
    );
  }
}
