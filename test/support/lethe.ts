import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App, type Overrides } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createEngine } from '../../src/engine/engine.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { newSecretId, newSecretKey } from '../../src/lib/ids.ts';
import { mainlandClients, type ClientTarget } from './sdk.ts';

/** The system's clock, moved by as much as a test likes: callers' SDKs keep the real time. */
export class MovedClock implements Clock {
  #aheadMs = 0;

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  moveTo(instant: number): void {
    this.#aheadMs = instant - Date.now();
  }

  back(): void {
    this.#aheadMs = 0;
  }
}

export interface TestServer extends AsyncDisposable {
  readonly app: App;
  readonly clock: MovedClock;
  readonly folder: string;
  readonly appId: string;
  readonly target: ClientTarget;
  readonly clients: ReturnType<typeof mainlandClients>;
}

/** A real server on a free port with stores in a temporary folder. Its one worker loads what is first needed, and nothing else. */
export async function startLethe(
  overrides: Overrides = {},
  env: Readonly<Record<string, string>> = {},
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lethe-'));
  const key = { secretId: newSecretId(), secretKey: newSecretKey() };
  const clock = new MovedClock();
  const config = readConfig({
    LETHE_DATA: join(folder, 'data'),
    LETHE_MASTER_KEY: randomBytes(32).toString('hex'),
    LETHE_SECRET_ID: key.secretId,
    LETHE_SECRET_KEY: key.secretKey,
    LETHE_PORT: '0',
    LETHE_WORKERS: '1',
    LETHE_LOG_LEVEL: 'silent',
    ...env,
  });
  const engine = overrides.engine ?? createEngine({ workers: 1 });
  const app = await createApp(config, { clock, ...overrides, engine });
  const { port } = await app.listen();
  const [account] = await app.accounts.list();
  const target = { port, ...key };
  return {
    app,
    clock,
    folder: join(folder, 'data'),
    appId: account?.appId ?? '',
    target,
    clients: mainlandClients(target),
    async [Symbol.asyncDispose]() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
