import { recognise } from '../engine-errors.ts';
import type { ActionContext } from '../action.ts';
import { ocrEngineCodes } from './codes.ts';
import type { DocumentRead } from './read-sides.ts';
import { brCin } from './templates/br-cin.ts';
import { brCnh2022 } from './templates/br-cnh-2022.ts';
import { brCnh } from './templates/br-cnh.ts';
import { brRg2019 } from './templates/br-rg-2019.ts';
import { brRg } from './templates/br-rg.ts';
import { brRne } from './templates/br-rne.ts';
import { brRnm } from './templates/br-rnm.ts';

/** Fields of the wire → fields of the templates, and the templates, by kind of document. */
export const idCard = {
  templates: [brRg, brRg2019, brCin],
  fields: {
    Nome: 'name',
    MemberShip: 'parents',
    DataNascimento: 'birth',
    IssuingAgency: 'agency',
    Fatorrh: 'bloodType',
    NaturalIDade: 'birthplace',
    Observations: 'remarks',
    CPF: 'cpf',
    DNI: 'nationalNumber',
    RegistroGeral: 'number',
    DispatchDate: 'issueDate',
    /** What stands as registro civil: no identity card of Brazil has an address. */
    Registro: 'civilRegister',
    DocOrigem: 'origin',
  },
  portraits: { front: 'PortraitImage' },
} as const;

export const driverLicense = {
  templates: [brCnh, brCnh2022],
  fields: {
    NOME: 'name',
    CatHab: 'category',
    /** Of the form, printed along the edge. */
    CNHNumber: 'formNumber',
    VALIDADE: 'expiry',
    /** The date of the first licence. */
    QUALIFICATION: 'firstLicence',
    IDENTIDADE: 'identityDocument',
    CPF: 'cpf',
    NASCIMENTO: 'birth',
    MEMBERSHIP: 'parents',
    /** Of the bearer, in the register of drivers. */
    REGISTRO: 'number',
    OBSERVATIONS: 'remarks',
    IssueDate: 'issueDate',
    LOCAL: 'place',
    /** Of the record (RENACH) that the licence was issued by, on the lower half. */
    BackNumber: 'recordNumber',
  },
  portraits: { front: 'PortraitImage' },
} as const;

export const rne = {
  templates: [brRne],
  fields: {
    RNE: 'number',
    CLASSIFICATION: 'classification',
    VALIDADE: 'expiry',
    NOME: 'name',
    Membership: 'parents',
    NACIONALIDADE: 'nationality',
    NATURALIDADE: 'birthplace',
    IssuingAgency: 'agency',
    DateOfBirth: 'birth',
    Sex: 'sex',
    EntryDate: 'entry',
    VIA: 'copy',
    DispatchDate: 'issueDate',
  },
  portraits: { front: 'PortraitImage' },
} as const;

export const rnm = {
  templates: [brRnm],
  fields: {
    SOBRENOME: 'surname',
    NOME: 'givenNames',
    DATADENASCIMENTO: 'birth',
    SEXO: 'sex',
    MEMBERSHIP: 'parents',
    NACIONALIDADE: 'nationality',
    VALIDADE: 'expiry',
    RNM: 'number',
    CPF: 'cpf',
    CLASSIFICATION: 'classification',
    PRAZODERESIDENCIA: 'residence',
    ISSUANCE: 'issueDate',
    AMPAROLEGAL: 'legalBasis',
  },
  portraits: { front: 'PortraitImage', back: 'PortraitImageBack' },
} as const;

/** The values that were found, by their names on the wire. */
export const textsOf = (
  fields: Readonly<Record<string, string>>,
  document: DocumentRead,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([wire, name]) => {
      const reading = document.fields[name];
      return reading ? [[wire, reading.text]] : [];
    }),
  );

/** The lines of the machine readable zone on the back, one under another; nothing where there is none. */
export async function zoneOf(
  { images, sides }: DocumentRead,
  context: ActionContext,
): Promise<{ MRZ?: string }> {
  for (const [i, image] of images.entries()) {
    if (sides[i] !== 'back') continue;
    const options = { today: context.clock.now() };
    const { zone, steps } = await recognise(ocrEngineCodes, () =>
      context.engine.readPassport({ image, options }),
    );
    context.addSteps(steps);
    if (zone) return { MRZ: zone.lines.join('\n') };
  }
  return {};
}

/** The portraits of either side, JPEG in Base64, by the names that they have on the wire. */
export const portraitsOf = (
  { portraits, sides }: DocumentRead,
  names: { readonly front: string; readonly back?: string },
): Record<string, string> =>
  Object.fromEntries(
    sides.flatMap((side, i) => {
      const [name, portrait] = [names[side], portraits[i]];
      return name && portrait ? [[name, Buffer.from(portrait).toString('base64')]] : [];
    }),
  );

/** Each field's confidence, as the API gives it: JSON in a text. */
export const confidencesOf = (fields: Readonly<Record<string, string>>, document: DocumentRead): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(fields).flatMap(([wire, name]) => {
        const reading = document.fields[name];
        return reading ? [[wire, { Confidence: reading.confidence.toFixed(4) }]] : [];
      }),
    ),
  );
