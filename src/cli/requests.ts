import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { RequestType } from '../policy/request-deadline.ts';
import type { RequestStep } from '../registry/requests/request-execution.ts';
import type { Identity, RequestDetails, SubjectRequest } from '../registry/requests/subject-request.ts';
import type { SubjectRequests } from '../registry/requests/subject-requests.ts';
import type { SubjectKind } from '../records/types.ts';
import { columns, instantText } from './columns.ts';

export type WithRequests = <T>(use: (requests: SubjectRequests) => Promise<T>) => Promise<T>;

const KINDS = ['person', 'request', 'task', 'consent', 'account', 'ip', 'voice', 'group', 'face'] as const;

const stepCells = ({ store, category, action, count, until, reason }: RequestStep): string[] => [
  store ?? '-',
  category,
  until === null ? action : `${action} until ${instantText(until)}`,
  String(count),
  reason ?? '-',
];

const planText = (plan: readonly RequestStep[]): string =>
  plan.length === 0
    ? 'nothing is held'
    : columns(['store', 'category', 'action', 'records', 'by'], plan.map(stepCells));

const HEADS = ['request', 'type', 'state', 'identity', 'received', 'due', 'late'];

const listText = (all: readonly SubjectRequest[], requests: SubjectRequests): string =>
  columns(
    HEADS,
    all.map((one) => [
      one.requestId,
      one.type,
      one.state,
      one.identity,
      instantText(one.receivedAt),
      instantText(one.extendedTo ?? one.dueAt),
      requests.reminderOf(one),
    ]),
  );

const showText = (request: SubjectRequest, requests: SubjectRequests): string =>
  [
    listText([request], requests),
    '',
    ...request.history.map(
      ({ at, what, reason }) => `${instantText(at)}  ${what}${reason ? `: ${reason}` : ''}`,
    ),
    ...request.receipts.map((id) => `receipt ${id}`),
  ].join('\n');

interface CreateOptions extends Partial<Record<SubjectKind, string>> {
  readonly app: string;
  readonly identity: Identity;
  readonly jurisdiction?: string;
  readonly language: 'en' | 'zh';
  readonly category?: string[];
  readonly field?: string;
  readonly setTo?: string;
  readonly dryRun?: boolean;
}

const detailsOf = ({ category, field, setTo }: CreateOptions): RequestDetails => {
  const categories = category as RequestDetails['categories'];
  if (field === undefined) return categories ? { categories } : {};
  const [only] = categories ?? [];
  if (!only || setTo === undefined) throw new Error('A correction needs --category, --field and --set-to');
  return { correction: { category: only, field, value: setTo } };
};

const create = async (
  requests: SubjectRequests,
  type: RequestType,
  options: CreateOptions,
): Promise<void> => {
  const given = KINDS.filter((kind) => options[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1)
    throw new Error('Say whom it is about: one of --person, --ip, ...');
  const { app, identity, jurisdiction, language, dryRun = false } = options;
  const subject = { kind, value: options[kind] ?? '' };
  const order = { appId: app, type, subject, identity, jurisdiction, language, details: detailsOf(options) };
  const { request, plan } = await requests.create(order, { dryRun });
  console.log(`Plan:\n${planText(plan)}\n`);
  console.log(dryRun ? `due ${instantText(request.dueAt)}` : showText(request, requests));
};

const exportTo = async (
  requests: SubjectRequests,
  { app, id, out, passphrase }: { app: string; id: string; out: string; passphrase?: string },
): Promise<void> => {
  const { zip, ...made } = await requests.download(app, id, passphrase, async (exported) =>
    writeFileSync(out, exported.zip, { mode: 0o600, flag: 'wx' }),
  );
  console.log(`${zip.length} bytes written`);
  if (passphrase === undefined)
    console.log(`passphrase ${made.passphrase}\nThe passphrase is shown this once.`);
};

const list = async (
  requests: SubjectRequests,
  { app, open, json }: { app: string; open?: boolean; json?: boolean },
): Promise<void> => {
  const found = await requests.describe({ appId: app, limit: Number.MAX_SAFE_INTEGER });
  const shown = open
    ? found.requests.filter(({ state }) => state !== 'done' && state !== 'rejected')
    : found.requests;
  console.log(json ? JSON.stringify(shown, null, 2) : listText(shown, requests));
};

/** Carries out what is verified, and lists what is late; exit code 1 when something is overdue or failed. */
const due = async (requests: SubjectRequests, dryRun: boolean, appIds: readonly string[]): Promise<void> => {
  if (!dryRun) {
    const { open, overdue, failed } = await requests.step();
    console.log(`${open} open, ${overdue} overdue, ${failed.length} could not be carried out`);
    if (overdue + failed.length > 0) process.exitCode = 1;
    return;
  }
  const all = await Promise.all(
    appIds.map((appId) => requests.describe({ appId, limit: Number.MAX_SAFE_INTEGER })),
  );
  const late = all.flatMap((one) => one.requests).filter((one) => requests.reminderOf(one) !== 'none');
  console.log(listText(late, requests));
};

/** `lethe requests create|list|show|verify|extend|reject|lift|letter|export|due`. */
export function registerRequestsCommand(
  program: Command,
  withRequests: WithRequests,
  appIdsOf: () => Promise<readonly string[]>,
): void {
  const group = program.command('requests').description('what data subjects ask for, and the answers');
  const on = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .argument('<request>')
      .requiredOption('--app <appid>', 'the account that it belongs to');
  registerCreate(group, withRequests);
  group
    .command('list')
    .description('newest first')
    .requiredOption('--app <appid>', 'the account')
    .option('--open', 'only what is not answered')
    .option('--json', 'as JSON')
    .action((options: { app: string; open?: boolean; json?: boolean }) =>
      withRequests((requests) => list(requests, options)),
    );
  on('show', 'one request, with its history').action((id: string, { app }: { app: string }) =>
    withRequests(async (requests) => console.log(showText(await requests.get(app, id), requests))),
  );
  registerChanges(on, withRequests);
  on('letter', 'the answer, in the operator’s words').action((id: string, { app }: { app: string }) =>
    withRequests(async (requests) => console.log(await requests.letter(app, id))),
  );
  on('export', 'everything held on the subject of an access request, as a sealed zip')
    .requiredOption('--out <file>', 'where to; it must not exist')
    .option('--passphrase <text>', 'absent: one is made and shown')
    .option('--dry-run', 'only say what would be in it')
    .action((id: string, options: { app: string; out: string; passphrase?: string; dryRun?: boolean }) =>
      withRequests(async (requests) => {
        if (!options.dryRun) return exportTo(requests, { ...options, id });
        console.log(planText(await requests.plan(await requests.get(options.app, id))));
      }),
    );
  group
    .command('due')
    .description('carry out what is verified, and remind of what is late, as the server does all the time')
    .option('--dry-run', 'only list what is late')
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      const appIds = dryRun ? await appIdsOf() : [];
      await withRequests((requests) => due(requests, dryRun, appIds));
    });
}

const registerCreate = (group: Command, withRequests: WithRequests): void => {
  const command = group
    .command('create')
    .description('file a request; one whose identity is verified is carried out at once')
    .argument('<type>', 'erasure, access, restriction or rectification')
    .requiredOption('--app <appid>', 'the account that it belongs to')
    .option('--identity <state>', 'pending, verified or failed', 'pending')
    .option('--jurisdiction <code>', 'ISO 3166-1 code of the data subject’s jurisdiction')
    .option('--language <language>', 'of the answer: en or zh', 'en')
    .option('--category <category...>', 'only these categories')
    .option('--field <field>', 'rectification: the field')
    .option('--set-to <value>', 'rectification: its right value')
    .option('--dry-run', 'only print the plan and the deadline');
  for (const kind of KINDS) command.option(`--${kind} <id>`, `it is about this ${kind}`);
  command.action((type: string, options: CreateOptions) =>
    withRequests((requests) => create(requests, asType(type), checked(options))),
  );
};

const TYPES: readonly RequestType[] = ['erasure', 'access', 'restriction', 'rectification'];

const asType = (text: string): RequestType => {
  const found = TYPES.find((type) => type === text);
  if (!found) throw new Error(`A request is one of: ${TYPES.join(', ')}`);
  return found;
};

const checked = (options: CreateOptions): CreateOptions => {
  if (!['pending', 'verified', 'failed'].includes(options.identity))
    throw new Error('--identity is pending, verified or failed');
  if (!['en', 'zh'].includes(options.language)) throw new Error('--language is en or zh');
  return options;
};

interface ChangeOptions {
  readonly app: string;
  readonly failed?: boolean;
  readonly reason: string;
  readonly dryRun?: boolean;
}

const registerChanges = (
  on: (name: string, description: string) => Command,
  withRequests: WithRequests,
): void => {
  const change = (name: 'verify' | 'extend' | 'reject', description: string): Command =>
    on(name, description)
      .option('--dry-run', 'only say what the request would be')
      .action((id: string, { app, failed, reason, dryRun = false }: ChangeOptions) =>
        withRequests(async (requests) => {
          const identity = { identity: failed ? ('failed' as const) : ('verified' as const) };
          const changes = {
            verify: identity,
            extend: { extend: { reason } },
            reject: { reject: { reason } },
          };
          console.log(showText(await requests.modify(app, id, changes[name], { dryRun }), requests));
        }),
      );
  change('verify', 'the identity was verified, or with --failed was not').option('--failed');
  change('extend', 'put the answer off, where the law lets it be').requiredOption('--reason <text>');
  change('reject', 'answer that it is not done').requiredOption('--reason <text>', 'goes into the letter');
  on('lift', 'end a restriction')
    .option('--dry-run', 'only say what would come back')
    .action((id: string, { app, dryRun = false }: { app: string; dryRun?: boolean }) =>
      withRequests(async (requests) => {
        const { steps } = await requests.lift(app, id, { dryRun });
        const rows = steps.map(({ category, action, count }) => [category, action, String(count)]);
        console.log(columns(['category', 'action', 'records'], rows));
      }),
    );
};
