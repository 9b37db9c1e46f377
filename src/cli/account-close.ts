import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { AccountClosing } from '../registry/account-closing.ts';
import type { ClosureStep } from '../records/erasure/types.ts';
import { columns, instantText } from './columns.ts';

export type WithClosing = <T>(use: (closing: AccountClosing) => Promise<T>) => Promise<T>;

const cells = ({ store, category, action, count, until, reason }: ClosureStep): string[] => [
  store,
  category,
  until === null || action === 'erase' ? action : `${action} until ${instantText(until)}`,
  String(count),
  reason,
];

const close = async (closing: AccountClosing, appId: string, dryRun: boolean): Promise<void> => {
  const { steps, closedAt } = await closing.close(appId, { dryRun });
  console.log(columns(['store', 'category', 'action', 'records', 'by'], steps.map(cells)));
  if (!dryRun) console.log(`\nclosed ${instantText(closedAt)}; lethe account certificate ${appId}`);
};

const certify = async (
  closing: AccountClosing,
  appId: string,
  { out, language }: { out?: string; language?: 'en' | 'zh' },
): Promise<void> => {
  const certificate = await closing.certificate(appId, language);
  if (!certificate) throw new Error('This account was not closed');
  console.log(certificate.text);
  if (out === undefined) return;
  if (!certificate.proof) throw new Error('Nothing was erased yet that could be proved');
  writeFileSync(out, `${JSON.stringify(certificate.proof, null, 2)}\n`, { mode: 0o600 });
};

/** `lethe account close|certificate`, beside the other commands on accounts. */
export function registerAccountClosing(account: Command, withClosing: WithClosing): void {
  account
    .command('close')
    .description('close an account for good: erases what may go, and lets nothing outlive its time')
    .argument('<appid>')
    .option('--dry-run', 'only print what would become of what is held')
    .action((appId: string, { dryRun = false }: { dryRun?: boolean }) =>
      withClosing((closing) => close(closing, appId, dryRun)),
    );
  account
    .command('certificate')
    .description('what was erased of a closed account: interim while a part is within its time, then final')
    .argument('<appid>')
    .option('--out <file>', 'the signed certificate, for lethe receipts check')
    .option('--language <language>', 'en or zh; absent: the account’s')
    .action((appId: string, options: { out?: string; language?: 'en' | 'zh' }) =>
      withClosing((closing) => certify(closing, appId, options)),
    );
}
