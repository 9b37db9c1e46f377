import { describe, expect, it } from 'vitest';
import { categories, categoryIds } from '../../src/policy/catalogue.ts';
import { compose, deadlineOf, floorOf } from '../../src/policy/compose.ts';
import { OverlayInvalid, OverlayRefused, parseOverlay, type Overlay } from '../../src/policy/overlay.ts';
import type { RecordEvents } from '../../src/policy/rule.ts';
import type { Period } from '../../src/policy/types.ts';

const composed = (overlay: unknown) => compose({ overlay: parseOverlay(overlay) });

const refusalOf = (overlay: unknown): OverlayRefused => {
  try {
    composed(overlay);
  } catch (error) {
    if (error instanceof OverlayRefused) return error;
    throw error;
  }
  throw new Error('was not refused');
};

const subProcessor = { name: 'Host', purpose: 'hosting', location: 'Singapore', announced: '2026-01-01' };

describe('an overlay that loosens is refused with the clause that forbids it', () => {
  it.each([
    [{ categories: { 'asr.audio': { atMost: 'P2D' } } }, 'module asr', '24 hours'],
    [{ categories: { 'asr.results': { atMost: 'P8D' } } }, 'module asr', '7 days'],
    [{ categories: { 'ocr.monitoring': { atMost: 'P3Y' } } }, 'module ocr', '2 years'],
    [{ categories: { 'ocr.operation-log': { atMost: 'P92D' } } }, 'module ocr', '3 months'],
    [{ categories: { 'ocr.images-and-results': { atMost: 'P2D' } } }, 'module ocr', 'day of upload'],
    [{ categories: { 'ekyc.images-videos-results': { atMost: 'PT3H' } } }, 'module ekyc', '2 hours'],
    [{ categories: { 'face.images': { atMost: 'PT1S' } } }, 'module face', 'none'],
    [{ categories: { 'face.error-log': { ringBytes: 2_000_000_001 } } }, 'module face', '2 GB'],
    [{ categories: { 'asr.audio': { onRequest: 'P1D' } } }, 'module asr', 'immediately'],
    [{ categories: { 'ocr.monitoring': { onRequest: 'P11D' } } }, 'base policy', 'within 10 days'],
    [{ categories: { 'base.account': { afterAccountClosed: 'P31D' } } }, 'base policy', '30 days'],
    [{ categories: { 'base.transaction': { afterAccountClosed: 'P91D' } } }, 'base policy', '90 days'],
    [{ features: { ocr: { atMost: 'P3Y' } } }, 'module ocr', '2 years'],
    [{ features: { ekyc: { onRequest: 'P11D' } } }, 'base policy', 'within 10 days'],
    [{ minimumAge: 13 }, 'base policy', '14 years'],
    [{ subProcessors: [{ ...subProcessor, effective: '2026-01-14' }] }, 'base policy', '14 days ahead'],
  ])('%j: %s, "%s"', (overlay, source, words) => {
    const { clause, message } = refusalOf(overlay);
    expect(clause.source).toBe(source);
    expect(clause.text).toContain(words);
    expect(message).toContain(clause.text);
  });

  it('says where in the file', () => {
    expect(refusalOf({ categories: { 'asr.audio': { atMost: 'P2D' } } }).path).toBe(
      'categories.asr.audio.atMost',
    );
    expect(refusalOf({ features: { ocr: { atMost: 'P3Y' } } }).path).toBe('features.ocr.atMost');
  });
});

describe('an overlay can say nothing else', () => {
  it.each([
    [{ categories: { 'asr.audio': { atLeast: 'P1D' } } }],
    [{ categories: { 'asr.audio': { needsConsent: false } } }],
    [{ categories: { 'asr.video': { atMost: 'P1D' } } }],
    [{ categories: { 'asr.audio': { ringBytes: 5 } } }],
    [{ categories: { 'asr.audio': { withoutFields: ['video'] } } }],
    [{ categories: { 'base.account': { withoutFields: ['secretKey'] } } }],
    [{ categories: { 'asr.audio': { atMost: 'P1W' } } }],
    [{ categories: { 'asr.audio': { atMost: 7 } } }],
    [{ categories: { 'face.error-log': { ringBytes: 0 } } }],
    [{ features: { base: { atMost: 'P1D' } } }],
    [{ regions: [] }],
    [{ floors: [] }],
    [{ subProcessors: [{ ...subProcessor, effective: 'soon' }] }],
    ['loosen'],
    [[]],
  ])('%j', (overlay) => {
    expect(() => composed(overlay)).toThrow(OverlayInvalid);
  });
});

/** A small generator with a fixed seed (mulberry32): the same overlays on every run. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

describe('whatever an overlay says, it is refused or nothing is kept longer', () => {
  const random = randomFrom(1);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  const periods: Period[] = [
    ...(['PT1M', 'PT1H', 'PT2H', 'PT24H', 'P1D', 'P2D', 'P7D', 'P10D', 'P28D', 'P30D', 'P31D'] as const),
    ...([
      'P59D',
      'P60D',
      'P90D',
      'P92D',
      'P1M',
      'P2M',
      'P3M',
      'P6M',
      'P365D',
      'P1Y',
      'P730D',
      'P2Y',
    ] as const),
  ];
  const fieldsOf = (id: keyof typeof categories): string[] => Object.keys(categories[id].fields);

  const randomOverlay = (): Overlay => {
    const id = pick(categoryIds);
    const caps = () => ({
      ...(random(2) ? { atMost: pick(periods) } : {}),
      ...(random(3) ? {} : { onRequest: random(2) ? ('immediately' as const) : pick(periods) }),
      ...(random(3) ? {} : { afterAccountClosed: pick(periods) }),
    });
    return {
      ...(random(3) ? {} : { features: { [pick(['ocr', 'ekyc', 'asr', 'face'] as const)]: caps() } }),
      categories: {
        [id]: {
          ...caps(),
          ...(random(3) ? {} : { withoutFields: [pick(fieldsOf(id))] }),
          ...(id === 'face.error-log' && random(2) ? { ringBytes: 1 + random(4_000_000_000) } : {}),
        },
      },
    };
  };

  const instants = Array.from({ length: 12 }, () => Date.UTC(2023, 0, 1) + random(3 * 366) * 86_400_000 + 1);
  const published = compose();

  const notLater = (overlaid: number | null, before: number | null): boolean =>
    before === null || (overlaid !== null && overlaid <= before);

  it('in 300 random overlays', () => {
    let accepted = 0;
    for (let round = 0; round < 300; round++) {
      let policy;
      try {
        policy = compose({ overlay: randomOverlay() });
      } catch (error) {
        if (error instanceof OverlayRefused || error instanceof OverlayInvalid) continue;
        throw error;
      }
      accepted++;
      for (const before of published.rules()) {
        const rule = policy.rule(before.category);
        for (const createdAt of instants) {
          const events: RecordEvents[] = [
            {},
            { erasureRequestedAt: createdAt + 5000 },
            { accountClosedAt: createdAt + 5000 },
          ];
          for (const event of events)
            if (!notLater(deadlineOf(rule, createdAt, event), deadlineOf(before, createdAt, event)))
              expect.fail(`${rule.category} is kept longer`);
          expect(floorOf(rule, createdAt)).toBe(floorOf(before, createdAt));
        }
        expect(rule.ringBytes?.bytes ?? 0).toBeLessThanOrEqual(before.ringBytes?.bytes ?? 0);
        expect(Object.keys(before.fields)).toEqual(expect.arrayContaining(Object.keys(rule.fields)));
        expect(rule.needsConsent).toEqual(before.needsConsent);
        expect(rule.neverStored).toEqual(before.neverStored);
      }
    }
    expect(accepted).toBeGreaterThan(50);
    expect(accepted).toBeLessThan(270);
  });

  it('a category’s own line is accepted only if it is never later than what was promised', () => {
    for (const id of categoryIds)
      for (const atMost of periods) {
        const before = published.rule(id);
        const bound = before.bounds[0];
        if (!bound) continue;
        const alone = { ...before, bounds: [{ ...bound, period: atMost }] };
        const later = instants.some(
          (at) => (deadlineOf(alone, at) ?? Infinity) > (deadlineOf(before, at) ?? Infinity),
        );
        if (later) expect(() => composed({ categories: { [id]: { atMost } } })).toThrow(OverlayRefused);
      }
  });
});
