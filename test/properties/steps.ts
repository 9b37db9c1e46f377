import fc from 'fast-check';
import type { StorableCategoryId } from '../../src/policy/catalogue.ts';
import { compose, type Policy } from '../../src/policy/compose.ts';
import type { Overlay } from '../../src/policy/overlay.ts';
import type { Period } from '../../src/policy/types.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/lib/clock.ts';
import { storable } from './model.ts';

export const APPS = ['1250000001', '1250000002'] as const;
/** The same values in both accounts. */
export const PERSONS = ['person-0', 'person-1', 'person-2'] as const;
export const REGIONS = ['ap-singapore', 'eu-frankfurt'] as const;
/** Korea and Indonesia demand that some of it is kept for longer. */
export const JURISDICTIONS = [undefined, 'KR', 'ID', 'DE'] as const;
/** Consents of an account; the last covers less than is captured. */
export const CONSENTS = [
  { id: 'consent-0', category: 'ocr.identification', fields: ['name', 'faceImage'] },
  { id: 'consent-1', category: 'ekyc.identification', fields: ['name', 'faceImage'] },
  { id: 'consent-2', category: 'ocr.identification', fields: ['name'] },
] as const;
const CALLED = ['ocr', 'ekyc', 'asr'] as const;

/** These come by calls of their own. */
const SPECIAL: readonly StorableCategoryId[] = [
  'base.transaction',
  'base.legal-hold',
  'base.consent',
  'ocr.identification',
  'ekyc.identification',
];
export const PUT = storable.filter((id) => !SPECIAL.includes(id));

/** One thing that somebody does to a vault: plain data, so that a failing run can be shrunk and printed. */
export type Step =
  | {
      readonly do: 'put';
      readonly app: number;
      readonly category: number;
      readonly person: number;
      readonly jurisdiction: number;
      readonly region: number;
      readonly sealed: boolean;
    }
  | { readonly do: 'call'; readonly app: number; readonly feature: number; readonly jurisdiction: number }
  | {
      readonly do: 'give' | 'withdraw' | 'capture';
      readonly app: number;
      readonly consent: number;
      readonly person: number;
      readonly jurisdiction: number;
    }
  | { readonly do: 'erase'; readonly app: number; readonly person: number | null }
  | { readonly do: 'remove'; readonly nth: number }
  | {
      readonly do: 'hold';
      readonly app: number;
      readonly person: number | null;
      readonly category: number | null;
      readonly apart: 'at-once' | 'when-due';
      readonly days: number | null;
    }
  | { readonly do: 'release'; readonly nth: number }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'expire' }
  | { readonly do: 'restart'; readonly policy: readonly Tightening[] | null }
  | { readonly do: 'crash'; readonly during: Step; readonly turns: number }
  | { readonly do: 'backup' }
  /** A back-up, and what happens between it and the loss of the machine. */
  | { readonly do: 'drill'; readonly between: readonly Step[] }
  | { readonly do: 'restore' };

/** What a deployment may make stricter. Those that would loosen something are passed over. */
export type Tightening =
  | { readonly of: string; readonly atMost: Period }
  | { readonly of: string; readonly without: string }
  | { readonly ringBytes: number }
  | { readonly region: string };

const within = (list: readonly unknown[]): fc.Arbitrary<number> => fc.nat({ max: list.length - 1 });
/** More of one account and one consent, so that more happens to the same. */
const app = fc.constantFrom(0, 0, 1);
const person = within(PERSONS);
const jurisdiction = within(JURISDICTIONS);
const consent = fc.constantFrom(0, 0, 0, 1, 2);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const PERIODS: readonly Period[] = ['PT30M', 'PT2H', 'P1D', 'P7D', 'P20D', 'P1M', 'P3M', 'P1Y'];
const FEATURES = ['ocr', 'ekyc', 'asr', 'face'];
const tightening: fc.Arbitrary<Tightening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      of: fc.constantFrom(...FEATURES, ...storable.filter((id) => id !== 'base.legal-hold')),
      atMost: fc.constantFrom(...PERIODS),
    }),
  },
  fc.constantFrom(
    { of: 'ocr.identification', without: 'name' },
    { of: 'ocr.monitoring', without: 'callId' },
    { of: 'face.running-log', without: 'userIp' },
    { of: 'face.error-log', without: 'input' },
  ),
  fc.record({ ringBytes: fc.integer({ min: 400_000, max: 4_000_000 }) }),
  fc.record({ region: fc.constantFrom(...REGIONS) }),
);
export const tightenings = fc.array(tightening, { maxLength: 4 });

const instants = fc.oneof(
  fc.constantFrom(999, 1_000, MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS),
  fc.constantFrom(30 * DAY_MS, 31 * DAY_MS, 92 * DAY_MS, 366 * DAY_MS, 731 * DAY_MS, 1_827 * DAY_MS),
  fc.nat({ max: 3 * DAY_MS }),
);

/** Of every store, so that there is often more than one of a kind. */
const FAVOURITES = (
  ['asr.audio', 'asr.operation-log', 'asr.results', 'face.error-log', 'face.running-log'] as const
).map((id) => PUT.indexOf(id));

const puts: readonly fc.WeightedArbitrary<Step>[] = [
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      app,
      category: fc.oneof(within(PUT), fc.constantFrom(...FAVOURITES)),
      person,
      jurisdiction,
      region: fc.constantFrom(0, 0, 0, 1),
      sealed: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('call' as const), app, feature: within(CALLED), jurisdiction }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('give' as const, 'capture' as const, 'withdraw' as const),
      ...{ app, consent, person, jurisdiction },
    }),
  },
];
const removals: readonly fc.WeightedArbitrary<Step>[] = [
  { weight: 3, arbitrary: fc.record({ do: fc.constant('erase' as const), app, person: maybe(person) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), nth: fc.nat({ max: 20 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      app,
      person: maybe(person),
      category: maybe(within(storable)),
      apart: fc.constantFrom('at-once' as const, 'when-due' as const),
      days: maybe(fc.integer({ min: 1, max: 60 })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('release' as const), nth: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.constant({ do: 'expire' as const }) },
];
const changes = fc.oneof(...puts, ...removals);
const step: fc.Arbitrary<Step> = fc.oneof(
  ...puts,
  ...removals,
  { weight: 6, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: instants }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), policy: maybe(tightenings) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      during: changes,
      turns: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 80 })),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'backup' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restore' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('drill' as const),
      between: fc.array(fc.oneof(...puts, ...removals, ...removals), { minLength: 1, maxLength: 3 }),
    }),
  },
);

export interface Run {
  readonly policy: readonly Tightening[];
  readonly steps: readonly Step[];
}

export const run: fc.Arbitrary<Run> = fc.record({
  policy: tightenings,
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
});

const overlayWith = (overlay: Overlay, added: Tightening): Overlay => {
  if ('region' in added) return { ...overlay, regions: [added.region] };
  const of = 'of' in added ? added.of : 'face.error-log';
  const more =
    'atMost' in added
      ? { atMost: added.atMost }
      : 'without' in added
        ? { withoutFields: [added.without] }
        : { ringBytes: added.ringBytes };
  const scope = of.includes('.') ? 'categories' : 'features';
  const lines: Readonly<Record<string, object>> = overlay[scope] ?? {};
  return { ...overlay, [scope]: { ...lines, [of]: { ...lines[of], ...more } } };
};

/** The published policy with all of these that do not loosen it. */
export const policyOf = (list: readonly Tightening[]): Policy => {
  let overlay: Overlay = {};
  let policy = compose();
  for (const added of list) {
    const wanted = overlayWith(overlay, added);
    try {
      policy = compose({ overlay: wanted });
      overlay = wanted;
    } catch {
      // It would loosen something, and is not meant to.
    }
  }
  return policy;
};
