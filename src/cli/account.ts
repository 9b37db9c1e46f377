import type { Command } from 'commander';
import type { Accounts, Credential } from '../registry/accounts.ts';
import { columns } from './columns.ts';

type WithAccounts = <T>(use: (accounts: Accounts) => Promise<T>) => Promise<T>;

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const day = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString().slice(0, 10));

const row = (c: Credential): Record<string, string> => ({
  AppId: c.appId,
  UIN: c.uin,
  SubUIN: c.subUin ?? '',
  name: c.name,
  SecretId: c.secretId,
  services: c.services?.join(',') ?? 'all',
  jurisdiction: c.jurisdiction ?? '',
  created: day(c.createdAt),
  disabled: day(c.disabledAt),
});

const HEADINGS = [
  'AppId',
  'UIN',
  'SubUIN',
  'name',
  'SecretId',
  'services',
  'jurisdiction',
  'created',
  'disabled',
];

/** A new key is the only time that its secret is shown. */
function printNew(credential: Credential): void {
  const { appId, uin, subUin, secretId, secretKey } = credential;
  console.log(`AppId     ${appId}\nUIN       ${uin}${subUin ? `\nSubUIN    ${subUin}` : ''}`);
  console.log(`SecretId  ${secretId}\nSecretKey ${secretKey}\nThe SecretKey is shown this once.`);
}

interface CreateOptions {
  readonly name?: string;
  readonly sub?: string;
  readonly services?: string[];
  readonly jurisdiction?: string;
}

async function create(accounts: Accounts, options: CreateOptions): Promise<void> {
  const key = {
    ...(options.name ? { name: options.name } : {}),
    ...(options.services ? { services: options.services } : {}),
    ...(options.jurisdiction ? { jurisdiction: options.jurisdiction } : {}),
  };
  printNew(await (options.sub ? accounts.createSubAccount(options.sub, key) : accounts.create(key)));
}

interface DisableOptions {
  readonly key?: string;
  readonly appid?: string;
  readonly sub?: string;
}

async function disable(accounts: Accounts, options: DisableOptions): Promise<void> {
  if (!options.key && !options.appid)
    throw new Error('say which: --key SECRETID, or --appid APPID [--sub SUBUIN]');
  const count = options.key
    ? await accounts.disable({ secretId: options.key })
    : await accounts.disable({ appId: options.appid ?? '', ...(options.sub ? { subUin: options.sub } : {}) });
  console.log(`${count} key${count === 1 ? '' : 's'} disabled`);
  if (count === 0) process.exitCode = 1;
}

/** `lethe account create|list|keys|disable`; the command, for more of them. */
export function registerAccountCommands(program: Command, withAccounts: WithAccounts): Command {
  const account = program.command('account').description('accounts, sub-accounts and their keys');
  account
    .command('create')
    .description('a new account, or with --sub a sub-account; prints its first key')
    .option('--name <name>', 'a name to tell it by')
    .option('--sub <appid>', 'make it a sub-account of this account')
    .option('--services <list>', 'the services its key may call, e.g. ocr,asr (default: all)', list)
    .option('--jurisdiction <code>', 'where its end users are, ISO 3166-1 alpha-2, e.g. KR')
    .action((options: CreateOptions) => withAccounts((accounts) => create(accounts, options)));
  account
    .command('list')
    .description('every key, without its secret')
    .option('--appid <appid>', 'of this account only')
    .option('--json', 'as JSON')
    .action((options: { appid?: string; json?: boolean }) =>
      withAccounts(async (accounts) => {
        const rows = (await accounts.list(options.appid)).map(row);
        if (options.json) console.log(JSON.stringify(rows, null, 2));
        else
          console.log(
            columns(
              HEADINGS,
              rows.map((one) => HEADINGS.map((heading) => one[heading] ?? '')),
            ),
          );
      }),
    );
  account
    .command('keys')
    .description('one more key for an account or sub-account')
    .argument('<appid>')
    .option('--sub <subuin>', 'for this sub-account')
    .option('--services <list>', 'the services it may call', list)
    .action((appId: string, options: { sub?: string; services?: string[] }) =>
      withAccounts(async (accounts) => {
        const key = options.services ? { services: options.services } : {};
        printNew(await accounts.addKey(appId, options.sub ?? null, key));
      }),
    );
  account
    .command('disable')
    .description('stops a key, a sub-account or a whole account from calling')
    .option('--key <secretid>')
    .option('--appid <appid>')
    .option('--sub <subuin>')
    .action((options: DisableOptions) => withAccounts((accounts) => disable(accounts, options)));
  return account;
}
