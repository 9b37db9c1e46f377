import { describe, expect, it } from 'vitest';
import { categoryIds, type CategoryId } from '../../src/policy/catalogue.ts';
import { compose, deadlineOf, type Policy } from '../../src/policy/compose.ts';
import { decide, type Row } from '../../src/policy/decide.ts';
import { asJson, expectGolden } from './golden.ts';

const SECOND = 1000;
const DAY = 86_400_000;
const policy = compose();
const now = Date.parse('2026-03-01T00:00:00Z');
const created = Date.parse('2024-02-29T12:00:00Z');

const row = (category: CategoryId, more: Partial<Row> = {}): Row => ({
  id: 'r',
  category,
  createdAt: created,
  ...more,
});

const verdict = (one: Row, at: number, rules: Policy = policy) =>
  decide([one], rules, at).reasons[0]?.verdict;

describe('decide', () => {
  it('on one of everything', () => {
    const rows = categoryIds.flatMap((category) => [
      row(category, { id: `${category}/old`, createdAt: Date.parse('2023-06-30T08:00:00Z') }),
      row(category, { id: `${category}/new`, createdAt: now - 60 * SECOND }),
      row(category, {
        id: `${category}/asked`,
        createdAt: now - DAY / 24,
        erasureRequestedAt: now - 11 * DAY,
      }),
      row(category, { id: `${category}/closed`, createdAt: now - DAY / 24, accountClosedAt: now - 31 * DAY }),
      row(category, { id: `${category}/KR`, createdAt: now - 80 * DAY, jurisdiction: 'KR' }),
      row(category, { id: `${category}/ID`, createdAt: now - 1000 * DAY, jurisdiction: 'ID' }),
      row(category, { id: `${category}/held`, createdAt: now - 1000 * DAY, hold: 'order 7' }),
    ]);
    const { keep, remove, restrict, reasons } = decide(rows, policy, now);
    const ids = (those: readonly Row[]) => those.map(({ id }) => id);
    return expectGolden(
      'decision.json',
      asJson({
        keep: ids(keep),
        remove: ids(remove),
        restrict: ids(restrict),
        reasons: reasons.map(({ id, verdict: is, clause, at, against }) =>
          [
            `${id}: ${is}`,
            at === null ? null : new Date(at).toISOString(),
            `${clause.source}: ${clause.text}`,
            against ? `against ${against.source}: ${against.text}` : null,
          ]
            .filter(Boolean)
            .join(' | '),
        ),
      }),
    );
  });

  it.each(categoryIds.filter((id) => deadlineOf(policy.rule(id), created) !== null))(
    '%s: there a second before its deadline, gone at it',
    (category) => {
      const deadline = deadlineOf(policy.rule(category), created) ?? 0;
      if (category !== 'face.images') expect(verdict(row(category), deadline - SECOND)).toBe('keep');
      expect(verdict(row(category), deadline)).toBe('remove');
      expect(verdict(row(category), deadline + SECOND)).toBe('remove');
    },
  );

  it.each(categoryIds.filter((id) => policy.rule(id).medium !== 'none'))(
    '%s: goes when asked',
    (category) => {
      const { within } = policy.rule(category).onRequest;
      const asked = row(category, { createdAt: now, erasureRequestedAt: now + SECOND });
      const due = now + SECOND + (within === 'immediately' ? 0 : 10 * DAY);
      expect(verdict(asked, due)).toBe('remove');
      expect(verdict(asked, due - SECOND)).toBe(deadlineBefore(asked, due - SECOND) ? 'remove' : 'keep');
    },
  );

  const deadlineBefore = ({ category, createdAt }: Row, at: number): boolean =>
    (deadlineOf(policy.rule(category), createdAt) ?? Infinity) <= at;

  it('partitions the rows, in their order, with one reason each, and changes none', () => {
    const rows = Object.freeze(
      Array.from({ length: 200 }, (_, index) =>
        Object.freeze(
          row(categoryIds[index % categoryIds.length] as CategoryId, {
            id: `${index}`,
            createdAt: now - index * 5 * DAY,
            ...(index % 3 ? {} : { jurisdiction: 'KR' }),
          }),
        ),
      ),
    );
    const { keep, remove, restrict, reasons } = decide(rows, policy, now);
    expect([...keep, ...remove, ...restrict].map(({ id }) => id).sort()).toEqual(
      rows.map(({ id }) => id).sort(),
    );
    expect(reasons.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(decide(rows, policy, now)).toEqual(decide(rows, policy, now));
  });

  it('restricts what a law holds, until it does not', () => {
    const held = row('asr.audio', { hold: 'order 7' });
    const reason = decide([held], policy, created + DAY).reasons[0];
    expect(reason).toMatchObject({ verdict: 'restrict', at: null, clause: { source: 'base policy' } });
    expect(reason?.against?.source).toBe('module asr');
    expect(verdict(held, created + DAY - SECOND)).toBe('keep');
    expect(verdict(row('asr.audio'), created + DAY)).toBe('remove');
    expect(verdict(row('face.images', { hold: 'order 7' }), created)).toBe('remove');
  });

  it('has nothing to say about nothing', () => {
    expect(decide([], policy, now)).toEqual({ keep: [], remove: [], restrict: [], reasons: [] });
  });
});

describe('the ring', () => {
  const entries = (count: number, sizeBytes: number): Row[] =>
    Array.from({ length: count }, (_, index) =>
      row('face.error-log', { id: `${index}`, createdAt: now - index, sizeBytes }),
    );
  const ids = (rows: readonly Row[]) => rows.map(({ id }) => id);
  const small = compose({ overlay: { categories: { 'face.error-log': { ringBytes: 1000 } } } });

  it('keeps what fits', () => {
    expect(decide(entries(10, 100), small, now).remove).toEqual([]);
  });

  it('loses the oldest first, and no more than needed', () => {
    expect(ids(decide(entries(12, 100), small, now).remove)).toEqual(['10', '11']);
    expect(ids(decide(entries(3, 501), small, now).remove)).toEqual(['1', '2']);
    expect(ids(decide(entries(2, 1001), small, now).remove)).toEqual(['0', '1']);
  });

  it('says by which clause', () => {
    const { reasons } = decide(entries(11, 100), small, now);
    expect(reasons[10]).toMatchObject({ verdict: 'remove', clause: { source: 'overlay' }, at: null });
    expect(reasons[0]).toMatchObject({ verdict: 'keep' });
  });

  it('does not count what goes by time or request', () => {
    const rows = entries(11, 100).map((entry, index) =>
      index === 0 ? { ...entry, erasureRequestedAt: now - 10 * DAY } : entry,
    );
    expect(ids(decide(rows, small, now).remove)).toEqual(['0']);
  });

  it('breaks ties by id', () => {
    const same = ['b', 'a', 'c'].map((id) => row('face.error-log', { id, createdAt: now, sizeBytes: 500 }));
    expect(ids(decide(same, small, now).remove)).toEqual(['a']);
  });
});
