import { describe, expect, it } from 'vitest';
import {
  addPeriod,
  endOfDayMs,
  isPeriod,
  longestMs,
  neverLonger,
  parsePeriod,
  periodText,
  shortestMs,
} from '../../src/policy/period.ts';
import type { Period } from '../../src/policy/types.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const after = (start: string, period: Period): string =>
  new Date(addPeriod(Date.parse(start), period)).toISOString();

describe('a period', () => {
  it.each([
    ['P2Y', { months: 24 }],
    ['P3M', { months: 3 }],
    ['P30D', { ms: 30 * DAY }],
    ['PT24H', { ms: DAY }],
    ['PT90M', { ms: 90 * 60_000 }],
    ['PT1S', { ms: 1000 }],
  ] as const)('%s is read', (period, length) => {
    expect(parsePeriod(period)).toEqual(length);
  });

  it.each([
    '',
    'P',
    'P0D',
    'P-1D',
    'P1W',
    'P1H',
    'PT1D',
    'P1.5D',
    'P1Y6M',
    ' P1D',
    'P1D\n',
    '30 days',
    'p1d',
  ])('%j is refused', (text) => {
    expect(isPeriod(text)).toBe(false);
    expect(() => parsePeriod(text as Period)).toThrow(RangeError);
  });

  it.each([
    ['2024-01-31T10:20:30.456Z', 'P1M', '2024-02-29T10:20:30.456Z'],
    ['2023-01-31T10:20:30.456Z', 'P1M', '2023-02-28T10:20:30.456Z'],
    ['2024-02-29T00:00:00.000Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
    ['2024-02-29T00:00:00.000Z', 'P2Y', '2026-02-28T00:00:00.000Z'],
    ['2024-02-29T23:59:59.999Z', 'P4Y', '2028-02-29T23:59:59.999Z'],
    ['2023-11-30T12:00:00.000Z', 'P3M', '2024-02-29T12:00:00.000Z'],
    ['2023-12-31T12:00:00.000Z', 'P2M', '2024-02-29T12:00:00.000Z'],
    ['2024-10-31T00:00:00.000Z', 'P1M', '2024-11-30T00:00:00.000Z'],
    ['2024-12-15T00:00:00.000Z', 'P1M', '2025-01-15T00:00:00.000Z'],
    ['2024-02-28T12:00:00.000Z', 'P1D', '2024-02-29T12:00:00.000Z'],
    ['2024-12-31T23:00:00.000Z', 'PT2H', '2025-01-01T01:00:00.000Z'],
    ['1969-12-31T23:59:59.999Z', 'P1M', '1970-01-31T23:59:59.999Z'],
  ] as const)('%s + %s = %s', (start, period, end) => {
    expect(after(start, period)).toBe(end);
  });

  it('never moves an earlier record behind a later one', () => {
    for (const period of ['P1M', 'P2M', 'P3M', 'P1Y', 'P2Y'] as const)
      for (let day = 0; day < 1500; day++) {
        const start = Date.UTC(2023, 0, 1) + day * DAY;
        expect(addPeriod(start + DAY, period)).toBeGreaterThanOrEqual(addPeriod(start, period));
      }
  });

  it.each([
    ['P1M', 28, 31],
    ['P2M', 59, 62],
    ['P3M', 89, 92],
    ['P1Y', 365, 366],
    ['P4Y', 1460, 1461],
    ['P10D', 10, 10],
    ['PT24H', 1, 1],
  ] as const)('%s is %i to %i days', (period, shortest, longest) => {
    expect(shortestMs(period)).toBe(shortest * DAY);
    expect(longestMs(period)).toBe(longest * DAY);
  });

  it.each([
    ['P1Y', 'P12M', true],
    ['P12M', 'P1Y', true],
    ['PT24H', 'P1D', true],
    ['P13M', 'P1Y', false],
    ['P28D', 'P1M', true],
    ['P29D', 'P1M', false],
    ['P1M', 'P31D', true],
    ['P1M', 'P30D', false],
    ['P89D', 'P3M', true],
    ['P90D', 'P3M', false],
    ['PT1H', 'PT59M', false],
  ] as const)('%s never ends after %s: %s', (period, bound, expected) => {
    expect(neverLonger(period, bound)).toBe(expected);
  });

  it('is said in words', () => {
    expect(['P1Y', 'P3M', 'P1D', 'PT24H', 'PT1M', 'PT30S'].map((p) => periodText(p as Period))).toEqual([
      '1 year',
      '3 months',
      '1 day',
      '24 hours',
      '1 minute',
      '30 seconds',
    ]);
  });
});

describe('the end of a day', () => {
  it.each([
    ['2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2024-02-29T23:59:59.999Z', '2024-02-29T23:59:59.999Z'],
    ['1969-12-31T12:00:00.000Z', '1969-12-31T23:59:59.999Z'],
  ])('of %s is %s', (instant, end) => {
    expect(new Date(endOfDayMs(Date.parse(instant))).toISOString()).toBe(end);
  });
});
