import { HOUR_MS } from '../../lib/clock.ts';
import { audioCents, callsCents, centsText } from './money.ts';
import { priceOf, tierOf, type Price, type Tier, type Usd } from './price-list.ts';

/** What one account used of one item on one day. */
export interface UsageRow {
  /** UTC day, `YYYY-MM-DD`. */
  readonly day: string;
  readonly item: string;
  /** Calls, or seconds of audio. */
  readonly volume: number;
  readonly calls: number;
}

export interface BillLine {
  readonly item: string;
  readonly title: string;
  /** `YYYY-MM`, or `YYYY-MM-DD` for items that are priced by the day. */
  readonly period: string;
  readonly unit: Price['unit'];
  /** In units: calls or hours. */
  readonly volume: number;
  readonly calls: number;
  /** From which volume on the line's price holds; null: by contract. */
  readonly tierFrom: number | null;
  /** USD a unit; null: by contract, counted and priced 0. */
  readonly unitPrice: Usd | null;
  readonly amountCents: number;
  /** USD with two decimals. */
  readonly amount: string;
}

export interface Bill {
  readonly month: string;
  readonly currency: 'USD';
  readonly lines: readonly BillLine[];
  readonly totalCents: number;
  readonly total: string;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** First day of the month `YYYY-MM` and first of the next, `YYYY-MM-DD`. @throws RangeError for another text. */
export const daysOfMonth = (month: string): { fromDay: string; toDay: string } => {
  if (!MONTH.test(month)) throw new RangeError(`not a month such as 2026-03: ${month}`);
  const [year = 0, number = 1] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
  return { fromDay: `${month}-01`, toDay: next };
};

/** Calls, or whole milliseconds of audio: integers, so that sums are exact. */
const measure = (price: Price, rows: readonly UsageRow[]): number =>
  rows.reduce((sum, { volume }) => sum + Math.round(price.unit === 'hour' ? volume * 1000 : volume), 0);

const amountCents = (price: Price, measured: number, tier: Tier | null): number => {
  if (!tier) return 0;
  return price.unit === 'hour' ? audioCents(measured, tier.usd) : callsCents(measured, tier.usd);
};

const line = (item: string, period: string, rows: readonly UsageRow[]): BillLine => {
  const price = priceOf(item);
  const measured = measure(price, rows);
  const volume = price.unit === 'hour' ? measured / HOUR_MS : measured;
  const tier = tierOf(price, volume);
  const cents = amountCents(price, measured, tier);
  return {
    item,
    title: price.title,
    period,
    unit: price.unit,
    volume,
    calls: rows.reduce((sum, { calls }) => sum + calls, 0),
    tierFrom: tier?.from ?? null,
    unitPrice: tier?.usd ?? null,
    amountCents: cents,
    amount: centsText(cents),
  };
};

const periodOf = ({ item, day }: UsageRow): string =>
  priceOf(item).per === 'day' ? day : day.slice(0, 'YYYY-MM'.length);

const inOrder = (a: BillLine, b: BillLine): number =>
  a.item.localeCompare(b.item) || a.period.localeCompare(b.period);

/**
 * The bill of one account for a month, from what it used. Each line (an item's month, or day where hours are
 * priced by the day) is exact and rounded half up to the cent; the total is the sum of the lines.
 * @param month `YYYY-MM`; rows of other months are left out.
 */
export const bill = (usage: readonly UsageRow[], month: string): Bill => {
  const { fromDay, toDay } = daysOfMonth(month);
  const rows = usage.filter(({ day }) => day >= fromDay && day < toDay);
  const groups = Map.groupBy(rows, (row) => `${row.item} ${periodOf(row)}`);
  const lines = [...groups.values()]
    .map((group) => {
      const [first] = group as [UsageRow];
      return line(first.item, periodOf(first), group);
    })
    .sort(inOrder);
  const totalCents = lines.reduce((sum, { amountCents: cents }) => sum + cents, 0);
  return { month, currency: 'USD', lines, totalCents, total: centsText(totalCents) };
};

/** Whether a call counts: only a recognition that succeeded, of an action that has a price item. */
export const billable = (outcome: { readonly result: string; readonly priceItem: string | null }): boolean =>
  outcome.result === 'Success' && outcome.priceItem !== null;

/**
 * What one call costs at the list price of the lowest volume, in USD; 0 where the price is by contract. The tier
 * that its month or day will reach is not known yet: only the bill is what is owed.
 * @param volume calls, or seconds of audio.
 */
export const listFee = (item: string, volume: number): number => {
  const price = priceOf(item);
  const usd = Number(tierOf(price, 0)?.usd ?? 0);
  return price.unit === 'hour' ? (volume / 3600) * usd : volume * usd;
};
