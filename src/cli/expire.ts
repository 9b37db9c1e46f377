import { InvalidArgumentError, type Command } from 'commander';
import type { ExpiryReport } from '../records/expiry/types.ts';
import { columns, instantText } from './columns.ts';
import type { WithVault } from './with-vault.ts';

const instant = (text: string): number => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('expected an instant such as 2027-01-31T12:00:00Z');
  return at;
};

export const expiryText = ({ dryRun, now, removed, receiptIds }: ExpiryReport): string => {
  const verb = dryRun ? 'would go' : 'gone';
  if (removed.length === 0) return `At ${instantText(now)}: nothing is due`;
  const rows = removed.map(({ category, count }) => [category, String(count)]);
  const receipts = receiptIds.map((id) => `receipt ${id}`);
  return [`At ${instantText(now)}:`, columns(['category', verb], rows), ...receipts].join('\n');
};

/** `lethe expire [--now ISO] [--dry-run]`. */
export function registerExpireCommand(program: Command, withVault: WithVault): void {
  program
    .command('expire')
    .description('remove everything whose deadline has passed, as the server does all the time')
    .option('--now <instant>', 'as if it were this instant (ISO 8601)', instant)
    .option('--dry-run', 'only say what would go')
    .option('--json', 'as JSON')
    .action(({ now, dryRun = false, json }: { now?: number; dryRun?: boolean; json?: boolean }) =>
      withVault(async (vault) => {
        const report = await vault.expire({ dryRun, ...(now === undefined ? {} : { now }) });
        console.log(json ? JSON.stringify(report, null, 2) : expiryText(report));
      }),
    );
}
