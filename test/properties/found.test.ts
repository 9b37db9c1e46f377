import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { goThrough } from './machine.ts';
import { PUT, type Step, type Tightening } from './steps.ts';

const about = { app: 0, person: 0, jurisdiction: 0 } as const;
const korean = { app: 0, jurisdiction: 1 } as const;
const call = { do: 'call', feature: 0, ...korean } as const;
const expire = { do: 'expire' } as const;
const hold = { do: 'hold', app: 0, person: null, category: null, days: null } as const;
const put = (category: (typeof PUT)[number]): Step => ({
  ...{ do: 'put', ...about, category: PUT.indexOf(category), region: 0, sealed: false },
});
const days = (count: number): Step => ({ do: 'wait', ms: count * DAY_MS });

/** Runs that went wrong once, in the smallest form that was found. */
const runs: readonly { name: string; policy?: readonly Tightening[]; steps: readonly Step[] }[] = [
  { name: 'a refused capture leaves no key', steps: [{ do: 'capture', consent: 0, ...about }, expire] },
  {
    name: 'a tightened deadline of transactions holds from the first call on',
    policy: [{ of: 'base.transaction', atMost: 'PT30M' }],
    steps: [call, expire],
  },
  {
    name: 'what a law keeps apart is not read by an order that has ended',
    policy: [{ of: 'ocr', atMost: 'PT30M' }],
    steps: [{ ...hold, apart: 'at-once' }, { do: 'release', nth: 0 }, call, days(1)],
  },
  {
    name: 'Transactions that a law keeps are kept, also when the same day is erased twice',
    steps: [call, { do: 'erase', app: 0, person: null }, call, { do: 'erase', app: 0, person: null }],
  },
  {
    name: 'a restriction that ends gives back what another order only wants kept when it is due',
    steps: [
      put('asr.monitoring'),
      { ...hold, apart: 'at-once' },
      { ...hold, apart: 'when-due' },
      { do: 'release', nth: 1 },
    ],
  },
  {
    name: 'what two orders keep goes when the one that is left ends',
    steps: [
      put('asr.audio'),
      { ...hold, apart: 'when-due', days: 10 },
      { ...hold, apart: 'when-due', days: 60 },
      ...[days(2), expire, { do: 'release', nth: 0 } as const, days(9), expire],
    ],
  },
  {
    name: 'a law keeps what was promised to go earlier than the rule of today says',
    policy: [{ of: 'ocr', atMost: 'PT30M' }],
    steps: [call, { do: 'restart', policy: [] }, days(1), expire, days(30)],
  },
  {
    name: 'an order keeps what was asked to go, when another that kept it, too, ends at once',
    steps: [
      put('asr.monitoring'),
      { ...hold, apart: 'when-due' },
      { ...hold, apart: 'when-due', days: 1 },
      { do: 'erase', app: 0, person: null },
      ...[days(1), expire],
    ],
  },
  {
    name: 'an order is released in a region where nothing new may be kept',
    steps: [
      { ...hold, apart: 'at-once' },
      { do: 'restart', policy: [{ region: 'ap-singapore' }] },
      { do: 'release', nth: 0 },
      expire,
    ],
  },
  {
    name: 'what an order gives back is not given back for longer than was promised',
    policy: [{ of: 'asr.monitoring', atMost: 'P7D' }],
    steps: [
      put('asr.monitoring'),
      { ...hold, apart: 'at-once' },
      { do: 'restart', policy: [] },
      { do: 'release', nth: 0 },
    ],
  },
  {
    name: 'what a stricter policy wants gone is not given back',
    steps: [
      put('asr.monitoring'),
      { ...hold, apart: 'at-once' },
      { do: 'restart', policy: [{ of: 'asr.monitoring', atMost: 'P7D' }] },
      ...[days(8), { do: 'release', nth: 0 } as const, expire],
    ],
  },
];

describe('a run that went wrong once', () => {
  it.each(runs)('$name', async ({ policy = [], steps }) => {
    await expect(goThrough({ policy, steps })).resolves.toBeUndefined();
  });
});
