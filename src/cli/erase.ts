import type { Command } from 'commander';
import { systemClock } from '../lib/clock.ts';
import type { ErasureStep } from '../records/erasure/types.ts';
import { beforeErasure } from '../registry/people/leave-group.ts';
import type { ErasureReport } from '../records/erasure/types.ts';
import type { ErasureTarget, Subject, SubjectKind, Vault } from '../records/types.ts';
import { columns, instantText } from './columns.ts';
import type { WithVault } from './with-vault.ts';

/** What a subject can be named by, and how the option is explained. */
const SUBJECT_OPTIONS = {
  person: 'all about a person',
  request: 'all of one call',
  task: 'all of one task',
  voice: 'all of one voice print or stream',
  group: 'all of one group of faces',
  face: 'all of one face of a person',
  consent: 'all that rests on one consent',
  account: 'all of one user of the account, by UIN',
  ip: 'all from one address',
} as const satisfies Record<SubjectKind, string>;

const kinds = Object.keys(SUBJECT_OPTIONS) as (keyof typeof SUBJECT_OPTIONS)[];

interface EraseOptions extends Partial<Record<SubjectKind, string>> {
  readonly appid?: string;
  readonly app?: string;
  readonly dryRun?: boolean;
}

const stepCells = ({ store, category, action, count, until, reason }: ErasureStep): string[] => [
  store,
  category,
  action === 'restrict' ? `restrict until ${instantText(until)}` : action,
  String(count),
  reason,
];

const planText = (steps: readonly ErasureStep[]): string =>
  steps.length === 0
    ? 'nothing is held'
    : columns(['store', 'category', 'action', 'records', 'by'], steps.map(stepCells));

/** What was done: each store, the scan, the receipt. */
export const erasureText = ({ steps, receiptId }: ErasureReport): string => {
  const stores = [...Map.groupBy(steps, ({ store }) => store)].map(([store, own]) => {
    const total = (action: ErasureStep['action']): number =>
      own.filter((step) => step.action === action).reduce((sum, { count }) => sum + count, 0);
    const rest = (['restrict', 'keep'] as const).filter((action) => total(action) > 0);
    const more = rest.map((action) => `, ${total(action)} ${action === 'keep' ? 'kept' : 'restricted'}`);
    return `${store}: ${total('erase')} erased${more.join('')}`;
  });
  return [...stores, 'scan of every store: nothing is left', `receipt ${receiptId ?? '-'}`].join('\n');
};

const subjectOf = (options: EraseOptions): Subject | undefined => {
  const given = kinds.filter((kind) => options[kind] !== undefined);
  const wanted = given.length + (options.appid === undefined ? 0 : 1);
  if (wanted !== 1)
    throw new Error(`Say what to erase: one of ${kinds.map((kind) => `--${kind}`).join(', ')}, --appid`);
  const [kind] = given;
  return kind === undefined ? undefined : { kind, value: options[kind] ?? '' };
};

/** The accounts that hold something of the subject, each with its plan. */
const plansOf = async (
  vault: Vault,
  options: EraseOptions,
): Promise<readonly { target: ErasureTarget; steps: readonly ErasureStep[] }[]> => {
  const subject = subjectOf(options);
  const named = subject === undefined ? options.appid : options.app;
  const plans = [];
  for (const appId of named === undefined ? await vault.appIds() : [named]) {
    const target: ErasureTarget = subject === undefined ? { appId } : { appId, subject };
    const { steps } = await vault.erase(target, { dryRun: true });
    if (steps.length > 0 || named !== undefined) plans.push({ target, steps });
  }
  return plans;
};

const erase = async (vault: Vault, options: EraseOptions): Promise<void> => {
  const plans = await plansOf(vault, options);
  if (plans.length === 0) console.log('Plan: nothing is held in any account');
  for (const { target, steps } of plans) console.log(`Plan for AppId ${target.appId}:\n${planText(steps)}\n`);
  if (options.dryRun) return;
  if (plans.length > 1) throw new Error('Several accounts hold something of it: say which one by --app');
  for (const { target } of plans) {
    await beforeErasure(vault, systemClock, target);
    console.log(erasureText(await vault.erase(target)));
  }
};

/** `lethe erase --person|--request|...|--appid X [--app APPID] [--dry-run]`: plan, stores, scan, receipt. */
export function registerEraseCommand(program: Command, withVault: WithVault): void {
  const command = program
    .command('erase')
    .description('erase a subject or a whole account from every store, at once');
  for (const kind of kinds) command.option(`--${kind} <id>`, SUBJECT_OPTIONS[kind]);
  command
    .option('--appid <appid>', 'a whole account')
    .option('--app <appid>', 'the account that the subject belongs to')
    .option('--dry-run', 'only print the plan')
    .action((options: EraseOptions) => withVault((vault) => erase(vault, options)));
}
