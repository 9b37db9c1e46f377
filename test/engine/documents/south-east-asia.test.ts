import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/engine/documents/checks.ts';
import { derivations } from '../../../src/engine/documents/derive.ts';
import { bestMatch, matchTemplate } from '../../../src/engine/documents/match-template.ts';
import { knownWording } from '../../../src/engine/documents/wording.ts';
import { templates } from '../../../src/features/ocr/templates/templates.ts';
import { samplers } from '../../material/documents/index.ts';
import { Random } from '../../material/random.ts';
import { drawnLines } from '../../support/drawn-lines.ts';

const IDS = ['id-ktp', 'my-i-kad', 'my-kad', 'my-kid', 'ph-sss', 'ph-tin', 'ph-umid', 'ph-voter', 'sg-nric'];
const ours = templates.filter(({ id }) => IDS.includes(id));

describe('templates of South East Asia', () => {
  it.each(samplers.map((sampler, i) => [`${sampler.template} ${i}`, sampler] as const))(
    'take %s for nothing else',
    async (_, sampler) => {
      const { template } = sampler;
      for (const seed of IDS.includes(template) ? [1, 2] : [1]) {
        const lines = await drawnLines(sampler.draw(new Random(seed)));
        const match = bestMatch(ours.flatMap((each) => matchTemplate({ lines, tilt: 0 }, each) ?? []));
        expect(match?.template.id).toBe(IDS.includes(template) ? template : undefined);
      }
    },
  );

  it.each(
    samplers
      .filter(({ template }) => IDS.includes(template))
      .map((s, i) => [`${s.template} ${i}`, s] as const),
  )('find every value of %s, whatever is missing or long', async (_, sampler) => {
    const { template } = sampler;
    const layout = ours.filter(({ id }) => id === template);
    for (const seed of [10, 11, 12, 13, 14, 16, 17, 26, 31]) {
      const sample = sampler.draw(new Random(seed));
      const lines = await drawnLines(sample);
      const match = bestMatch(layout.flatMap((each) => matchTemplate({ lines, tilt: 0 }, each) ?? []));
      const templateFields = layout[0]?.sides[match?.side ?? 'front']?.fields ?? {};
      const printed = Object.keys(templateFields).filter(
        (name) => templateFields[name]?.places && sample.fields[name] !== undefined,
      );
      const read = printed.map((name) => [name, match?.fields[name]?.text ?? '']);
      expect(read).toEqual(printed.map((name) => [name, sample.fields[name]]));
    }
  });
});

describe('numbers', () => {
  it("Indonesia's tells a place, a day and a serial number", () => {
    for (const number of ['3173065802860003', '1271 0115 0790 0017', '3201134902040001'])
      expect(checks.nik(number), number).toBe(true);
    // No such province; day 0, 40 and 72; month 13; 29 February of no leap year; serial number 0; too short.
    for (const number of [
      ...['9973065802860003', '3173060002860003', '3173064002860003', '3173067202860003'],
      ...['3173065813860003', '3173062902870003', '3173065802860000', '317306580286000'],
    ])
      expect(checks.nik(number), number).toBe(false);
    expect(checks.nik('3173066902880003')).toBe(true);
  });

  it("Malaysia's tells date of birth and sex", () => {
    expect(derivations['mykad-birth']('710716-08-6085')).toBe('1971-07-16');
    expect(derivations['mykad-birth']('050915-07-1724')).toBe('2005-09-15');
    expect(derivations['mykad-birth']('051315-07-1724')).toBeUndefined();
    expect(derivations['mykad-birth']('710716-08-8085')).toBeUndefined();
    expect(derivations['mykad-sex']('710716-08-6085')).toBe('LELAKI');
    expect(derivations['mykad-sex']('050915-07-1724')).toBe('PEREMPUAN');
    expect(checks.mykad('710716-08-6085')).toBe(true);
    expect(checks.mykad('710716-00-6085')).toBe(false);
    expect(checks.mykad('710732-08-6085')).toBe(false);
  });

  it('a date is found behind the place of birth', () => {
    expect(derivations['last-date']('JAKARTA, 18-02-1986')).toBe('1986-02-18');
    expect(derivations['last-date']('JAKARTA')).toBeUndefined();
  });
});

it('common wordings get their spaces back, and others stay as they were read', () => {
  const known = ['SEUMUR HIDUP', 'BELUM KAWIN', 'KAWIN'];
  expect(knownWording('SEUMURHIDUP', known)).toBe('SEUMUR HIDUP');
  expect(knownWording('SEUMUR H1DUP', known)).toBe('SEUMUR HIDUP');
  expect(knownWording('BELUMKAWIN', known)).toBe('BELUM KAWIN');
  expect(knownWording('KAWIN', known)).toBe('KAWIN');
  expect(knownWording('22-02-2017', known)).toBe('22-02-2017');
  expect(knownWording('KAWIH', known)).toBe('KAWIH');
});
