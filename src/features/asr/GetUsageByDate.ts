import { z } from 'zod';
import { DAY_MS } from '../../lib/clock.ts';
import { action } from '../action.ts';
import type { PriceItem } from '../billing/price-list.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';

/** What is metered, by the API's names. */
const ITEMS = { asr_rt: 'asr.realtime', asr_rec: 'asr.recording' } as const satisfies Record<
  string,
  PriceItem
>;

const NAMES = Object.keys(ITEMS) as (keyof typeof ITEMS)[];

/** Days that one question may be about: three months at the longest. */
const MAX_DAYS = 92;

const day = harmless(z.string().regex(/^\d{4}-\d{2}-\d{2}$/));

/** @throws ApiError when there is no such day */
function startOf(text: string, parameter: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  if (!isDay) throw new ApiError('InvalidParameterValue', { parameter });
  return at;
}

/** Tells how often and how long was listened, as it is billed, from one day to another, both included; days are of UTC, as on the bill. */
export const GetUsageByDate = action({
  name: 'GetUsageByDate',
  service: 'asr',
  version: '2019-06-14',
  feature: 'asr',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    BizNameList: z.array(harmless(z.enum(NAMES))).min(1),
    StartDate: day,
    EndDate: day,
  }),
  output: z.object({
    Data: z.object({
      UsageByDateInfoList: z.array(
        z.object({
          BizName: harmless(z.string()),
          Count: harmless(z.number().int()),
          /** Seconds, rounded up. */
          Duration: harmless(z.number().int()),
        }),
      ),
    }),
  }),
  async run({ BizNameList, StartDate, EndDate }, { appId, vault }) {
    const [from, to] = [startOf(StartDate, 'StartDate'), startOf(EndDate, 'EndDate') + DAY_MS];
    if (to <= from || to - from > MAX_DAYS * DAY_MS)
      throw new ApiError('InvalidParameterValue', { parameter: 'EndDate' });
    const toDay = new Date(to).toISOString().slice(0, 10);
    const usage = await vault.usage({ appId, fromDay: StartDate, toDay });
    return {
      Data: {
        UsageByDateInfoList: [...new Set(BizNameList)].map((name) => {
          const rows = usage.filter(({ item }) => item === ITEMS[name]);
          return {
            BizName: name,
            Count: rows.reduce((sum, { calls }) => sum + calls, 0),
            Duration: Math.ceil(rows.reduce((sum, { volume }) => sum + volume, 0)),
          };
        }),
      },
    };
  },
});
