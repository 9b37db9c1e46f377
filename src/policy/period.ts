import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../lib/clock.ts';
import type { Period } from './types.ts';

const PERIOD = /^P(?:([1-9]\d{0,3})([YMD])|T([1-9]\d{0,5})([HMS]))$/;
const MONTHS = { Y: 12, M: 1 } as const;
const TIME_MS = { H: HOUR_MS, M: MINUTE_MS, S: SECOND_MS } as const;

/** What a period adds: calendar months, or a fixed time. In UTC a day is always 24 hours. */
export type PeriodLength = { readonly months: number } | { readonly ms: number };

/** Whether `value` is a period as policies write them: one number, one unit, more than nothing. */
export const isPeriod = (value: string): value is Period => PERIOD.test(value);

const read = (period: string): PeriodLength => {
  const [, dateCount, dateUnit, timeCount, timeUnit] = PERIOD.exec(period) ?? [];
  if (dateUnit === 'Y' || dateUnit === 'M') return { months: Number(dateCount) * MONTHS[dateUnit] };
  if (dateUnit === 'D') return { ms: Number(dateCount) * DAY_MS };
  if (timeUnit === 'H' || timeUnit === 'M' || timeUnit === 'S')
    return { ms: Number(timeCount) * TIME_MS[timeUnit] };
  throw new RangeError(`not a period of one unit, such as P3M or PT24H: ${period}`);
};

// Policies use a handful of periods, and ask for them for every record.
const lengths = new Map<string, PeriodLength>();

/**
 * Reads an ISO 8601 duration of one unit (`P3M`, `PT24H`).
 * @throws RangeError for anything else.
 */
export const parsePeriod = (period: Period): PeriodLength => {
  const known = lengths.get(period) ?? read(period);
  lengths.set(period, known);
  return known;
};

const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

const addMonths = (instantMs: number, months: number): number => {
  const date = new Date(instantMs);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
  const [year, month] = [first.getUTCFullYear(), first.getUTCMonth()];
  const day = Math.min(date.getUTCDate(), daysInMonth(year, month));
  const startOfDayMs = Math.floor(instantMs / DAY_MS) * DAY_MS;
  return Date.UTC(year, month, day) + (instantMs - startOfDayMs);
};

/**
 * The instant `period` after `instantMs`, both in milliseconds since the epoch. Months and years are counted on
 * the UTC calendar; a day that the month does not have becomes its last one (31 January + P1M = 28 or 29 February).
 */
export const addPeriod = (instantMs: number, period: Period): number => {
  const length = parsePeriod(period);
  return 'months' in length ? addMonths(instantMs, length.months) : instantMs + length.ms;
};

/** The last instant (millisecond) of the UTC day that contains `instantMs`. */
export const endOfDayMs = (instantMs: number): number => Math.floor(instantMs / DAY_MS) * DAY_MS + DAY_MS - 1;

// The Gregorian calendar repeats after 400 years. Within a month all days that need no clamping give the same
// length, so the first and the last three possible days are enough to find every length there is.
const CALENDAR_YEARS = 400;
const TELLING_DAYS = [1, 29, 30, 31];

const extremesOfMonths = (months: number): { shortest: number; longest: number } => {
  let shortest = Infinity;
  let longest = 0;
  for (let month = 0; month < CALENDAR_YEARS * 12; month++) {
    for (const day of TELLING_DAYS) {
      if (day > daysInMonth(2000, month)) continue;
      const start = Date.UTC(2000, month, day);
      const lengthMs = addMonths(start, months) - start;
      shortest = Math.min(shortest, lengthMs);
      longest = Math.max(longest, lengthMs);
    }
  }
  return { shortest, longest };
};

const extremes = new Map<number, { shortest: number; longest: number }>();

const extremesOf = (period: Period): { shortest: number; longest: number } => {
  const length = parsePeriod(period);
  if ('ms' in length) return { shortest: length.ms, longest: length.ms };
  const known = extremes.get(length.months) ?? extremesOfMonths(length.months);
  extremes.set(length.months, known);
  return known;
};

/** The longest that `period` can be from any start, in milliseconds: P1M is 31 days. */
export const longestMs = (period: Period): number => extremesOf(period).longest;

/** The shortest that `period` can be from any start, in milliseconds: P1M is 28 days. */
export const shortestMs = (period: Period): number => extremesOf(period).shortest;

/** Whether `period`, from whatever start, never ends after `bound` does. */
export const neverLonger = (period: Period, bound: Period): boolean => {
  const [a, b] = [parsePeriod(period), parsePeriod(bound)];
  if ('months' in a && 'months' in b) return a.months <= b.months;
  return longestMs(period) <= shortestMs(bound);
};

const UNITS = { Y: 'year', M: 'month', D: 'day', TH: 'hour', TM: 'minute', TS: 'second' } as const;

/** `P2M` as people say it: `2 months`. */
export const periodText = (period: Period): string => {
  const [, dateCount, dateUnit, timeCount, timeUnit] = PERIOD.exec(period) ?? [];
  const count = Number(dateCount ?? timeCount);
  const unit = UNITS[(dateUnit ?? `T${timeUnit}`) as keyof typeof UNITS];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
};
