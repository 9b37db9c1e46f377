import { describe, expect, test } from 'vitest';
import type { DocumentTemplate } from '../../../src/engine/documents/types.ts';
import { ocr } from '../../../src/policy/modules/ocr.ts';
import { templates } from '../../../src/features/ocr/templates/templates.ts';
import { samplers } from '../../material/documents/index.ts';
import { Random } from '../../material/random.ts';

const sidesOf = (template: DocumentTemplate) => Object.entries(template.sides);

/** Names that places of a side refer to. */
const landmarksOf = (template: DocumentTemplate): string[] =>
  sidesOf(template).flatMap(([, side]) => [
    ...side.marks,
    ...(side.never ?? []),
    ...Object.values(side.fields).flatMap(({ derive, places }) => [
      ...(derive ? [derive.from] : []),
      ...(places ?? []).flatMap((place) =>
        place.at === 'line' ? [place.below, place.above].filter((name) => name !== undefined) : [],
      ),
    ]),
  ]);

const namesOf = (template: DocumentTemplate): string[] =>
  sidesOf(template).flatMap(([, side]) => [...Object.keys(side.fields), ...Object.keys(side.anchors ?? {})]);

describe('templates', () => {
  test('have names of their own, and each is drawn', () => {
    const ids = templates.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...new Set(samplers.map(({ template }) => template))].sort()).toEqual(ids.toSorted());
  });

  test.each(templates.map((template) => [template.id, template] as const))(
    '%s crosses to another process, and speaks of fields and anchors that it has',
    (_id, template) => {
      expect(structuredClone(template)).toEqual(template);
      const names = namesOf(template);
      expect(landmarksOf(template).filter((name) => !names.includes(name))).toEqual([]);
      for (const [, side] of sidesOf(template)) expect(side.least).toBeLessThanOrEqual(side.marks.length);
    },
  );

  test.each(templates.map((template) => [template.id, template] as const))(
    '%s says which of its fields are Identification Data: a number at least',
    (_id, template) => {
      const declared = sidesOf(template).flatMap(([, side]) =>
        Object.values(side.fields).flatMap(({ identification }) => identification ?? []),
      );
      expect(declared).toContain('identificationNumber');
      for (const field of declared)
        expect(Object.keys(ocr.categories['ocr.identification'].fields)).toContain(field);
    },
  );

  test.each(samplers.map((sampler, i) => [`${sampler.template} ${i}`, sampler] as const))(
    '%s is drawn with fields that its template knows, the same for the same numbers',
    (_title, sampler) => {
      const template = templates.find(({ id }) => id === sampler.template);
      const { fields } = sampler.draw(new Random(7));
      expect(sampler.draw(new Random(7)).fields).toEqual(fields);
      const known = template ? namesOf(template) : [];
      expect(Object.keys(fields).filter((name) => !known.includes(name))).toEqual([]);
    },
  );
});
