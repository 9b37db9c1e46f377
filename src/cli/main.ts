import { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { Stores } from '../app.ts';
import { systemClock } from '../lib/clock.ts';
import { registerAccountClosing } from './account-close.ts';
import { registerAccountCommands } from './account.ts';
import { registerBackupCommands, type BackupTools } from './backup.ts';
import { registerBillCommand } from './bill.ts';
import { registerCallCommand } from './call.ts';
import { registerConsentCommands } from './consent.ts';
import { registerDatasetCommands } from './dataset.ts';
import { registerEraseCommand } from './erase.ts';
import { errorText } from './error-text.ts';
import { registerExpireCommand } from './expire.ts';
import { registerFacesCommands } from './faces/faces.ts';
import { registerGroupsCommands } from './groups.ts';
import { registerHoldCommand } from './hold.ts';
import { registerHoldingsCommand } from './holdings.ts';
import { registerKeysCommands, type WithKeys } from './keys.ts';
import { registerListenCommand } from './listen.ts';
import { registerModelsCommands } from './models.ts';
import { registerPolicyCommands } from './policy.ts';
import { registerReadCommand, type WithEngine } from './read/read.ts';
import { registerReceiptsCommand } from './receipts.ts';
import { registerRequestsCommand } from './requests.ts';
import { registerScanCommand } from './scan.ts';
import { ownerOf, type WithPeople } from './with-people.ts';
import type { WithVault } from './with-vault.ts';

/** Opens the stores that the environment names for one command. Imported late: `policy` and `--help` need none of it. */
async function withStores<T>(use: (stores: Stores) => Promise<T>): Promise<T> {
  const [{ openStores }, { readConfig }] = await Promise.all([import('../app.ts'), import('../config.ts')]);
  await using stores = await openStores(readConfig(process.env));
  return await use(stores);
}

const withKeys: WithKeys = async (use) => {
  const [{ openKeys }, { readConfig }] = await Promise.all([import('../app.ts'), import('../config.ts')]);
  await using keys = await openKeys(readConfig(process.env));
  return await use(keys);
};

const withEngine: WithEngine = async (use) => {
  const engine = (await import('../app.ts')).openEngine();
  try {
    await use(engine);
  } finally {
    await engine.close();
  }
};

const withPeople: WithPeople = async (app, use) => {
  const [{ openPeopleOf }, { readConfig }] = await Promise.all([import('../app.ts'), import('../config.ts')]);
  return withStores(async ({ vault, accounts }) => {
    const owner = await ownerOf(accounts, app, readConfig(process.env).region);
    const people = openPeopleOf(vault);
    try {
      return await use({ owner, people });
    } finally {
      await people.close();
    }
  });
};

async function modelTools() {
  const [app, { readConfig }] = await Promise.all([import('../app.ts'), import('../config.ts')]);
  return app.modelTools(readConfig(process.env));
}

async function recoverLedger(): Promise<void> {
  const [app, { readConfig }] = await Promise.all([import('../app.ts'), import('../config.ts')]);
  app.recoverLedger(readConfig(process.env));
}

function backupTools(withVault: WithVault): BackupTools {
  const loaded = async () => {
    const [app, { readConfig, ConfigError }] = await Promise.all([
      import('../app.ts'),
      import('../config.ts'),
    ]);
    return { app, config: readConfig(process.env), ConfigError };
  };
  return {
    withVault,
    folderOf: async (given) => {
      const { config, ConfigError } = await loaded();
      const folder = given ?? config.backups;
      if (folder === undefined) throw new ConfigError('Which repository? Name it, or set LETHE_BACKUPS');
      return folder;
    },
    open: async (folder) => {
      const { app, config } = await loaded();
      return app.openRepository(config, folder);
    },
    restore: async ({ ledger, ...options }) => {
      const { app, config } = await loaded();
      return app.restoreFrom(config, { ...options, ledgerFile: ledger });
    },
  };
}

const program = new Command('lethe')
  .description('Recognition of documents, speech and faces that keeps what its policy says, and proves it.')
  .version(packageJson.version)
  .showHelpAfterError();

program
  .command('start')
  .description('serve, as npm start does')
  .action(async () => void (await import('../main.ts')));
const withVault: WithVault = (use) => withStores(({ vault }) => use(vault));
registerPolicyCommands(program);
registerHoldingsCommand(program, withVault);
registerExpireCommand(program, withVault);
registerEraseCommand(program, withVault);
registerReceiptsCommand(program, withVault);
registerBillCommand(program, withVault);
const account = registerAccountCommands(program, (use) => withStores(({ accounts }) => use(accounts)));
registerAccountClosing(account, (use) => withStores(({ closing }) => use(closing)));
registerHoldCommand(program, withVault);
registerRequestsCommand(
  program,
  (use) => withStores(({ requests }) => use(requests)),
  () => withVault((vault) => vault.appIds()),
);
registerKeysCommands(program, withKeys, recoverLedger);
registerConsentCommands(program, (use) => withStores(({ consents }) => use(consents)));
registerDatasetCommands(program, (use) => withStores(({ consents }) => use(consents)));
registerBackupCommands(program, backupTools(withVault));
registerScanCommand(program, withVault);
registerCallCommand(program);
registerReadCommand(program, withEngine, systemClock);
registerListenCommand(program, withEngine);
registerFacesCommands(program, withEngine, withPeople);
registerGroupsCommands(program, withPeople);
registerModelsCommands(program, modelTools);

try {
  await program.parseAsync();
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
