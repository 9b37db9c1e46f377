import { InvalidArgumentError, Option, type Command } from 'commander';
import type { AgeBand, Consent } from '../policy/consent-state.ts';
import type { Consents, ConsentQuery, Withdrawn } from '../registry/consents/consents.ts';
import type { ConsentRefusal } from '../registry/consents/new-consent.ts';
import { columns, instantText } from './columns.ts';

export type WithConsents = <T>(use: (consents: Consents) => Promise<T>) => Promise<T>;

const REFUSALS: Readonly<Record<ConsentRefusal, string>> = {
  'invalid-consent-id': 'an id has letters, digits and . _ : - only, at most 64 of them',
  'category-needs-no-consent':
    'this category is not kept by consent: ocr.identification and ekyc.identification are',
  'unknown-field': 'the category has no such field, or none was named',
  'unknown-jurisdiction': 'a jurisdiction is an ISO 3166-1 alpha-2 code such as KR',
  'invalid-date-of-birth': 'a date of birth is written YYYY-MM-DD',
  'expires-in-the-past': 'it would have expired already',
  'id-in-use':
    'the id belongs to a consent of another end user, category, purpose, jurisdiction or other fields',
  withdrawn: 'it was withdrawn: a new consent needs a new id',
  'not-found': 'there is no such consent',
};

const refusal = (refused: ConsentRefusal): Error => new Error(REFUSALS[refused]);

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const instant = (text: string): number => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('expected an instant such as 2027-01-31T12:00:00Z');
  return at;
};

const cells = (c: Consent): string[] => [
  c.consentId,
  c.endUser,
  c.category,
  c.fields.join(','),
  c.purpose,
  c.jurisdiction,
  c.state,
  instantText(c.givenAt),
  instantText(c.expiresAt),
];

const HEADS = ['consent', 'end user', 'category', 'fields', 'purpose', 'place', 'state', 'given', 'expires'];

interface GiveOptions {
  readonly app: string;
  readonly id?: string;
  readonly endUser: string;
  readonly category: string;
  readonly fields: string[];
  readonly purpose: string;
  readonly evidence: string;
  readonly notice?: string;
  readonly language: string;
  readonly jurisdiction: string;
  readonly dateOfBirth?: string;
  readonly ageBand?: AgeBand;
  readonly parentalConsent?: string;
  readonly expires?: number;
  readonly region: string;
  readonly dryRun?: boolean;
}

const give = async (consents: Consents, options: GiveOptions): Promise<void> => {
  const { app, id, dateOfBirth, ageBand, expires, dryRun = false, notice, parentalConsent } = options;
  const outcome = await consents.give(
    {
      ...{ appId: app, region: options.region, endUser: options.endUser, category: options.category },
      ...{ fields: options.fields, purpose: options.purpose, evidence: options.evidence },
      ...{ language: options.language, jurisdiction: options.jurisdiction },
      age: dateOfBirth === undefined ? { band: ageBand ?? 'unknown' } : { dateOfBirth },
      ...(id === undefined ? {} : { consentId: id }),
      ...(notice === undefined ? {} : { notice }),
      ...(parentalConsent === undefined ? {} : { parentalConsent }),
      ...(expires === undefined ? {} : { expiresAt: expires }),
    },
    { dryRun },
  );
  if ('refused' in outcome) throw refusal(outcome.refused);
  const { consentId, state } = outcome.consent;
  console.log(`${dryRun ? 'would be registered: ' : ''}consent ${consentId}, ${state}`);
};

const withdrawnText = ({ consent, erasure, exports }: Withdrawn): string => {
  const { dryRun, steps, receiptId } = erasure;
  const erased = steps.reduce((sum, { action, count }) => sum + (action === 'erase' ? count : 0), 0);
  return [
    `consent ${consent.consentId} ${dryRun ? 'would be withdrawn' : 'is withdrawn'}`,
    `${erased} records ${dryRun ? 'would go' : 'erased'}${receiptId === undefined ? '' : `, receipt ${receiptId}`}`,
    ...exports.map((one) => `contained in export ${one.exportId} of ${instantText(one.at)}: ${one.purpose}`),
  ].join('\n');
};

interface WithdrawOptions {
  readonly app: string;
  readonly id: string;
  readonly evidence?: string;
  readonly region: string;
  readonly dryRun?: boolean;
}

const withdraw = async (consents: Consents, options: WithdrawOptions): Promise<void> => {
  const { app, id, evidence, region, dryRun = false } = options;
  const more = evidence === undefined ? {} : { evidence };
  const outcome = await consents.withdraw(app, id, { region, dryRun, ...more });
  if ('refused' in outcome) throw refusal(outcome.refused);
  console.log(withdrawnText(outcome));
};

type ListOptions = Omit<ConsentQuery, 'appId' | 'consentId'> & {
  readonly app: string;
  readonly id?: string;
  readonly json?: boolean;
};

const show = async (consents: Consents, { app, id, json, ...filter }: ListOptions): Promise<void> => {
  const query = { appId: app, ...filter, ...(id === undefined ? {} : { consentId: id }) };
  const found = await consents.list(query);
  if (json)
    console.log(
      JSON.stringify(
        found.map((one) => consents.recordOf(one)),
        null,
        2,
      ),
    );
  else console.log(columns(HEADS, found.map(cells)));
};

const REGION = [
  '--region <region>',
  'service region',
  process.env['LETHE_REGION'] ?? 'ap-singapore',
] as const;
const STATES = ['live', 'under-age', 'age-unknown', 'expired', 'withdrawn'];

/** `lethe consent give|withdraw|list`. */
export function registerConsentCommands(program: Command, withConsents: WithConsents): void {
  const consent = program.command('consent').description('the registry of consents to Identification Data');
  consent
    .command('give')
    .description('register that an end user consented, or add a parent’s consent, the age or a later end')
    .requiredOption('--app <appid>', 'the account whose end user it is')
    .option('--id <consent>', 'a name for it, no personal data (default: one is made up)')
    .requiredOption('--end-user <id>', "the account's identifier of the end user")
    .requiredOption('--category <category>', 'ocr.identification or ekyc.identification')
    .requiredOption('--fields <list>', 'fields of the category, e.g. name,photo', list)
    .requiredOption('--purpose <text>', 'what it may be used for')
    .requiredOption('--evidence <reference>', 'where the proof is')
    .option('--notice <reference>', 'the notice that was shown')
    .requiredOption('--language <tag>', 'in which it was given, e.g. en')
    .requiredOption('--jurisdiction <code>', "the end user's, ISO 3166-1 alpha-2")
    .addOption(new Option('--date-of-birth <day>', 'only the band is kept').conflicts('ageBand'))
    .addOption(new Option('--age-band <band>').choices(['of-age', 'under-age', 'unknown']))
    .option('--parental-consent <reference>', 'where the proof of a parent’s consent is')
    .option('--expires <instant>', 'ISO 8601', instant)
    .option(...REGION)
    .option('--dry-run', 'only say what would be registered')
    .action((options: GiveOptions) => withConsents((consents) => give(consents, options)));
  consent
    .command('withdraw')
    .description('end a consent for good and erase at once what was captured under it')
    .requiredOption('--app <appid>')
    .requiredOption('--id <consent>')
    .option('--evidence <reference>', 'how it was withdrawn')
    .option(...REGION)
    .option('--dry-run', 'only say what would go')
    .action((options: WithdrawOptions) => withConsents((consents) => withdraw(consents, options)));
  consent
    .command('list')
    .description('consents of an account; with --json as ISO/IEC TS 27560 consent records')
    .requiredOption('--app <appid>')
    .option('--id <consent>')
    .option('--end-user <id>')
    .option('--category <category>')
    .option('--purpose <text>')
    .addOption(new Option('--state <state>').choices(STATES))
    .option('--json', 'as JSON')
    .action((options: ListOptions) => withConsents((consents) => show(consents, options)));
}
