import type { Command } from 'commander';
import type { KeyCustody, RotateOptions, RotationProgress } from '../records/keys/key-custody.ts';
import type { KeyStatus } from '../records/keys/key-status.ts';
import { columns, instantText } from './columns.ts';

/** Opens the keys for the length of one command. */
export type WithKeys = <T>(use: (keys: KeyCustody) => Promise<T>) => Promise<T>;

const DAY_MS = 86_400_000;

const mirrorText = (mirror: KeyStatus['mirror']): string => {
  if (mirror === null) return 'none';
  return mirror.differences === 0
    ? `in step, ${mirror.file}`
    : `NOT IN STEP: ${mirror.differences} rows differ, ${mirror.file}`;
};

export const statusText = (status: KeyStatus): string => {
  const { master, rotation, generations, dataKeys, subjectKeys, closedSubjects, nextDue, mirror } = status;
  const rows = generations.map(({ generation, madeAt, ageMs, dataKeys: keys }) => [
    String(generation),
    instantText(madeAt),
    `${Math.floor(ageMs / DAY_MS)} days`,
    String(keys),
  ]);
  const others = master.valid.filter((fingerprint) => fingerprint !== master.fingerprint);
  const underWay = rotation
    ? `to ${rotation.to} since ${instantText(rotation.startedAt)}, ${rotation.remaining} data keys to go`
    : 'none under way';
  return [
    `master key      ${master.fingerprint} (${master.from === 'file' ? 'key file' : 'given by the environment'})`,
    ...others.map((fingerprint) => `opens it too    ${fingerprint}`),
    `rotation        ${underWay}`,
    `data keys       ${dataKeys}, of them ${subjectKeys} of subjects; ${closedSubjects} subjects closed`,
    `next keys due   ${nextDue ? `${nextDue.keys} at ${instantText(nextDue.at)}` : 'none'}`,
    `mirror          ${mirrorText(mirror)}`,
    '',
    columns(['generation', 'made', 'age', 'data keys'], rows),
  ].join('\n');
};

const STEPS: Readonly<Record<Exclude<RotationProgress['step'], 're-wrapping'>, string>> = {
  'key-made': 'the new master key is there',
  begun: 'both master keys open the folder; new data keys are of the new generation',
  're-wrapped': 'every data key is wrapped anew',
  swapped: 'the key file is the new one',
  retired: 'the old master key opens nothing any more',
};

const REPORT_EVERY_MS = 1_000;

/** Prints each step, and how far the re-wrapping is once a second. */
const progressPrinter = (): ((progress: RotationProgress) => void) => {
  const started = performance.now();
  let last = started;
  return ({ step, done, total }) => {
    const now = performance.now();
    if (step !== 're-wrapping') return console.log(STEPS[step]);
    if (done < total && now - last < REPORT_EVERY_MS) return;
    last = now;
    const perSecond = Math.round((done * 1_000) / Math.max(1, now - started));
    console.log(`${done} keys wrapped anew, ${perSecond} a second, ${total - done} remaining`);
  };
};

const rotate = async (
  keys: KeyCustody,
  { retire, ...options }: RotateOptions & { retire?: boolean },
): Promise<void> => {
  if (retire) {
    await keys.retire();
    return console.log(STEPS.retired);
  }
  const report = await keys.rotate({ ...options, onProgress: progressPrinter() });
  if (report.dryRun) {
    const end = report.retired ? 'the key file would be replaced' : 'both master keys would open the folder';
    return console.log(`${report.dataKeys} data keys would be wrapped anew; ${end}`);
  }
  console.log(`master key ${report.to ?? '-'}`);
  if (!report.retired)
    console.log(
      'Both master keys open the folder. Start every process with the new one, then run: lethe keys rotate --retire',
    );
};

/** `lethe keys status|rotate|recover`; status: exit code 1 when the mirror is not in step. No key is ever printed or taken as an argument. */
export function registerKeysCommands(
  program: Command,
  withKeys: WithKeys,
  recoverLedger: () => Promise<void>,
): void {
  const keys = program
    .command('keys')
    .description('the master key, what it wraps, and the mirror of the ledger');
  keys
    .command('status')
    .description('generations, data keys, the rotation under way, the mirror')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) =>
      withKeys(async (custody) => {
        const status = await custody.status();
        console.log(json ? JSON.stringify(status, null, 2) : statusText(status));
        if ((status.mirror?.differences ?? 0) > 0) process.exitCode = 1;
      }),
    );
  keys
    .command('rotate')
    .description('replace the master key while everything keeps running; repeat it after an interruption')
    .option(
      '--new-key-file <file>',
      'the new key, where the one in use is LETHE_MASTER_KEY; made if there is none',
    )
    .option('--retire', 'destroy what the old master key opens, once every process has the new one')
    .option('--abandon', 'give up a rotation that was begun to another key')
    .option('--dry-run', 'only say what would be done')
    .action((options: RotateOptions & { retire?: boolean }) =>
      withKeys((custody) => rotate(custody, options)),
    );
  keys
    .command('recover')
    .description('make a lost ledger of its mirror, in a data folder that has none')
    .action(async () => {
      await recoverLedger();
      console.log('The ledger is there again');
    });
}
