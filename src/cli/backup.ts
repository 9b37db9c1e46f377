import { InvalidArgumentError, type Command } from 'commander';
import type { Backups } from '../records/backup/backups.ts';
import type {
  CreateReport,
  OnProgress,
  PruneReport,
  RestoreReport,
  Snapshot,
  VerifyReport,
} from '../records/backup/types.ts';
import { formatBytes } from '../lib/bytes.ts';
import { columns, instantText } from './columns.ts';
import { printerOf, type ProgressOptions } from './progress.ts';
import type { WithVault } from './with-vault.ts';

/** What the commands need of the app; `from` and `to` are folders, LETHE_BACKUPS where absent. */
export interface BackupTools {
  readonly withVault: WithVault;
  folderOf(given: string | undefined): Promise<string>;
  open(folder: string): Promise<Backups>;
  restore(
    options: RestoreCommand & { from: string; onProgress?: OnProgress | undefined },
  ): Promise<RestoreReport>;
}

export interface RestoreCommand {
  readonly snapshot?: string | undefined;
  /** LETHE_DATA where absent. */
  readonly folder?: string | undefined;
  /** LETHE_LEDGER_MIRROR where absent. */
  readonly ledger?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

interface CommonOptions extends ProgressOptions {
  readonly from?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

const warned = (warnings: readonly string[]): string[] => warnings.map((warning) => `! ${warning}`);

const categoryRows = ({ categories }: Snapshot): string =>
  columns(
    ['category', 'entries', 'apart', 'bytes', 'new'],
    categories.map((one) => [
      one.category,
      ...[one.entries, one.apart, one.sizeBytes, one.newBytes].map(String),
    ]),
  );

export const createText = ({ dryRun, snapshot, warnings }: CreateReport, verbose: boolean): string => {
  const { name, entries, parts, newParts, sizeBytes, newBytes, goneMeanwhile } = snapshot;
  return [
    dryRun ? 'Would be backed up:' : `Snapshot ${name}`,
    `${entries} entries in ${parts} parts, ${formatBytes(sizeBytes)}; new: ${newParts} parts, ${formatBytes(newBytes)}`,
    ...(goneMeanwhile > 0 ? [`${goneMeanwhile} objects went while it was made, and are not in it`] : []),
    ...(verbose ? [categoryRows(snapshot)] : []),
    ...warned(warnings),
  ].join('\n');
};

export const listText = (snapshots: readonly Snapshot[], verbose: boolean): string => {
  if (snapshots.length === 0) return 'No snapshot';
  if (verbose)
    return snapshots
      .map((one) => `${one.name}  ${instantText(one.takenAt)}\n${categoryRows(one)}`)
      .join('\n\n');
  const rows = snapshots.map(({ name, takenAt, entries, sizeBytes, newBytes, mirrored }) => [
    name,
    instantText(takenAt),
    String(entries),
    formatBytes(newBytes),
    formatBytes(sizeBytes),
    mirrored ? 'yes' : 'no',
  ]);
  return columns(['snapshot', 'taken', 'entries', 'new', 'total', 'mirror'], rows);
};

export const restoreText = (report: RestoreReport): string => {
  const { dryRun, snapshot, folder, restored, sizeBytes, apart, dropped, ledger, warnings } = report;
  const left = Object.entries(dropped).filter(([, count]) => count > 0);
  const sum = apart.reduce((total, { count }) => total + count, 0);
  return [
    dryRun ? `Would be restored of ${snapshot.name}:` : `Restored ${snapshot.name} into ${folder}`,
    `${restored} entries, ${formatBytes(sizeBytes)}; ${sum} of them kept apart`,
    ...left.map(([reason, count]) => `left out: ${count} ${reason}`),
    `ledger with ${ledger.receipts} receipts, the last of ${instantText(ledger.lastReceiptAt)}`,
    ...warned(warnings),
  ].join('\n');
};

export const verifyText = ({ snapshots, parts, entries, sizeBytes, problems }: VerifyReport): string =>
  [
    `${snapshots} snapshots, ${parts} parts, ${entries} entries, ${formatBytes(sizeBytes)}: ${problems.length === 0 ? 'all as it was written' : `${problems.length} problems`}`,
    ...problems.map(({ file, problem }) => `! ${file} ${problem}`),
  ].join('\n');

export const pruneText = ({ dryRun, kept, removed, parts, sizeBytes }: PruneReport): string => {
  const verb = dryRun ? 'would be removed' : 'removed';
  return `${removed.length} snapshots ${verb}, ${kept.length} kept; ${parts} parts ${verb}, ${formatBytes(sizeBytes)}`;
};

const countOf = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('expected a number from 1 on');
  return count;
};

const print = (report: unknown, text: string, json = false): void =>
  console.log(json ? JSON.stringify(report, null, 2) : text);

/** `lethe backup create|list|verify|restore|prune`; verify: exit code 1 when anything is not as it was written. */
export function registerBackupCommands(program: Command, tools: BackupTools): void {
  const backup = program
    .command('backup')
    .description('back-ups that forget: without the keys, which stay in the ledger');
  const command = (name: string, description: string): Command =>
    backup.command(name).description(description).option('--json', 'as JSON');
  const opened = async ({ from }: CommonOptions): Promise<Backups> => tools.open(await tools.folderOf(from));

  command('create', 'add what is held now to a repository; only what changed is written')
    .option('--to <dir>', 'the repository’s folder (LETHE_BACKUPS)')
    .option('--dry-run', 'only say what would be written')
    .option('--verbose', 'by category')
    .option('--progress', 'tell how far it is, also without a terminal')
    .action(async (options: CommonOptions & { to?: string; verbose?: boolean }) => {
      const to = await tools.folderOf(options.to);
      const { dryRun, verbose = false } = options;
      const { onProgress, done } = printerOf(options);
      const report = await tools.withVault((vault) => vault.backup({ to, dryRun, onProgress }));
      done();
      print(report, createText(report, verbose), options.json);
    });
  command('list', 'the snapshots, newest first')
    .option('--from <dir>', 'the repository’s folder (LETHE_BACKUPS)')
    .option('--verbose', 'by category')
    .action(async (options: CommonOptions & { verbose?: boolean }) => {
      const snapshots = await (await opened(options)).list();
      print(snapshots, listText(snapshots, options.verbose ?? false), options.json);
    });
  command('verify [snapshot]', 'read every byte of one snapshot (latest, a name), or of all')
    .option('--from <dir>', 'the repository’s folder (LETHE_BACKUPS)')
    .option('--progress', 'tell how far it is, also without a terminal')
    .action(async (snapshot: string | undefined, options: CommonOptions) => {
      const { onProgress, done } = printerOf(options);
      const report = await (await opened(options)).verify({ snapshot, onProgress });
      done();
      print(report, verifyText(report), options.json);
      if (report.problems.length > 0) process.exitCode = 1;
    });
  command('restore [snapshot]', 'make a data folder of a snapshot (latest, a name) and the ledger of now')
    .option('--from <dir>', 'the repository’s folder (LETHE_BACKUPS)')
    .option('--folder <dir>', 'where to: empty, or not there (LETHE_DATA)')
    .option(
      '--ledger <file>',
      'the mirror of the ledger, or the ledger; it is only read (LETHE_LEDGER_MIRROR)',
    )
    .option('--dry-run', 'only say what would be restored')
    .option('--progress', 'tell how far it is, also without a terminal')
    .action(async (snapshot: string | undefined, options: CommonOptions & RestoreCommand) => {
      const { folder, ledger, dryRun } = options;
      const from = await tools.folderOf(options.from);
      const { onProgress, done } = printerOf(options);
      const report = await tools.restore({ from, snapshot, folder, ledger, dryRun, onProgress });
      done();
      print(report, restoreText(report), options.json);
    });
  command('prune', 'forget all but the newest snapshots')
    .requiredOption('--keep <count>', 'how many stay', countOf)
    .option('--from <dir>', 'the repository’s folder (LETHE_BACKUPS)')
    .option('--dry-run', 'only say what would go')
    .action(async (options: CommonOptions & { keep: number }) => {
      const report = await (await opened(options)).prune({ keep: options.keep, dryRun: options.dryRun });
      print(report, pruneText(report), options.json);
    });
}
