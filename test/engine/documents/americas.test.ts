import { describe, expect, it } from 'vitest';
import { checks } from '../../../src/engine/documents/checks.ts';
import { derivations } from '../../../src/engine/documents/derive.ts';
import { fit } from '../../../src/engine/documents/fit.ts';
import { bestMatch, matchTemplate } from '../../../src/engine/documents/match-template.ts';
import { type MatchableLine, stripOf } from '../../../src/engine/documents/strip.ts';
import { upwardLine } from '../../../src/engine/documents/upward.ts';
import type { Quad } from '../../../src/engine/types.ts';
import { migrantNumber } from '../../../src/features/ocr/templates/brazil.ts';
import { stateNumber } from '../../../src/features/ocr/templates/br-rg.ts';
import { templates } from '../../../src/features/ocr/templates/templates.ts';
import { inventCnh, inventCpf } from '../../material/documents/brazilian-people.ts';
import { samplers } from '../../material/documents/index.ts';
import type { Sample } from '../../material/documents/sample.ts';
import { Random } from '../../material/random.ts';
import { drawnLines } from '../../support/drawn-lines.ts';

const isOurs = (id: string): boolean => /^(?:br|mx)-/.test(id);
const ours = templates.filter(({ id }) => isOurs(id));

/** A level line is wider than high, or a character or two. What runs up an edge has no level box. */
const levelLines = async (sample: Sample): Promise<MatchableLine[]> =>
  (await drawnLines(sample)).filter(
    ({ text, quad: [a, b, , d] }) => text.length < 3 || b.x - a.x > d.y - a.y,
  );

describe('templates of the Americas', () => {
  it.each(samplers.map((sampler, i) => [`${sampler.template} ${i}`, sampler] as const))(
    'take %s for nothing else',
    async (_, sampler) => {
      const { template } = sampler;
      for (const seed of isOurs(template) ? [1, 2] : [1]) {
        const lines = await levelLines(sampler.draw(new Random(seed)));
        const taken = ours.filter((each) => matchTemplate({ lines, tilt: 0 }, each));
        expect(taken.map(({ id }) => id)).toEqual(isOurs(template) ? [template] : []);
      }
    },
  );

  it.each(
    samplers.filter(({ template }) => isOurs(template)).map((s, i) => [`${s.template} ${i}`, s] as const),
  )('find every value of %s, whatever is missing or long', async (_, sampler) => {
    const layout = ours.filter(({ id }) => id === sampler.template);
    for (const seed of [10, 13, 16, 26]) {
      const sample = sampler.draw(new Random(seed));
      const lines = await levelLines(sample);
      const match = bestMatch(layout.flatMap((each) => matchTemplate({ lines, tilt: 0 }, each) ?? []));
      const templateFields = layout[0]?.sides[match?.side ?? 'front']?.fields ?? {};
      const printed = Object.keys(templateFields).filter(
        (name) => templateFields[name]?.places && name !== 'formNumber',
      );
      const read = printed.flatMap((name) => {
        const text = match?.fields[name]?.text;
        return text === undefined ? [] : [[name, text]];
      });
      const wanted = printed.flatMap((name) => {
        const text = sample.fields[name];
        return text === undefined ? [] : [[name, text]];
      });
      expect(read).toEqual(wanted);
    }
  });
});

/** Every number that differs in one digit. */
const singleChanges = (number: string): string[] =>
  [...number].flatMap((character, i) =>
    /\d/.test(character)
      ? [...'0123456789']
          .filter((digit) => digit !== character)
          .map((digit) => number.slice(0, i) + digit + number.slice(i + 1))
      : [],
  );

describe('check digits', () => {
  it('of CPF see every changed digit; where a check digit is 0, one that moves the remainder between 0 and 1', () => {
    for (const number of ['529.982.247-25', '111.444.777-35', '862883667-57']) {
      expect(checks.cpf(number), number).toBe(true);
      expect(singleChanges(number).filter((changed) => checks.cpf(changed))).toEqual([]);
    }
    expect(singleChanges('987.654.321-00').filter((changed) => checks.cpf(changed))).toEqual([
      ...['887.654.321-00', '987.652.321-00'],
    ]);
    // One digit eleven times keeps the rule, and is never given.
    for (const number of ['111.111.111-11', '000.000.000-00', '529.982.247-2'])
      expect(checks.cpf(number)).toBe(false);
  });

  it('of driving licences see every changed digit; where a check digit is 0, one that moves the remainder between 0 and 10', () => {
    for (const number of ['58316794534', '02650306461', '07479271378']) {
      const passed = singleChanges(number).filter((changed) => checks.cnh(changed));
      expect([number, checks.cnh(number), passed]).toEqual([number, true, []]);
    }
    expect(singleChanges('98765432109').filter((changed) => checks.cnh(changed))).toEqual(['98765432209']);
  });

  it('are right on what is drawn', () => {
    const random = new Random(5);
    for (let i = 0; i < 300; i++) {
      expect(checks.cpf(inventCpf(random))).toBe(true);
      expect(checks.cnh(inventCnh(random))).toBe(true);
    }
  });

  it('of CURP see every changed digit whose weighted difference is no multiple of ten: not 5 at even weights, nothing at the ninth place', () => {
    for (const number of ['HEGG560427MVZRRL04', 'GOGR980814MYNMMS95', 'HERB030418MGTRMGB2']) {
      const passed = singleChanges(number).filter((changed) => checks.curp(changed));
      const unseen = singleChanges(number).filter((changed) => {
        const at = [...changed].findIndex((digit, i) => digit !== number[i]);
        return at < 17 && ((18 - at) * (Number(changed[at]) - Number(number[at]))) % 10 === 0;
      });
      expect([number, checks.curp(number), passed]).toEqual([number, true, unseen]);
    }
  });
});

describe('a line that runs up an edge', () => {
  const page = (turn: (x: number, y: number) => { x: number; y: number }) =>
    [
      [0, 0],
      [300, 40],
      [60, 300],
    ].map(([x = 0, y = 0]) => {
      const quad: Quad = [turn(x, y), turn(x + 20, y), turn(x + 20, y + 20), turn(x, y + 20)];
      const glyph = { text: 'A', confidence: 1, spaced: false, quad, left: x, right: x + 20 };
      return stripOf([glyph], { middle: y + 10, height: 20 });
    });

  it('begins at the bottom left of its part of the page, however that lies', () => {
    const area = { left: 10, top: 100, right: 40, bottom: 300 };
    const [cos, sin] = [Math.cos(0.1), Math.sin(0.1)];
    const turn = (x: number, y: number) => ({ x: 500 + x * cos - y * sin, y: 80 + x * sin + y * cos });
    const line = upwardLine(area, page(turn));
    const corners = [turn(10, 300), turn(10, 100), turn(40, 100), turn(40, 300)];
    line?.glyphs[0]?.quad.forEach((point, i) => {
      expect(point.x).toBeCloseTo(corners[i]?.x ?? NaN, 3);
      expect(point.y).toBeCloseTo(corners[i]?.y ?? NaN, 3);
    });
    expect([line?.text, line?.height]).toEqual(['', 30]);
    expect((line?.right ?? 0) - (line?.left ?? 0)).toBe(200);
  });

  it('is not looked for where nothing tells how the page lies', () => {
    expect(upwardLine({ left: 0, top: 0, right: 1, bottom: 1 }, [])).toBeUndefined();
  });
});

describe('values', () => {
  it('a CURP tells the day of birth with its century, and the sex', () => {
    expect(derivations['curp-birth']('GOGR980814MYNMMS95')).toBe('14/08/1998');
    expect(derivations['curp-birth']('HERB030418MGTRMGB2')).toBe('18/04/2003');
    expect(derivations['curp-birth']('HERB031318MGTRMGB2')).toBeUndefined();
    expect(derivations['curp-sex']('HEGG560427MVZRRL04')).toBe('M');
    expect(derivations['curp-sex']('HEGG5604')).toBeUndefined();
  });

  it('a blood type keeps its sign', () => {
    const typeOf = (text: string) => fit({ format: 'blood-type' }, text)?.text;
    expect(['O-', 'AB +', ': 0+', 'o-', 'A', 'B-'].map(typeOf)).toEqual(['O-', 'AB+', 'O+', 'O-', 'A', 'B-']);
    expect(['-', 'NAO', 'C+', ''].map(typeOf)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('states print their numbers in many forms', () => {
    const numberOf = (text: string) => fit(stateNumber, text)?.text;
    for (const number of ['12.345.678-9', '48.151.623-X', 'MG-12.345.678', '1.234.567', '123456'])
      expect(numberOf(number)).toBe(number);
    expect(numberOf('12.345.678 - 9')).toBe('12.345.678-9');
    expect(numberOf('REGISTRO')).toBeUndefined();
  });

  it('a migrant has a letter, digits and a check character', () => {
    const numberOf = (text: string) => fit(migrantNumber, text)?.text;
    expect(['V123456-J', 'V123456J', 'F1234567-0', 'VI23456-7'].map(numberOf)).toEqual([
      ...['V123456-J', 'V123456-J', 'F1234567-0', 'V123456-7'],
    ]);
    expect(['RESIDENTE', '12345678', 'V1234'].map(numberOf)).toEqual([undefined, undefined, undefined]);
  });
});
