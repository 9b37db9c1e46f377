import type { Command } from 'commander';
import { isCategoryId } from '../policy/catalogue.ts';
import type { Hold, HoldReport, Subject, Vault } from '../records/types.ts';
import { columns, instantText } from './columns.ts';
import type { WithVault } from './with-vault.ts';

const KINDS = ['person', 'request', 'task', 'consent', 'account', 'ip', 'voice', 'group', 'face'] as const;

interface PlaceOptions extends Partial<Record<Subject['kind'], string>> {
  readonly app: string;
  readonly reason: string;
  readonly category?: string[];
  readonly atOnce?: boolean;
  readonly until?: string;
  readonly dryRun?: boolean;
}

const orderOf = (options: PlaceOptions): Parameters<Vault['placeHold']>[0] => {
  const given = KINDS.filter((kind) => options[kind] !== undefined);
  if (given.length > 1) throw new Error('A hold is on one subject, or on the whole account');
  const [kind] = given;
  const until = options.until === undefined ? undefined : Date.parse(options.until);
  if (until !== undefined && Number.isNaN(until)) throw new Error('--until is an instant such as 2027-01-31');
  const categories = options.category?.filter(isCategoryId);
  if (categories?.length !== options.category?.length) throw new Error('There is no such category');
  return {
    appId: options.app,
    reason: options.reason,
    apart: options.atOnce ? 'at-once' : 'when-due',
    ...(kind === undefined ? {} : { subject: { kind, value: options[kind] ?? '' } }),
    ...(categories ? { categories } : {}),
    ...(until === undefined ? {} : { until }),
  };
};

const reportText = ({ dryRun, hold, steps, receiptId }: HoldReport): string => {
  const rows = steps.map(({ category, action, count }) => [category, action, String(count)]);
  const names = dryRun ? [] : [`hold ${hold.id}`, `receipt ${receiptId ?? '-'}`];
  return [columns(['category', 'action', 'records'], rows), ...names].join('\n');
};

const cells = (hold: Hold): string[] => [
  hold.id,
  hold.reason,
  hold.subject?.kind ?? 'account',
  hold.categories?.join(',') ?? 'all',
  hold.apart,
  instantText(hold.placedAt),
  instantText(hold.until ?? null),
  instantText(hold.releasedAt ?? null),
];

const HEADS = ['hold', 'order', 'on', 'categories', 'apart', 'placed', 'until', 'released'];

/** `lethe hold place|release|list|read`. */
export function registerHoldCommand(program: Command, withVault: WithVault): void {
  const group = program
    .command('hold')
    .description('what an order keeps, though it is due, or keeps from use');
  const place = group
    .command('place')
    .requiredOption('--app <appid>', 'the account')
    .requiredOption('--reason <reference>', 'reference of the order; never personal data')
    .option('--category <category...>', 'only these categories')
    .option('--at-once', 'keep it from use now, not only from going')
    .option('--until <instant>', 'ends by itself then (ISO 8601)')
    .option('--dry-run', 'only say what would be moved apart');
  for (const kind of KINDS) place.option(`--${kind} <id>`, `only what is about this ${kind}`);
  place.action((options: PlaceOptions) =>
    withVault(async (vault) => {
      const { dryRun = false } = options;
      console.log(reportText(await vault.placeHold(orderOf(options), { dryRun })));
    }),
  );
  group
    .command('release')
    .argument('<hold>')
    .requiredOption('--app <appid>', 'the account')
    .option('--dry-run', 'only say what would go or come back')
    .action((id: string, { app, dryRun = false }: { app: string; dryRun?: boolean }) =>
      withVault(async (vault) => console.log(reportText(await vault.releaseHold(app, id, { dryRun })))),
    );
  group
    .command('list')
    .option('--app <appid>', 'of one account only')
    .option('--json', 'as JSON')
    .action(({ app, json }: { app?: string; json?: boolean }) =>
      withVault(async (vault) => {
        const holds = await vault.holds(app);
        console.log(json ? JSON.stringify(holds, null, 2) : columns(HEADS, holds.map(cells)));
      }),
    );
  group
    .command('read')
    .description('what a hold keeps apart, as JSON; that it was read leaves a receipt')
    .argument('<hold>')
    .requiredOption('--app <appid>', 'the account')
    .option('--dry-run', 'only say how many records there are')
    .action((id: string, { app, dryRun }: { app: string; dryRun?: boolean }) =>
      withVault(async (vault) => {
        if (dryRun) return console.log(reportText(await vault.releaseHold(app, id, { dryRun: true })));
        const records = (await vault.readHeld(app, id)).map(({ version: _, ...record }) => record);
        console.log(JSON.stringify(records, null, 2));
      }),
    );
}
