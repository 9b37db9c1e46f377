import { z } from 'zod';
import { categoryIds, type CategoryId } from './catalogue.ts';
import { isPeriod } from './period.ts';
import type { Clause } from './rule.ts';
import type { Period } from './types.ts';

const period = z.custom<Period>((value) => typeof value === 'string' && isPeriod(value), {
  error: 'expected one ISO 8601 period such as P7D or PT12H',
});

const day = z.iso.date();

/** What a deployment may tighten for all of a feature. Each is a cap: what is stricter already stays. */
const featureTightening = z.strictObject({
  atMost: period.optional(),
  onRequest: z.union([z.literal('immediately'), period]).optional(),
  afterAccountClosed: period.optional(),
});

/** What a deployment may tighten for one category. */
const categoryTightening = featureTightening.extend({
  /** Ring categories only. */
  ringBytes: z.int().positive().optional(),
  /** Fields that are not stored although the module names them. */
  withoutFields: z.array(z.string()).optional(),
});

const subProcessor = z.strictObject({
  name: z.string().min(1),
  purpose: z.string().min(1),
  /** Service region or country in which it processes. */
  location: z.string().min(1),
  /** Absent: all features. */
  features: z.array(z.enum(['ocr', 'ekyc', 'asr', 'face'])).optional(),
  /** Days (`YYYY-MM-DD`): when customers were told, and from when it processes. */
  announced: day,
  effective: day,
});

/** Who operates the service, as documents name it. It tightens nothing and changes no rule. */
const operator = z.strictObject({
  name: z.string().min(1).optional(),
  address: z.string().min(1).optional(),
  /** Where data subjects and customers write to. */
  contact: z.string().min(1).optional(),
  dataProtectionOfficer: z.string().min(1).optional(),
  /** GDPR art. 27. */
  euRepresentative: z.string().min(1).optional(),
});

/** A deployment's overlay: what it does more strictly than the published policy, and who it is. */
export const overlaySchema = z.strictObject({
  /** Regions in which content may be processed and kept. Absent: any. */
  regions: z.array(z.string().min(1)).min(1).nullish(),
  minimumAge: z.int().positive().nullish(),
  features: z.partialRecord(z.enum(['ocr', 'ekyc', 'asr', 'face']), featureTightening).nullish(),
  categories: z
    .partialRecord(z.enum(categoryIds as [CategoryId, ...CategoryId[]]), categoryTightening)
    .nullish(),
  subProcessors: z.array(subProcessor).nullish(),
  operator: operator.nullish(),
});

export type Overlay = z.output<typeof overlaySchema>;
export type CategoryTightening = z.output<typeof categoryTightening>;
export type Operator = z.output<typeof operator>;
export type SubProcessor = z.output<typeof subProcessor>;

/** The overlay is not one: unknown keys, wrong types. */
export class OverlayInvalid extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OverlayInvalid';
  }
}

/** The overlay would loosen a promise; `clause` is the one that forbids it. */
export class OverlayRefused extends Error {
  readonly path: string;
  readonly clause: Clause;

  constructor(path: string, wanted: string, clause: Clause) {
    const promisor = clause.source === 'base policy' ? 'the base policy' : clause.source;
    super(`${path}: ${wanted} would loosen what ${promisor} promises: "${clause.text}"`);
    this.name = 'OverlayRefused';
    this.path = path;
    this.clause = clause;
  }
}

/**
 * Checks the shape of an overlay; whether it only tightens is for `compose` to say.
 * @param value what a YAML or JSON file holds; an empty file (null) is an empty overlay.
 * @throws OverlayInvalid naming every place that is wrong.
 */
export const parseOverlay = (value: unknown): Overlay => {
  const parsed = overlaySchema.safeParse(value ?? {});
  if (!parsed.success) throw new OverlayInvalid(z.prettifyError(parsed.error));
  return parsed.data;
};
