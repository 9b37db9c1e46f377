import { readFile } from 'node:fs/promises';
import { Argument, InvalidArgumentError, Option, type Command } from 'commander';
import { parse } from 'yaml';
import { category, categoryIds, isCategoryId, type CategoryId } from '../policy/catalogue.ts';
import { compose, type Policy, type Where } from '../policy/compose.ts';
import { otherDemands, retentionDemands } from '../policy/describe.ts';
import { noticeHtml } from '../policy/notice-html.ts';
import { noticeMarkdown } from '../policy/notice-markdown.ts';
import { notice, type NoticeFeature } from '../policy/notice.ts';
import { OverlayInvalid, OverlayRefused, parseOverlay } from '../policy/overlay.ts';
import type { Rule } from '../policy/rule.ts';

interface ShowOptions extends Where {
  readonly overlay?: string;
  readonly json?: boolean;
}

interface NoticeOptions {
  readonly overlay?: string;
  readonly processing?: boolean;
  readonly html?: boolean;
}

/** Composes the policy with an overlay file's; without one, the published policy. */
async function policyWith(overlayFile: string | undefined): Promise<Policy> {
  if (overlayFile === undefined) return compose();
  return compose({ overlay: parseOverlay(await readYaml(overlayFile)) });
}

async function readYaml(file: string): Promise<unknown> {
  try {
    return parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new OverlayInvalid(error instanceof Error ? error.message : `cannot read ${file}`);
  }
}

/** Runs a command; a refused overlay is an answer (exit code 1), not a crash. */
async function answering(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof OverlayRefused || error instanceof OverlayInvalid)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

const DEMAND_WIDTH = 72;

/** One rule as text: each demand with the source of its clause. */
export const ruleText = (rule: Rule): string => {
  const demands = [...retentionDemands(rule), ...otherDemands(rule)];
  return [
    `${rule.category}: ${rule.name} (${rule.role}; ${rule.medium === 'none' ? 'not stored' : rule.medium})`,
    ...demands.map(({ text, clause }) => `  ${text.padEnd(DEMAND_WIDTH)}  ${clause.source}`),
  ].join('\n');
};

const ruleDetails = (rule: Rule): string => {
  const { uses, basis, keptIn, backedUp } = category(rule.category);
  const fields = Object.entries(rule.fields).map(
    ([name, field]) => `    ${name.padEnd(22)}${field.type.padEnd(9)}${field.promised}`,
  );
  const demands = [...retentionDemands(rule), ...otherDemands(rule)];
  return [
    ruleText(rule),
    `  use: ${uses.join('; ')}`,
    `  legal basis: ${basis}`,
    `  kept in: ${keptIn}${backedUp ? ' (may be in back-ups)' : ''}`,
    '  clauses:',
    ...new Set(demands.map(({ clause }) => `    ${clause.source}: "${clause.text}"`)),
    '  fields:',
    ...fields,
  ].join('\n');
};

async function show(id: CategoryId | undefined, options: ShowOptions): Promise<void> {
  const policy = await policyWith(options.overlay);
  const where = { region: options.region, jurisdiction: options.jurisdiction };
  if (options.json) {
    console.log(JSON.stringify(id ? policy.rule(id, where) : policy.rules(where), null, 2));
    return;
  }
  console.log(id ? ruleDetails(policy.rule(id, where)) : policy.rules(where).map(ruleText).join('\n\n'));
}

async function check(overlayFile: string): Promise<void> {
  await policyWith(overlayFile);
  console.log('This overlay only tightens.');
}

async function printNotice(feature: NoticeFeature, options: NoticeOptions): Promise<void> {
  const policy = await policyWith(options.overlay);
  const document = notice(policy, feature, { processing: options.processing ?? false });
  process.stdout.write(options.html ? noticeHtml(document) : noticeMarkdown(document));
}

const asCategory = (id: string): CategoryId => {
  if (isCategoryId(id)) return id;
  throw new InvalidArgumentError(`One of: ${categoryIds.join(', ')}.`);
};

const asCountryCode = (code: string): string => {
  if (/^[A-Za-z]{2}$/.test(code)) return code.toUpperCase();
  throw new InvalidArgumentError('An ISO 3166-1 alpha-2 code, such as KR.');
};

/** The deployment's own overlay, unless another file is named. */
const overlayOption = (): Option =>
  new Option('--overlay <file>', 'a deployment’s overlay (YAML)').env('LETHE_POLICY');

/** `lethe policy show|check|notice`. */
export function registerPolicyCommands(program: Command): void {
  const policy = program
    .command('policy')
    .description('what is kept, for how long, and which clause says so');
  policy
    .command('show')
    .description('the rules in force, each with its provenance')
    .argument('[category]', 'one category, in detail', asCategory)
    .option('--region <region>', 'service region')
    .option('--jurisdiction <code>', 'ISO 3166-1 code of the data subject’s jurisdiction', asCountryCode)
    .addOption(overlayOption())
    .option('--json', 'as JSON')
    .action((id: CategoryId | undefined, options: ShowOptions) => answering(() => show(id, options)));
  policy
    .command('check')
    .description('whether an overlay only tightens; if not, the clause that forbids it')
    .argument('<overlay.yaml>')
    .action((file: string) => answering(() => check(file)));
  policy
    .command('notice')
    .description('the notice for data subjects, from the rules in force, as Markdown')
    .addArgument(new Argument('<feature>').choices(['ocr', 'ekyc', 'asr', 'face']))
    .option('--processing', 'the data processing notice: what happens to content')
    .option('--html', 'as a standalone page')
    .addOption(overlayOption())
    .action((feature: NoticeFeature, options: NoticeOptions) =>
      answering(() => printNotice(feature, options)),
    );
}
