import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InvalidArgumentError, type Command } from 'commander';
import type { ScanProgress } from '../records/scan/forensic-scan.ts';
import type { ScanReport } from '../records/scan/types.ts';
import type { WithVault } from './with-vault.ts';

interface ScanCommandOptions {
  readonly for?: string;
  readonly held: number;
  readonly json?: boolean;
}

const MB = 1_000_000;
const PROGRESS_EVERY_MS = 200;

const count = (value: string): number => {
  const parsed = Number(value);
  if (Number.isSafeInteger(parsed) && parsed >= 0) return parsed;
  throw new InvalidArgumentError('expected a whole number');
};

/** One a line. They come from a file or the standard input: arguments are seen by everybody on the machine. */
const needlesFrom = async (file: string | undefined): Promise<Record<string, string>> => {
  if (file === undefined) return {};
  const lines = (file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')).split(/\r?\n/);
  return Object.fromEntries(lines.filter(Boolean).map((line, i) => [`line ${i + 1}`, line]));
};

const showProgress = (started: number): ((progress: ScanProgress) => void) => {
  let shown = started;
  return ({ bytes, files }) => {
    const now = performance.now();
    if (!process.stderr.isTTY || now - shown < PROGRESS_EVERY_MS) return;
    shown = now;
    const rate = bytes / MB / ((now - started) / 1000);
    process.stderr.write(`\r${files} files, ${(bytes / MB).toFixed(0)} MB, ${rate.toFixed(0)} MB/s `);
  };
};

export const scanText = ({ bytes, files, needles, findings, discrepancies }: ScanReport): string =>
  [
    `${files} files, ${(bytes / MB).toFixed(1)} MB, looked through for ${needles} things`,
    ...findings.map(({ needle, file, offset, encoding }) =>
      offset < 0
        ? `FOUND ${needle} in the name of ${file}`
        : `FOUND ${needle} in ${file} at ${offset} (${encoding})`,
    ),
    ...discrepancies.map(({ what, count: number }) => `ODD ${what}: ${number}`),
    findings.length + discrepancies.length === 0 ? 'nothing found in clear, and nothing odd' : '',
  ]
    .filter(Boolean)
    .join('\n');

/** `lethe scan [--for FILE|-] [--held N] [--json]`: exit code 1 when something is found. */
export function registerScanCommand(program: Command, withVault: WithVault): void {
  program
    .command('scan')
    .description('read every byte of the stores, and hold the stores against their indices')
    .option('--for <file>', 'what must not be there, one a line; - for the standard input')
    .option(
      '--held <count>',
      'the newest records of each category, none of which may be there in clear',
      count,
      20,
    )
    .option('--json', 'as JSON')
    .action(({ for: file, held, json }: ScanCommandOptions) =>
      withVault(async (vault) => {
        const needles = await needlesFrom(file);
        const report = await vault.scan({ needles, held, onProgress: showProgress(performance.now()) });
        if (process.stderr.isTTY) process.stderr.write('\n');
        console.log(json ? JSON.stringify(report, null, 2) : scanText(report));
        if (report.findings.length + report.discrepancies.length > 0) process.exitCode = 1;
      }),
    );
}
