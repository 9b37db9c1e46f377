import type { Command } from 'commander';
import type { Holding } from '../records/holding-types.ts';
import { columns, instantText } from './columns.ts';
import type { WithVault } from './with-vault.ts';

const HEADS = [
  'category',
  'records',
  'restricted',
  'bytes',
  'oldest',
  'newest',
  'next deadline',
  'kept late',
];

const cells = (h: Holding): string[] => [
  h.category,
  String(h.count),
  String(h.restricted),
  String(h.sizeBytes),
  instantText(h.oldest),
  instantText(h.newest),
  instantText(h.nextDeadline),
  String(h.keptLate),
];

export const holdingsText = (holdings: readonly Holding[]): string => columns(HEADS, holdings.map(cells));

/** `lethe holdings [--app APPID] [--json]`: exit code 1 when anything is kept late. */
export function registerHoldingsCommand(program: Command, withVault: WithVault): void {
  program
    .command('holdings')
    .description('what is held, by category, and until when')
    .option('--app <appid>', 'of one account only')
    .option('--json', 'as JSON')
    .action(({ app, json }: { app?: string; json?: boolean }) =>
      withVault(async (vault) => {
        const holdings = await vault.holdings(app);
        console.log(json ? JSON.stringify(holdings, null, 2) : holdingsText(holdings));
        if (holdings.some(({ keptLate }) => keptLate > 0)) process.exitCode = 1;
      }),
    );
}
