import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError, type Config } from './config.ts';
import { createEngine, usualWorkers } from './engine/engine.ts';
import { TEMPLATE_BITS } from './engine/face/template/types.ts';
import { verifyModels } from './engine/models.ts';
import type { Engine } from './engine/jobs.ts';
import { modelTools as modelToolsOf, type ModelTools } from './engine/model-tools.ts';
import { listFee } from './features/billing/bill.ts';
import { actions } from './features/index.ts';
import { noticeBody, taskKinds, taskLanes } from './features/task-kinds.ts';
import type { FetchUrlOptions } from './http/fetch-url.ts';
import { createPostCallback } from './http/post-callback.ts';
import { createServer } from './http/server.ts';
import { systemClock, type Clock } from './lib/clock.ts';
import { createLogger, type Logger } from './lib/logger.ts';
import { whereOf } from './lib/where.ts';
import { anyDocument } from './policy/documents/any-document.ts';
import { inForce, type InForce } from './policy/documents/in-force.ts';
import { letterTemplates } from './policy/letters/template.ts';
import { parseOverlay } from './policy/overlay.ts';
import { AccountClosing } from './registry/account-closing.ts';
import { Accounts, type Credential } from './registry/accounts.ts';
import { openBackups, type Backups } from './records/backup/backups.ts';
import { restoreBackup, type RestoreOptions } from './records/backup/restore.ts';
import type { RestoreReport } from './records/backup/types.ts';
import { Consents } from './registry/consents/consents.ts';
import { startExpiryLoop } from './records/expiry/expiry-loop.ts';
import { expiryThread } from './records/expiry/expiry-thread.ts';
import { openKeyCustody, type KeyCustody } from './records/keys/key-custody.ts';
import { ledgerFromMirror } from './records/ledger/ledger-mirror.ts';
import { ledgerFileOf } from './records/ledger/ledger.ts';
import { knownMasterKey, masterKeyFor } from './records/keys/known-master-key.ts';
import { masterKeyFileOf, parseMasterKey } from './records/keys/master-key.ts';
import { openPeople, type OpenPeople } from './registry/people/people.ts';
import { startRequestLoop } from './registry/requests/request-loop.ts';
import { SubjectRequests } from './registry/requests/subject-requests.ts';
import { Verifications } from './registry/verifications/verifications.ts';
import { Vocabularies } from './registry/vocabularies/vocabularies.ts';
import type { Vault } from './records/types.ts';
import { openVault } from './records/vault.ts';
import { writingTurns } from './records/stores.ts';
import { createCodeSets } from './storage/vectors/code-sets.ts';
import { startNoticeLoop, type NoticeLoop } from './tasks/notices.ts';
import { TaskQueue } from './tasks/queue.ts';
import { startTaskRunner, type TaskRunner } from './tasks/runner.ts';

/** How long the parts of tasks that are in hand may still take when the server ends. */
const PART_GRACE_MS = 5_000;

/** What a test or the demo puts in place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
  readonly engine?: Engine;
  readonly logger?: Logger;
  readonly fetchUrl?: FetchUrlOptions;
}

/** The stores without the server: what the command line works on. */
export interface Stores extends AsyncDisposable {
  /** The policy, and the overlay that it was composed with. */
  readonly rules: InForce;
  readonly vault: Vault;
  readonly accounts: Accounts;
  readonly consents: Consents;
  readonly requests: SubjectRequests;
  readonly closing: AccountClosing;
}

export interface App extends Stores {
  readonly engine: Engine;
  /** The key that was made because there was no account yet, else null. */
  readonly newKey: Credential | null;
  /** Begins to answer and to load models; resolves when the port is open. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /** Finishes calls in flight, then stops everything. */
  close(): Promise<void>;
}

/** @throws ConfigError, MasterKeyError, OverlayRefused, LetterRefused: each says what to mend. */
export async function openStores(
  config: Config,
  clock: Clock = systemClock,
  turns = writingTurns(),
): Promise<Stores> {
  const rules = rulesOf(config);
  const { policy, overlay } = rules;
  const letters = { templates: letterTemplates(config.letters), operator: overlay.operator ?? null };
  const vault = await openVault({
    folder: config.dataFolder,
    masterKey: masterKeyFor(config.secrets.masterKey, config.dataFolder),
    mirrorFile: config.ledgerMirror,
    clock,
    policy,
    turns,
  });
  const accounts = new Accounts(vault, clock, config.region, config.jurisdiction);
  const consents = new Consents(vault, clock, policy);
  const requests = new SubjectRequests(vault, clock, policy, { ...letters, region: config.region });
  const closing = new AccountClosing(vault, accounts, clock, letters);
  return { rules, vault, accounts, consents, requests, closing, [Symbol.asyncDispose]: () => vault.close() };
}

/** Groups and people of a vault; `onError` is told what goes wrong in the background. */
export const openPeopleOf = (
  vault: Vault,
  clock: Clock = systemClock,
  onError: (error: unknown) => void = () => undefined,
): OpenPeople => openPeople({ vault, clock, sets: createCodeSets(), templateBits: TEMPLATE_BITS, onError });

/** @throws OverlayRefused, OverlayInvalid */
const rulesOf = ({ overlay }: Config): InForce => inForce(parseOverlay(overlay));

/** The keys without the records: what `lethe keys` works on. @throws MasterKeyError, LedgerMirrorError */
export const openKeys = (config: Config, clock: Clock = systemClock): Promise<KeyCustody> =>
  openKeyCustody({
    folder: config.dataFolder,
    masterKey: masterKeyFor(config.secrets.masterKey, config.dataFolder),
    keyFile: config.secrets.masterKey ? null : masterKeyFileOf(config.dataFolder),
    mirrorFile: config.ledgerMirror,
    clock,
  });

/** Makes a lost ledger of its mirror. @throws LedgerMirrorError */
export const recoverLedger = ({ dataFolder, ledgerMirror }: Config): void => {
  if (!ledgerMirror) throw new ConfigError('LETHE_LEDGER_MIRROR has to name the mirror');
  ledgerFromMirror(ledgerMirror, dataFolder);
};

/** The back-ups of a repository; they open with the data folder's ledger, or with the mirror where there is none. */
export const openRepository = (config: Config, folder: string): Promise<Backups> => {
  const own = ledgerFileOf(config.dataFolder);
  const ledgerFile = existsSync(own) ? own : (config.ledgerMirror ?? own);
  return openBackups({
    folder,
    ledgerFile,
    masterKey: knownMasterKey(config.secrets.masterKey, [config.dataFolder]),
  });
};

/** Makes a data folder of a back-up. @throws BackupError, BackupDamaged, LedgerMirrorError, MasterKeyError, ConfigError */
export const restoreFrom = (
  config: Config,
  { folder = config.dataFolder, ledgerFile = config.ledgerMirror ?? undefined, ...options }: RestoreChoices,
  clock: Clock = systemClock,
): Promise<RestoreReport> => {
  if (ledgerFile === undefined)
    throw new ConfigError('LETHE_LEDGER_MIRROR has to name the mirror of the ledger, or --ledger the ledger');
  const { policy } = rulesOf(config);
  const masterKey = knownMasterKey(config.secrets.masterKey, [folder, config.dataFolder]);
  return restoreBackup({ ...options, folder, ledgerFile, masterKey, policy, now: clock.now() });
};

export interface RestoreChoices extends Pick<RestoreOptions, 'from' | 'snapshot' | 'dryRun' | 'onProgress'> {
  readonly folder?: string | undefined;
  readonly ledgerFile?: string | undefined;
}

/** Constructs the whole server; nothing else in the project constructs its parts. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock;
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const turns = writingTurns();
  const stores = await openStores(config, clock, turns);
  const { rules, vault, accounts, consents, requests, closing } = stores;
  const newKey = await firstKey(accounts, config);
  const engine =
    overrides.engine ?? createEngine({ logger, ...(config.workers ? { workers: config.workers } : {}) });
  const expiry = startExpiryLoop({
    vault,
    clock,
    thread: expiryThread({
      folder: config.dataFolder,
      masterKey: config.secrets.masterKey
        ? { key: parseMasterKey(config.secrets.masterKey) }
        : { file: masterKeyFileOf(config.dataFolder) },
      mirrorFile: config.ledgerMirror,
      overlay: rules.overlay,
      turns,
    }),
    onError: (error) => logger.error('expiry failed', { where: whereOf(error) }),
  });
  const requestLoop = startRequestLoop({ requests, closing, logger });
  const people = openPeopleOf(vault, clock, (error) =>
    logger.error('templates are not read', { where: whereOf(error) }),
  );
  const tasks = new TaskQueue({ vault, clock, kinds: taskKinds });
  let ready = overrides.engine !== undefined;
  const server = createServer({
    actions,
    deployment: {
      ...{ clock, engine, vault, consents, requests, closing, people, tasks },
      vocabularies: new Vocabularies(vault, clock),
      verifications: new Verifications(vault, clock),
      speechModels: modelTools(config).brought(),
      documents: (order) => anyDocument(rules, order),
    },
    publicUrl: config.publicUrl,
    probes: config.probes,
    taskKinds,
    logger,
    feeOf: listFee,
    regions: { default: config.region },
    findCredential: async (secretId) => {
      const found = await accounts.find(secretId);
      const jurisdiction = found && accounts.jurisdictionOf(found);
      return found && { ...found, jurisdiction, disabled: found.disabledAt !== null };
    },
    isReady: () => ready,
    ...(config.secrets.metricsToken ? { metricsToken: config.secrets.metricsToken } : {}),
    ...(overrides.fetchUrl ? { fetchUrl: overrides.fetchUrl } : {}),
  });

  const prepareModels = async (): Promise<void> => {
    // Workers check what they load themselves; this checks every file, and need not keep them waiting.
    await Promise.all([verifyModels(), engine.warm()]);
    ready = true;
  };
  let runner: TaskRunner | undefined;
  let notices: NoticeLoop | undefined;
  let ending: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const partsEnded = runner?.stop();
    await server.close();
    await requestLoop.stop();
    await notices?.stop();
    await expiry.stop();
    await Promise.race([partsEnded, delay(PART_GRACE_MS, undefined, { ref: false })]);
    // A part that is still in hand comes to nothing, and is done after the next start.
    await engine.close();
    await partsEnded;
    await people.close();
    await vault.close();
  };

  return {
    ...stores,
    engine,
    newKey,
    async listen() {
      const { host, port, tls, insecure } = config;
      const bound = await server.listen({ host, port, insecure, ...(tls ? { tls } : {}) });
      runner = startTaskRunner({
        ...{ queue: tasks, perform: server.performPart, logger },
        partsAtOnce: Math.max(1, (config.workers ?? usualWorkers()) - 1),
        lanes: taskLanes,
      });
      notices = startNoticeLoop({
        ...{ queue: tasks, clock, logger, bodyOf: (status) => noticeBody(tasks, status) },
        post: createPostCallback({
          ...overrides.fetchUrl,
          ...{ clock, keysOf: (appId) => accounts.list(appId) },
        }),
      });
      if (!ready)
        prepareModels().catch((error: unknown) => {
          if (!ending) logger.error('models cannot be loaded', { where: whereOf(error) });
        });
      return bound;
    },
    close: () => (ending ??= close()),
    [Symbol.asyncDispose]: () => (ending ??= close()),
  };
}

/** The first start makes an account; scripts may say which key it has. */
async function firstKey(accounts: Accounts, config: Config): Promise<Credential | null> {
  const given = config.secrets.firstKey;
  if (given) {
    if (!(await accounts.find(given.secretId))) await accounts.create({ name: 'first', ...given });
    return null;
  }
  return (await accounts.list()).length === 0 ? accounts.create({ name: 'first' }) : null;
}

/** Recognition alone, for a command that reads without a server. */
export const openEngine = (): Engine => createEngine({ workers: 1 });

/** What `lethe models` works with. */
export const modelTools = ({ models }: Config): ModelTools => modelToolsOf(models);
