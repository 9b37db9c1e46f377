import { InvalidArgumentError, type Command } from 'commander';
import { category, categoryIds, isCategoryId, type CategoryId } from '../policy/catalogue.ts';
import type { Where } from '../policy/compose.ts';
import { otherDemands, retentionDemands } from '../policy/describe.ts';
import type { Rule } from '../policy/rule.ts';
import { answering, inForceWith, overlayOption } from './overlay-file.ts';
import { registerPolicyDocuments } from './policy-documents.ts';

interface ShowOptions extends Where {
  readonly overlay?: string;
  readonly json?: boolean;
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
  const { uses, basis, keptIn, medium } = category(rule.category);
  const fields = Object.entries(rule.fields).map(
    ([name, field]) => `    ${name.padEnd(22)}${field.type.padEnd(9)}${field.promised}`,
  );
  const demands = [...retentionDemands(rule), ...otherDemands(rule)];
  return [
    ruleText(rule),
    `  use: ${uses.join('; ')}`,
    `  legal basis: ${basis}`,
    `  kept in: ${keptIn}${medium === 'none' ? '' : ' (and in sealed back-ups)'}`,
    '  clauses:',
    ...new Set(demands.map(({ clause }) => `    ${clause.source}: "${clause.text}"`)),
    '  fields:',
    ...fields,
  ].join('\n');
};

async function show(id: CategoryId | undefined, options: ShowOptions): Promise<void> {
  const { policy } = await inForceWith(options.overlay);
  const where = { region: options.region, jurisdiction: options.jurisdiction };
  if (options.json) {
    console.log(JSON.stringify(id ? policy.rule(id, where) : policy.rules(where), null, 2));
    return;
  }
  console.log(id ? ruleDetails(policy.rule(id, where)) : policy.rules(where).map(ruleText).join('\n\n'));
}

async function check(overlayFile: string): Promise<void> {
  await inForceWith(overlayFile);
  console.log('This overlay only tightens.');
}

const asCategory = (id: string): CategoryId => {
  if (isCategoryId(id)) return id;
  throw new InvalidArgumentError(`One of: ${categoryIds.join(', ')}.`);
};

const asCountryCode = (code: string): string => {
  if (/^[A-Za-z]{2}$/.test(code)) return code.toUpperCase();
  throw new InvalidArgumentError('An ISO 3166-1 alpha-2 code, such as KR.');
};

/** `lethe policy show|check`, and the documents made of the rules. */
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
  registerPolicyDocuments(policy);
}
