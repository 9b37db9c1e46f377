import { basePolicy } from './base-policy.ts';
import type { CategoryId } from './catalogue.ts';
import type { Period } from './types.ts';

/** A duty to keep: records of these categories may not be destroyed earlier. */
export interface Floor {
  readonly atLeast: Period;
  readonly text: string;
  readonly categories: readonly CategoryId[];
  /** Why these categories and no others. */
  readonly reason: string;
}

export interface SubjectRequestDeadline {
  readonly within: Period;
  readonly extension?: Period;
  readonly text: string;
}

/** What the law of a place changes in the base policy. Absent means: the base policy stands. */
export interface Addendum {
  readonly name: string;
  readonly minimumAge?: number;
  readonly subjectRequest?: SubjectRequestDeadline;
  readonly contractingEntity?: ContractingEntity;
  readonly floors?: readonly Floor[];
}

/** Which of the operator's companies is the controller and the party to the contract. */
export type ContractingEntity = 'general' | 'EEA, UK and Switzerland';

const european: Addendum['contractingEntity'] = 'EEA, UK and Switzerland';

/** EU members, Iceland, Liechtenstein and Norway. */
const EEA = {
  AT: 'Austria',
  BE: 'Belgium',
  BG: 'Bulgaria',
  CY: 'Cyprus',
  CZ: 'Czechia',
  DE: 'Germany',
  DK: 'Denmark',
  EE: 'Estonia',
  ES: 'Spain',
  FI: 'Finland',
  FR: 'France',
  GR: 'Greece',
  HR: 'Croatia',
  HU: 'Hungary',
  IE: 'Ireland',
  IS: 'Iceland',
  IT: 'Italy',
  LI: 'Liechtenstein',
  LT: 'Lithuania',
  LU: 'Luxembourg',
  LV: 'Latvia',
  MT: 'Malta',
  NL: 'Netherlands',
  NO: 'Norway',
  PL: 'Poland',
  PT: 'Portugal',
  RO: 'Romania',
  SE: 'Sweden',
  SI: 'Slovenia',
  SK: 'Slovakia',
} as const;

const INDONESIA_FLOOR: Floor = {
  atLeast: 'P5Y',
  text: 'Indonesia: personal data is kept for at least 5 years.',
  categories: [
    'base.account',
    'base.transaction',
    'base.consent',
    'ocr.monitoring',
    'ekyc.monitoring',
    'asr.monitoring',
    'face.running-log',
  ],
  reason:
    'The duty is that of whoever decides on the data, so it covers what the operator keeps as controller to show how the contract was performed. Content is kept on the caller’s instruction and the duty is the caller’s; Identification Data lives by a consent that can be withdrawn; face features are biometric and go when asked; operation and error logs only repeat, desensitised, calls that Monitoring Data already shows.',
};

const KOREA_LOG_FLOOR: Floor = {
  atLeast: 'P3M',
  text: 'Korea: log records and IP addresses are kept for at least 3 months.',
  categories: [
    'ocr.operation-log',
    'ekyc.operation-log',
    'asr.operation-log',
    'ekyc.monitoring',
    'face.running-log',
  ],
  reason:
    'Logs of who called what and when, and the two categories that hold an IP address. The error log’s ring is a bounded diagnostic buffer without addresses; its calls are in the running log.',
};

const KOREA_CONTRACT_FLOOR: Floor = {
  atLeast: 'P5Y',
  text: 'Korea: contracts and payments are kept for at least 5 years.',
  categories: ['base.account', 'base.transaction'],
  reason:
    'The account is the record of the contract and Transactions are the record of what was to be paid. Single calls need not be kept to show a payment.',
};

/** The addenda by ISO 3166-1 alpha-2 code. */
export const addenda: Readonly<Record<string, Addendum>> = {
  ...Object.fromEntries(
    Object.entries(EEA).map(([code, name]) => [code, { name, contractingEntity: european }]),
  ),
  GB: { name: 'United Kingdom', contractingEntity: european },
  CH: { name: 'Switzerland', contractingEntity: european },
  AE: { name: 'United Arab Emirates', minimumAge: 21 },
  BR: { name: 'Brazil', minimumAge: 18 },
  CN: {
    name: "People's Republic of China",
    subjectRequest: { within: 'P15D', text: 'PRC: subject requests are answered within 15 days.' },
  },
  EG: { name: 'Egypt', minimumAge: 18 },
  ID: { name: 'Indonesia', minimumAge: 21, floors: [INDONESIA_FLOOR] },
  IN: { name: 'India', minimumAge: 18 },
  KR: { name: 'Korea', floors: [KOREA_LOG_FLOOR, KOREA_CONTRACT_FLOOR] },
  MY: { name: 'Malaysia', minimumAge: 18 },
  TR: { name: 'Türkiye', minimumAge: 18 },
  US: {
    name: 'United States',
    subjectRequest: {
      within: 'P45D',
      extension: 'P45D',
      text: 'US: subject requests are answered within 45 days (45 more where needed).',
    },
  },
};

/** What holds for end users of one jurisdiction, addendum over base. */
export interface JurisdictionTerms {
  /** ISO 3166-1 alpha-2 code, or null where only the base policy is known to hold. */
  readonly code: string | null;
  readonly name: string;
  readonly minimumAge: number;
  readonly subjectRequest: SubjectRequestDeadline;
  readonly contractingEntity: ContractingEntity;
  readonly floors: readonly Floor[];
}

const addendumOf = (code: string | undefined): Addendum | undefined =>
  code !== undefined && Object.hasOwn(addenda, code) ? addenda[code] : undefined;

/** The terms for a jurisdiction's code; an unknown or absent one has the base policy's. */
export const termsOf = (jurisdiction?: string): JurisdictionTerms => {
  const code = jurisdiction?.toUpperCase();
  const addendum = addendumOf(code);
  return {
    code: addendum && code ? code : null,
    name: addendum?.name ?? 'Everywhere else',
    minimumAge: addendum?.minimumAge ?? basePolicy.minimumAge.years,
    subjectRequest: addendum?.subjectRequest ?? basePolicy.subjectRequest,
    contractingEntity: addendum?.contractingEntity ?? 'general',
    floors: addendum?.floors ?? [],
  };
};
