import { describe, expect, it } from 'vitest';
import { type CheckName, checks } from '../../../src/engine/documents/checks.ts';
import { findDates, writeDate } from '../../../src/engine/documents/dates.ts';
import { dateOf, derivations } from '../../../src/engine/documents/derive.ts';
import { fit } from '../../../src/engine/documents/fit.ts';
import { applyFormat } from '../../../src/engine/documents/formats.ts';
import { bestMatch, matchTemplate } from '../../../src/engine/documents/match-template.ts';
import type { MatchableLine } from '../../../src/engine/documents/strip.ts';
import type { DocumentTemplate, FieldTemplate } from '../../../src/engine/documents/types.ts';
import { templates } from '../../../src/features/ocr/templates/templates.ts';
import { samplers } from '../../material/documents/index.ts';
import { Random } from '../../material/random.ts';
import { drawnLines } from '../../support/drawn-lines.ts';

const IDS = [
  ...['thai-id-card', 'thai-pink-card', 'korean-id-card', 'korean-driving-licence', 'macao-id-card'],
  ...['hmt-residence-permit', 'mainland-permit-hk-macao', 'mainland-permit-taiwan'],
  ...['permit-to-hk-macao', 'permit-to-taiwan'],
];
const ours = templates.filter(({ id }) => IDS.includes(id));
const titled = (list: typeof samplers) =>
  list.map((sampler, i) => [`${sampler.template} ${i}`, sampler] as const);

describe('templates of East Asia', () => {
  it.each(titled(samplers))('take %s for nothing else', async (_, sampler) => {
    const lines = await drawnLines(sampler.draw(new Random(1)));
    const match = bestMatch(ours.flatMap((each) => matchTemplate({ lines, tilt: 0 }, each) ?? []));
    expect(match?.template.id).toBe(IDS.includes(sampler.template) ? sampler.template : undefined);
  });

  it.each(titled(samplers.filter(({ template }) => IDS.includes(template))))(
    'find every value of %s, whatever is missing or long',
    async (_, sampler) => {
      const layout = ours.find(({ id }) => id === sampler.template);
      for (let seed = 10; seed < 18; seed++) {
        const sample = sampler.draw(new Random(seed));
        const match = layout && matchTemplate({ lines: await drawnLines(sample), tilt: 0 }, layout);
        const fields = layout?.sides[match?.side ?? 'front']?.fields ?? {};
        const printed = Object.keys(sample.fields).filter((name) => fields[name]?.places);
        const read = printed.map((name) => [name, match?.fields[name]?.text ?? '']);
        expect(read).toEqual(printed.map((name) => [name, sample.fields[name]]));
      }
    },
  );
});

const line = (text: string, x: number, y: number, confidences?: readonly number[]): MatchableLine => {
  const box = (from: number, to: number): MatchableLine['quad'] => [
    { x: from, y },
    { x: to, y },
    { x: to, y: y + 20 },
    { x: from, y: y + 20 },
  ];
  const words = [...text.replace(/\s/g, '')].map((letter, i) => ({
    text: letter,
    confidence: confidences?.[i] ?? 1,
    quad: box(x + 12 * i, x + 12 * (i + 1)),
  }));
  return { text, confidence: 1, quad: box(x, x + 12 * words.length), words };
};

const matched = (lines: readonly MatchableLine[], fields: Readonly<Record<string, FieldTemplate>>) => {
  const template: DocumentTemplate = {
    ...{ id: 'x', title: 'x', script: 'chinese' },
    sides: { front: { anchors: { title: { texts: ['TITLE'] } }, marks: ['title'], least: 1, fields } },
  };
  const match = matchTemplate({ lines: [line('TITLE', 100, 0), ...lines], tilt: 0 }, template);
  return Object.fromEntries(Object.entries(match?.fields ?? {}).map(([name, { text }]) => [name, text]));
};

describe('places', () => {
  it('above a label, in its column, up to the next label', () => {
    const fields: Record<string, FieldTemplate> = {
      issued: { labels: ['ISSUED'], places: [{ at: 'above' }] },
      expires: { labels: ['EXPIRES'], places: [{ at: 'above' }] },
      sealed: { labels: ['SEALED'], places: [{ at: 'above' }] },
    };
    const lines = [
      ...[line('one', 100, 60), line('two', 400, 60)],
      ...[line('ISSUED', 100, 90), line('EXPIRES', 400, 90), line('SEALED', 400, 120)],
    ];
    expect(matched(lines, fields)).toEqual({ issued: 'one', expires: 'two' });
  });

  it('beside the value of a field that has no label', () => {
    const fields: Record<string, FieldTemplate> = {
      number: { places: [{ at: 'line' }], pattern: /\d{4}/ },
      name: { places: [{ at: 'above', of: 'number' }] },
      address: { places: [{ at: 'below', of: 'number' }], lines: 2 },
    };
    const lines = [
      line('Ada', 100, 60),
      line('1234', 100, 90),
      line('Street', 100, 120),
      line('Town', 100, 145),
    ];
    expect(matched(lines, fields)).toEqual({ number: '1234', name: 'Ada', address: 'Street Town' });
  });

  it('below a label is not where another label has its value', () => {
    const fields: Record<string, FieldTemplate> = {
      born: { labels: ['BORN'], places: [{ at: 'right' }, { at: 'below' }] },
      valid: { labels: ['VALID'], places: [{ at: 'right' }] },
    };
    const lines = [line('BORN', 100, 60), line('VALID', 100, 90), line('2020', 200, 90)];
    expect(matched(lines, fields)).toEqual({ valid: '2020' });
  });

  it('a value ends where the reader begins to guess, if its field says so', () => {
    const name: FieldTemplate = { labels: ['NAME'], places: [{ at: 'right' }] };
    const lines = [line('NAME', 100, 60), line('Ada王李', 180, 60, [1, 1, 0.99, 0.3, 0.9])];
    expect(matched(lines, { name })).toEqual({ name: 'Ada王李' });
    expect(matched(lines, { name: { ...name, endsBelow: 0.8 } })).toEqual({ name: 'Ada' });
  });

  it('a side may be told by a value alone', () => {
    const sides = {
      back: {
        marks: ['laser'],
        least: 1,
        fields: { laser: { places: [{ at: 'line' }], pattern: /[A-Z]{2}\d-\d{7}-\d\d/ } },
      },
    } as const;
    const template: DocumentTemplate = { id: 'x', title: 'x', script: 'thai', sides };
    expect(matchTemplate({ lines: [line('JT1-1234567-89', 0, 0)], tilt: 0 }, template)?.side).toBe('back');
    expect(matchTemplate({ lines: [line('JT1-1234567', 0, 0)], tilt: 0 }, template)).toBeNull();
  });
});

describe('numbers', () => {
  // Made up by the published rules.
  const right: Readonly<Record<string, readonly string[]>> = {
    'thai-number': ['0 0510 74783 62 0', '7 1724 85163 90 8', '1 4851 63909 01 5'],
    'thai-id': ['1 4851 63909 01 5', '5 4783 62658 50 6'],
    'korean-rrn': ['920113-1744124', '930408-2864372', '550128-2544258'],
  };

  it.each(Object.entries(right))('%s holds, and fails for nearly every digit changed', (name, numbers) => {
    const check = checks[name as CheckName];
    const changed = numbers.flatMap((number) =>
      [...number].flatMap((digit, i) =>
        [...'0123456789'].flatMap((other) =>
          /\d/.test(digit) && other !== digit ? [number.slice(0, i) + other + number.slice(i + 1)] : [],
        ),
      ),
    );
    for (const number of numbers) expect(check(number), number).toBe(true);
    // Two of the eleven remainders share a digit.
    expect(changed.filter(check).length / changed.length).toBeLessThan(0.1);
  });

  it("a citizen's number of Thailand does not begin with 0", () => {
    expect(checks['thai-id']('0 0510 74783 62 0')).toBe(false);
  });

  it("Korea's tells date of birth and sex", () => {
    expect(derivations['korean-birth']('920113-1744124')).toBe('13/01/1992');
    expect(derivations['korean-birth']('0503044123456')).toBe('04/03/2005');
    expect(derivations['korean-birth']('921313-1744124')).toBeUndefined();
    expect(derivations['korean-sex']('920113-1744124')).toBe('男');
    expect(derivations['korean-sex']('930408-2864372')).toBe('女');
    expect(derivations['korean-sex']('93040')).toBeUndefined();
  });

  it('of two shapes the one that changes least is taken', () => {
    const shapes = ['A99999999', 'AA9999999'];
    expect(fit({ shapes }, 'CA1234567')?.text).toBe('CA1234567');
    expect(fit({ shapes }, 'C12345678')?.text).toBe('C12345678');
    expect(fit({ shapes }, 'C1234567O')?.text).toBe('C12345670');
  });
});

describe('dates', () => {
  it('of Thai documents follow from each other', () => {
    expect(derivations['thai-date']('4 Oct. 1970')).toBe('4 ต.ค. 2513');
    expect(derivations['english-date']('28 พ.ค. 2513')).toBe('28 May 1970');
    expect(derivations['english-date']('4 ต.ค. 2513')).toBe('4 Oct. 1970');
    expect([dateOf('28 พ.ค. 2513'), dateOf('4 Oct. 1970'), dateOf('13/01/1992')]).toEqual([
      ...['1970-05-28', '1970-10-04', '1992-01-13'],
    ]);
    expect(writeDate({ year: 2030, month: 5, day: 1 }, 'D MON. YYYY')).toBe('1 May 2030');
  });

  it('are not made of a year', () => {
    expect(findDates('2513', { date: 'dmy' })).toEqual([]);
    expect(findDates('20200131', { date: 'ymd' })).toHaveLength(1);
  });

  it('of a period are both given', () => {
    const format = { date: 'ymd', as: 'DD/MM/YYYY', until: '~' } as const;
    expect(applyFormat(format, '2030.01.01~2030.12.31')?.text).toBe('01/01/2030~31/12/2030');
    expect(applyFormat(format, '2030010120301231')?.text).toBe('01/01/2030~31/12/2030');
    expect(applyFormat(format, '2030.01.01~')).toBeUndefined();
  });
});

it('Korean addresses get back the spaces and brackets that readers lose', () => {
  for (const [read, given] of [
    ['대전광역시 유성구대학로291 12동305호 구성동]', '대전광역시 유성구 대학로 291 12동 305호 (구성동)'],
    ['서울특별시 구로구디지털로300(구로동', '서울특별시 구로구 디지털로 300 (구로동)'],
    ['경기도 성남시 분당구 판교로 242 (삼평동)', '경기도 성남시 분당구 판교로 242 (삼평동)'],
    ['경기도 성남시 분당구 판교로 242', '경기도 성남시 분당구 판교로 242'],
  ] as const)
    expect(applyFormat('korean-address', read)?.text).toBe(given);
});
