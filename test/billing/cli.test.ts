import { Command } from 'commander';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { registerBillCommand } from '../../src/cli/bill.ts';
import type { Vault } from '../../src/records/types.ts';

type UsageOf = Vault['usage'];

/** Runs `lethe bill` against a vault that holds this usage, and gives what it prints. */
const letheBill = async (usage: UsageOf, ...words: string[]): Promise<string> => {
  let printed = '';
  vi.spyOn(console, 'log').mockImplementation((text: string) => void (printed += `${text}\n`));
  const program = new Command('lethe').exitOverride();
  registerBillCommand(program, (use) => use({ usage } as Vault));
  await program.parseAsync(['bill', ...words], { from: 'user' });
  return printed;
};

const used: Awaited<ReturnType<UsageOf>> = [
  { appId: '1250000001', day: '2026-03-02', item: 'ocr.general', volume: 45_000, calls: 45_000 },
  { appId: '1250000001', day: '2026-03-03', item: 'ocr.general', volume: 45_000, calls: 45_000 },
  { appId: '1250000001', day: '2026-03-03', item: 'face.compare', volume: 12, calls: 12 },
  { appId: '1250000001', day: '2026-03-03', item: 'asr.realtime', volume: 315 * 3600, calls: 40 },
];

afterEach(() => {
  vi.restoreAllMocks();
});

describe('lethe bill', () => {
  it('prints a line an item, or item and day, and the total', async () => {
    const asked = vi.fn<UsageOf>(() => Promise.resolve(used));
    const text = await letheBill(asked, '--month', '2026-03', '--appid', '1250000001');
    expect(asked).toHaveBeenCalledWith({ appId: '1250000001', fromDay: '2026-03-01', toDay: '2026-04-01' });
    await expect(text).toMatchFileSnapshot('./golden/bill.txt');
  });

  it('prints JSON', async () => {
    const text = await letheBill(
      () => Promise.resolve(used),
      '--month',
      '2026-03',
      '--appid',
      '1250000001',
      '--json',
    );
    expect(JSON.parse(text)).toMatchObject([
      { appId: '1250000001', month: '2026-03', currency: 'USD', total: '1638.00', totalCents: 163_800 },
    ]);
  });

  it('refuses what is no month', async () => {
    await expect(letheBill(() => Promise.resolve([]), '--month', 'March', '--appid', '1')).rejects.toThrow(
      'not a month',
    );
  });
});
