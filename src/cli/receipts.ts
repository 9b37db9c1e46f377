import type { Command } from 'commander';
import type { Receipt } from '../records/receipts/types.ts';
import type { Vault } from '../records/types.ts';
import { columns, countsText, instantText } from './columns.ts';
import { registerReceiptProofCommands } from './receipt-proofs.ts';
import { registerReceiptsCheckCommand } from './receipts-check.ts';
import type { WithVault } from './with-vault.ts';

const cells = ({ index, at, kind, appId, counts, id }: Receipt): string[] => [
  String(index),
  instantText(at),
  kind,
  appId ?? '-',
  countsText(counts),
  id,
];

const list = async (
  vault: Vault,
  options: { limit: string; app?: string; json?: boolean },
): Promise<void> => {
  const { limit, app, json } = options;
  const receipts = await vault.receipts({
    limit: Number(limit),
    ...(app === undefined ? {} : { appId: app }),
  });
  if (json) console.log(JSON.stringify(receipts, null, 2));
  else console.log(columns(['index', 'at', 'kind', 'account', 'what', 'receipt'], receipts.map(cells)));
};

const verify = async (vault: Vault): Promise<void> => {
  const { ok, count, rootHash, brokenAt, reason } = await vault.verifyReceipts();
  console.log(
    ok ? `${count} receipts, unbroken` : `Broken at index ${brokenAt ?? '?'}: ${reason ?? 'unknown'}`,
  );
  console.log(`root ${rootHash}`);
  if (!ok) process.exitCode = 1;
};

/** `lethe receipts ...`; verify: exit code 1 when an entry was edited, dropped or reordered. */
export function registerReceiptsCommand(program: Command, withVault: WithVault): void {
  const receipts = program.command('receipts').description('the log of erasures, expiries and refusals');
  receipts
    .command('list')
    .description('newest first')
    .option('--limit <count>', 'how many', '100')
    .option('--app <appid>', 'of one account only')
    .option('--json', 'as JSON')
    .action((options: { limit: string; app?: string; json?: boolean }) =>
      withVault((vault) => list(vault, options)),
    );
  receipts
    .command('verify')
    .description(
      'recompute the whole log with its signed heads, and find what was edited, dropped or reordered',
    )
    .action(() => withVault(verify));
  registerReceiptProofCommands(receipts, withVault);
  registerReceiptsCheckCommand(receipts);
}
