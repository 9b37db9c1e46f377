import { z } from 'zod';
import type { CategoryId } from '../policy/catalogue.ts';

export interface FieldPolicy {
  /** The category of data that the field carries. Absent: none, it is a setting or a measure. */
  readonly category?: CategoryId;
  /** Only `harmless` values may appear in a log; the rest is replaced by its type and size. */
  readonly log: 'harmless' | 'withheld';
}

/** What each field of a request or response schema carries. A field that is not in it is withheld from every log. */
export const personalData = z.registry<FieldPolicy>();

/** Marks a schema as safe to log: a setting, a measure, a code; never anything an end user is or says. */
export const harmless = <S extends z.ZodType>(schema: S): S => {
  personalData.add(schema, { log: 'harmless' });
  return schema;
};

/** Marks a schema as carrying data of a category; its value never reaches a log. */
export const carries = <S extends z.ZodType>(category: CategoryId, schema: S): S => {
  personalData.add(schema, { category, log: 'withheld' });
  return schema;
};
