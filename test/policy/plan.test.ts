import { describe, expect, it } from 'vitest';
import { categoryIds } from '../../src/policy/catalogue.ts';
import { compose } from '../../src/policy/compose.ts';
import { plan, type PlanCount, type PlanRow } from '../../src/policy/plan.ts';
import { asJson, expectGolden } from './golden.ts';

const DAY = 86_400_000;
const policy = compose();
const now = Date.parse('2026-03-01T00:00:00Z');
const storable = categoryIds.filter((id) => policy.rule(id).medium !== 'none');

const counts: PlanCount[] = storable.map((category, index) => ({ category, count: index + 1 }));

describe('an erasure plan', () => {
  it('of a whole account', () =>
    expectGolden('plan-account.json', asJson(plan({ appId: '1250000001' }, counts, policy, now))));

  it('of a person in Korea', () => {
    const subject = { kind: 'person', value: 'p-1' };
    const rows = storable.flatMap((category): PlanRow[] => [
      { id: `${category}/recent`, category, createdAt: now - 10 * DAY, jurisdiction: 'KR' },
      { id: `${category}/old`, category, createdAt: now - 400 * DAY, jurisdiction: 'KR' },
    ]);
    return expectGolden(
      'plan-person-KR.json',
      asJson(plan({ appId: '1250000001', subject }, rows, policy, now)),
    );
  });

  it('counts every item once', () => {
    const { steps, totals } = plan({ appId: '1' }, counts, policy, now);
    const counted = counts.reduce((sum, { count }) => sum + count, 0);
    expect(steps.reduce((sum, { count }) => sum + count, 0)).toBe(counted);
    expect(totals).toEqual({ erase: counted, restrict: 0, keep: 0 });
  });

  it('leaves the relational index for last', () => {
    const items = [
      { category: 'base.account', count: 1 },
      { category: 'face.features', count: 1, store: 'vectors' },
      { category: 'asr.audio', count: 1 },
      { category: 'ocr.operation-log', count: 1 },
      { category: 'face.error-log', count: 1 },
    ] as const;
    expect(plan({ appId: '1' }, items, policy, now).steps.map(({ store }) => store)).toEqual([
      'vectors',
      'objects',
      'ring',
      'logs',
      'relational',
    ]);
  });

  it('keeps the account when only one of its end users goes, and not when it goes itself', () => {
    const items = [
      { category: 'base.transaction', count: 3 },
      { category: 'face.person-id', count: 1 },
    ] as const;
    const actions = (kind: string) =>
      plan({ appId: '1', subject: { kind, value: 'x' } }, items, policy, now).steps.map(
        ({ action }) => action,
      );
    expect(actions('person')).toEqual(['keep', 'erase']);
    expect(actions('account')).toEqual(['erase', 'erase']);
  });

  it('restricts what is held, with no end in sight', () => {
    const row = { id: 'a', category: 'asr.audio', createdAt: now, hold: 'order 7' } as const;
    expect(plan({ appId: '1' }, [row], policy, now).steps).toMatchObject([
      { action: 'restrict', ids: ['a'], until: null, clause: { source: 'base policy' } },
    ]);
  });

  it('takes what is only counted for new where a floor could hold it', () => {
    const item = { category: 'face.running-log', count: 2, jurisdiction: 'KR' } as const;
    const steps = (createdAt?: number) => plan({ appId: '1' }, [{ ...item, createdAt }], policy, now).steps;
    expect(steps()).toMatchObject([{ action: 'restrict', count: 2 }]);
    expect(steps(now - 100 * DAY)).toMatchObject([{ action: 'erase', count: 2 }]);
  });

  it('of nothing has no step', () => {
    expect(plan({ appId: '1' }, [{ category: 'asr.audio', count: 0 }], policy, now).steps).toEqual([]);
  });
});
