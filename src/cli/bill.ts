import type { Command } from 'commander';
import { bill, daysOfMonth, type Bill, type BillLine } from '../features/billing/bill.ts';
import type { Vault } from '../records/types.ts';
import type { WithVault } from './with-vault.ts';

interface BillOptions {
  readonly month: string;
  readonly appid?: string;
  readonly json?: boolean;
}

const NUMBER = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });

const tierText = ({ tierFrom, unit, unitPrice }: BillLine): string =>
  unitPrice === null ? 'by contract' : `${unitPrice} per ${unit} from ${NUMBER.format(tierFrom ?? 0)}`;

const cells = (line: BillLine): string[] => [
  line.period,
  line.item,
  `${NUMBER.format(line.volume)} ${line.unit}s`,
  tierText(line),
  line.amount,
];

/** A bill as aligned text; amounts to the right. */
export const billText = (appId: string, { month, lines, total }: Bill): string => {
  const rows = [['period', 'item', 'volume', 'price (USD)', 'amount'], ...lines.map(cells)];
  rows.push(['total', '', '', '', total]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const table = rows.map((row) =>
    row
      .map((cell, column) =>
        column === row.length - 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [`AppId ${appId}, ${month}, USD`, '', ...table].join('\n');
};

async function showBills(vault: Vault, { month, appid, json }: BillOptions): Promise<void> {
  const bills = [];
  for (const appId of appid === undefined ? await vault.appIds() : [appid])
    bills.push({ appId, ...bill(await vault.usage({ appId, ...daysOfMonth(month) }), month) });
  if (json) console.log(JSON.stringify(bills, null, 2));
  else console.log(bills.map((one) => billText(one.appId, one)).join('\n\n'));
}

/** `lethe bill --month YYYY-MM [--appid X]`. */
export function registerBillCommand(program: Command, withVault: WithVault): void {
  program
    .command('bill')
    .description('what an account used in a month, and what it costs')
    .requiredOption('--month <month>', 'a UTC month, YYYY-MM')
    .option('--appid <appid>', 'of this account only')
    .option('--json', 'as JSON')
    .action((options: BillOptions) => withVault((vault) => showBills(vault, options)));
}
