import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brCinBack, brCinFront } from '../../material/documents/br-cin.ts';
import { brCnh2022, brCnh2022Lower } from '../../material/documents/br-cnh-2022.ts';
import { brCnh } from '../../material/documents/br-cnh.ts';
import { brRg2019Back, brRg2019Front } from '../../material/documents/br-rg-2019.ts';
import { brRgBack, brRgFront } from '../../material/documents/br-rg.ts';
import { brRneBack, brRneFront } from '../../material/documents/br-rne.ts';
import { brRnmBack, brRnmFront } from '../../material/documents/br-rnm.ts';
import { mxIne2014, mxIne2019 } from '../../material/documents/mx-ine.ts';
import type { Sampler } from '../../material/documents/sample.ts';
import { driverLicense, idCard, rne, rnm } from '../../../src/features/ocr/brazil.ts';
import { codeOf } from '../../support/code-of.ts';
import { startLethe, type TestServer } from '../../support/lethe.ts';
import { intlCall } from '../../support/sdk.ts';
import { photograph } from './card-cases.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startLethe();
});
afterAll(() => server[Symbol.asyncDispose]());

interface Case {
  readonly title: string;
  readonly action: string;
  /** The sides; the seed of what is drawn. */
  readonly samplers: readonly [Sampler, Sampler?];
  readonly seed: number;
  /** Field of the answer → field of the samples. */
  readonly fields: Readonly<Record<string, string>>;
  /** Fields that a bad photograph of the first side must give, too. */
  readonly certain?: readonly string[];
}

const mexican = {
  ...{ Name: 'name', Sex: 'sex', Address: 'address', VotePIN: 'elector', CURP: 'curp', Birth: 'birth' },
  ...{ SECCION: 'section', IssueDate: 'registered', ValidDate: 'expiry', State: 'state' },
  ...{ City: 'municipality', Locality: 'locality', EMISION: 'emission' },
};

const cases: readonly Case[] = [
  {
    title: 'identity card of a state of Brazil',
    action: 'RecognizeBrazilIDCardOCR',
    samplers: [brRgBack, brRgFront],
    seed: 1,
    fields: idCard.fields,
    certain: ['Nome', 'RegistroGeral', 'DataNascimento'],
  },
  {
    title: 'identity card of a state of Brazil since 2019',
    action: 'RecognizeBrazilIDCardOCR',
    samplers: [brRg2019Front, brRg2019Back],
    seed: 2,
    fields: idCard.fields,
  },
  {
    title: 'national identity card of Brazil',
    action: 'RecognizeBrazilIDCardOCR',
    samplers: [brCinFront, brCinBack],
    seed: 1,
    fields: idCard.fields,
    certain: ['Nome', 'CPF', 'DataNascimento', 'RegistroGeral'],
  },
  {
    title: 'driving licence of Brazil',
    action: 'RecognizeBrazilDriverLicenseOCR',
    samplers: [brCnh],
    seed: 2,
    fields: driverLicense.fields,
    certain: ['NOME', 'CPF', 'REGISTRO', 'NASCIMENTO'],
  },
  {
    title: "foreigner's card of Brazil",
    action: 'RecognizeBrazilRNEOCR',
    samplers: [brRneFront, brRneBack],
    seed: 1,
    fields: rne.fields,
    certain: ['RNE', 'NOME', 'VALIDADE'],
  },
  {
    title: "migrant's card of Brazil",
    action: 'RecognizeBrazilRNMOCR',
    samplers: [brRnmFront, brRnmBack],
    seed: 1,
    fields: rnm.fields,
    certain: ['RNM', 'SOBRENOME', 'NOME', 'DATADENASCIMENTO'],
  },
  {
    title: "voter's credential of Mexico",
    action: 'RecognizeMexicoVTID',
    samplers: [mxIne2014],
    seed: 1,
    fields: mexican,
    certain: ['Name', 'CURP', 'VotePIN', 'Birth'],
  },
  {
    title: "voter's credential of Mexico since 2019",
    action: 'RecognizeMexicoVTID',
    samplers: [mxIne2019],
    seed: 1,
    fields: mexican,
  },
];

/** Little is lost in such a picture. */
const GOOD = { quality: 92 } as const;

/** Both sides of one card, as the request has them. */
async function bothSides([first, second]: Case['samplers'], seed: number) {
  const front = await photograph(first, seed, GOOD);
  const back = second && (await photograph(second, seed, GOOD));
  return {
    request: {
      ImageBase64: front.ImageBase64,
      ...(back ? { BackImageBase64: back.ImageBase64 } : {}),
    },
    fields: { ...back?.fields, ...front.fields } as Readonly<Record<string, string>>,
  };
}

const call = (action: string, request: Readonly<Record<string, unknown>>) =>
  intlCall(server.target, 'ocr', action)({ ...request });

const wanted = (
  fields: Readonly<Record<string, string>>,
  truth: Readonly<Record<string, string>>,
): Record<string, string | null> =>
  Object.fromEntries(Object.entries(fields).map(([wire, name]) => [wire, truth[name] ?? null]));

const given = (answer: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, answer[name]]));

describe('documents of Brazil and Mexico', () => {
  it.each(cases)('$title: every field is read', async ({ action, samplers, seed, fields }) => {
    const card = await bothSides(samplers, seed);
    const answer = await call(action, card.request);
    expect(given(answer, Object.keys(fields))).toEqual(wanted(fields, card.fields));
  });

  it.each(cases.flatMap((each) => (each.certain ? [{ ...each, certain: each.certain }] : [])))(
    '$title: the first side is read when it lies askew in a grainy picture',
    async ({ action, samplers, seed, fields, certain }) => {
      const options = { tilt: 4, noise: 8, quality: 80 };
      const { ImageBase64, fields: truth } = await photograph(samplers[0], seed, options);
      const answer = await call(action, { ImageBase64 });
      const truths = wanted(fields, truth);
      expect(given(answer, certain)).toEqual(Object.fromEntries(certain.map((name) => [name, truths[name]])));
    },
  );
});

describe('what all of them have', () => {
  it('a zone on the back is given line by line', async () => {
    const { ImageBase64: BackImageBase64 } = await photograph(brRnmBack, 1, GOOD);
    const answer = await call('RecognizeBrazilRNMOCR', { BackImageBase64 });
    const lines = String(answer['MRZ']).split('\n');
    expect(lines.map(({ length }) => length)).toEqual([30, 30, 30]);
    expect(lines[0]).toMatch(/^I<BRA[A-Z]\d{6}/);
    expect([answer['PortraitImage'], answer['PortraitImageBack']]).toEqual([null, null]);
  });

  it('the common action tells the document, and says what its own action says', async () => {
    const licence = await bothSides([brCnh2022, brCnh2022Lower], 2);
    const answer = await call('RecognizeBrazilCommonOCR', licence.request);
    expect(answer['Type']).toBe(4);
    const result = answer['Result'] as Record<string, Record<string, unknown> | null>;
    expect([result['RNE'], result['RNM'], result['IDCard']]).toEqual([null, null, null]);
    expect(given(result['DriverLicense'] ?? {}, Object.keys(driverLicense.fields))).toEqual(
      wanted(driverLicense.fields, licence.fields),
    );
  });

  it('another document is none of theirs', async () => {
    const { ImageBase64 } = await photograph(brRneFront, 1, { ...GOOD, scale: 0.7 });
    const answer = call('RecognizeBrazilIDCardOCR', { ImageBase64 });
    expect(await codeOf(answer)).toBe('FailedOperation.OcrFailed');
  });
});
