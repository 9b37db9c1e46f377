import { describe, expect, it } from 'vitest';
import { bill, billable, daysOfMonth, listFee, type UsageRow } from '../../src/features/billing/bill.ts';
import { audioCents, callsCents, centsText } from '../../src/features/billing/money.ts';
import { priceList, priceOf, tierOf, type Price } from '../../src/features/billing/price-list.ts';
import { actions } from '../../src/features/index.ts';

const HOUR_S = 3600;

const calls = (item: string, volume: number, day = '2026-03-10'): UsageRow => ({
  day,
  item,
  volume,
  calls: volume,
});
const hours = (item: string, count: number, day = '2026-03-10'): UsageRow => ({
  day,
  item,
  volume: count * HOUR_S,
  calls: 1,
});
const totalOf = (...rows: UsageRow[]): string => bill(rows, '2026-03').total;

describe('golden bills', () => {
  it.each([
    [calls('ocr.general', 90_000), '1260.00'],
    [calls('ocr.general', 9_999), '209.98'],
    [calls('ocr.general', 10_000), '140.00'],
    [calls('ocr.general', 9_000), '189.00'],
    [calls('ocr.general', 900_000), '7650.00'],
    [hours('asr.realtime', 315), '378.00'],
  ])('%j: %s', (row, total) => {
    expect(totalOf(row)).toBe(total);
  });
});

describe('the whole volume takes the price of the tier it reaches', () => {
  const edges = Object.entries<Price>(priceList).flatMap(([item, { tiers, unit }]) =>
    (tiers ?? []).map(({ from, usd }, index) => ({
      item,
      unit,
      from,
      usd,
      before: tiers?.[index - 1]?.usd ?? null,
    })),
  );

  it.each(edges)('$item from $from: $usd', ({ item, unit, from, usd, before }) => {
    const use = unit === 'hour' ? hours : calls;
    const [reached] = bill([use(item, from)], '2026-03').lines;
    expect(reached?.unitPrice).toBe(usd);
    expect(reached?.tierFrom).toBe(from);
    expect(reached?.amountCents).toBe(Math.round(from * Number(usd) * 100));
    if (before === null) return;
    const justBelow =
      unit === 'hour' ? { ...use(item, from), volume: from * HOUR_S - 1 } : use(item, from - 1);
    expect(bill([justBelow], '2026-03').lines[0]?.unitPrice).toBe(before);
  });

  it.each([
    ['ocr.general', ['0.021', '0.014', '0.0085', '0.0057']],
    ['ocr.accurate', ['0.071', '0.05', '0.028', '0.015']],
    ['ocr.table', ['0.2', '0.18', '0.14']],
    ['ocr.card', ['0.2', '0.18', '0.14', '0.11']],
    ['ocr.bank-card', ['0.071', '0.05', '0.028', '0.015']],
    ['asr.realtime', ['1.4', '1.2', '1', '0.86', '0.7']],
    ['asr.recording', ['1', '0.95', '0.9', '0.85', '0.6']],
  ])('%s costs as published', (item, prices) => {
    const { tiers, unit } = priceOf(item);
    expect(tiers?.map(({ usd }) => usd)).toEqual(prices);
    const from = unit === 'hour' ? [0, 300, 1000, 3000, 5000] : [0, 10_000, 100_000, 1_000_000];
    expect(tiers?.map((tier) => tier.from)).toEqual(from.slice(0, prices.length));
    expect(tierOf(priceOf(item), 1e12)?.usd).toBe(prices.at(-1));
  });
});

describe('a bill', () => {
  it('adds up a month of calls', () => {
    const days = Array.from({ length: 31 }, (_, index) => `2026-03-${String(index + 1).padStart(2, '0')}`);
    const rows = days.map((day) => calls('ocr.general', 400, day));
    expect(bill(rows, '2026-03').lines).toEqual([
      {
        item: 'ocr.general',
        title: 'General text',
        period: '2026-03',
        unit: 'call',
        volume: 12_400,
        calls: 12_400,
        tierFrom: 10_000,
        unitPrice: '0.014',
        amountCents: 17_360,
        amount: '173.60',
      },
    ]);
  });

  it('prices each day of audio by itself', () => {
    const rows = [
      hours('asr.realtime', 299),
      hours('asr.realtime', 299, '2026-03-11'),
      hours('asr.realtime', 1, '2026-03-11'),
    ];
    const { lines, total } = bill(rows, '2026-03');
    expect(lines.map(({ period, unitPrice, amount }) => [period, unitPrice, amount])).toEqual([
      ['2026-03-10', '1.4', '418.60'],
      ['2026-03-11', '1.2', '360.00'],
    ]);
    expect(total).toBe('778.60');
  });

  it('meters audio by the second', () => {
    expect(totalOf({ day: '2026-03-10', item: 'asr.recording', volume: 90, calls: 2 })).toBe('0.03');
    expect(totalOf({ day: '2026-03-10', item: 'asr.recording', volume: 17.999, calls: 2 })).toBe('0.00');
    expect(totalOf({ day: '2026-03-10', item: 'asr.recording', volume: 18, calls: 2 })).toBe('0.01');
  });

  it('counts what is priced by contract, at 0', () => {
    const { lines, total } = bill([calls('face.verify', 7), calls('asr.sentence', 3)], '2026-03');
    expect(lines).toMatchObject([
      { item: 'asr.sentence', volume: 3, unitPrice: null, tierFrom: null, amount: '0.00' },
      { item: 'face.verify', volume: 7, unitPrice: null, tierFrom: null, amount: '0.00' },
    ]);
    expect(total).toBe('0.00');
  });

  it('still shows an item that has left the list', () => {
    expect(bill([calls('ocr.papyrus', 2)], '2026-03').lines).toMatchObject([
      { item: 'ocr.papyrus', volume: 2, unitPrice: null },
    ]);
  });

  it('leaves other months out', () => {
    const rows = ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'].map((day) =>
      calls('ocr.card', 1, day),
    );
    expect(bill(rows, '2026-03').lines[0]?.volume).toBe(2);
  });

  it('of nothing is nothing', () => {
    expect(bill([], '2026-03')).toEqual({
      month: '2026-03',
      currency: 'USD',
      lines: [],
      totalCents: 0,
      total: '0.00',
    });
  });

  it('does not depend on the order of the rows', () => {
    const rows = [calls('ocr.general', 5), hours('asr.recording', 2), calls('ocr.card', 7, '2026-03-02')];
    expect(bill(rows.toReversed(), '2026-03')).toEqual(bill(rows, '2026-03'));
  });

  it.each([
    ['2026-03', '2026-03-01', '2026-04-01'],
    ['2025-12', '2025-12-01', '2026-01-01'],
    ['2024-02', '2024-02-01', '2024-03-01'],
  ])('%s goes from %s to before %s', (month, fromDay, toDay) => {
    expect(daysOfMonth(month)).toEqual({ fromDay, toDay });
  });

  it.each(['2026-13', '2026-3', '2026', '2026-03-01', ''])('%j is no month', (month) => {
    expect(() => bill([], month)).toThrow(RangeError);
  });
});

describe('money is exact', () => {
  it.each([
    [1, '0.0057', 1],
    [1, '0.0085', 1],
    [1, '0.015', 2],
    [3, '0.015', 5],
    [1_234_567_891, '0.0057', 703_703_698],
    [9_007_199_254_740, '0.0057', 5_134_103_575_202],
  ] as const)('%i calls at %s are %i cents', (count, usd, cents) => {
    expect(callsCents(count, usd)).toBe(cents);
  });

  it('rounds half a cent up', () => {
    expect(callsCents(1, '0.0049')).toBe(0);
    expect(callsCents(1, '0.005')).toBe(1);
    expect(audioCents(18_000, '1')).toBe(1);
    expect(audioCents(17_999, '1')).toBe(0);
  });

  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [126_000, '1260.00'],
  ])('%i cents are %s', (cents, text) => {
    expect(centsText(cents)).toBe(text);
  });
});

describe('what is billed', () => {
  it('only what succeeded and has a price item', () => {
    expect(billable({ result: 'Success', priceItem: 'ocr.general' })).toBe(true);
    expect(billable({ result: 'Success', priceItem: null })).toBe(false);
    for (const result of ['InternalError', 'FailedOperation.ImageDecodeFailed', 'RequestLimitExceeded'])
      expect(billable({ result, priceItem: 'ocr.general' })).toBe(false);
  });

  it('a single call’s fee is the list price', () => {
    expect(listFee('ocr.general', 1)).toBe(0.021);
    expect(listFee('asr.realtime', 1800)).toBe(0.7);
    expect(listFee('face.verify', 1)).toBe(0);
  });

  it('every served action is billed as an item of the list', () => {
    for (const { priceItem } of actions) expect([null, ...Object.keys(priceList)]).toContain(priceItem);
  });
});
