import type { Deployment } from '../../src/features/action.ts';
import { createServer, type LetheServer, type ServerOptions } from '../../src/http/server.ts';
import type { Credential } from '../../src/http/signature/credential.ts';
import { createLogger } from '../../src/lib/logger.ts';
import { fakeActions } from './fake-actions.ts';
import { FakeVault } from './fake-vault.ts';
import { fakeDeployment } from './fake-deployment.ts';

const key = (secretId: string, more: Partial<Credential> = {}): Credential => ({
  secretId,
  secretKey: `key-of-${secretId}`,
  appId: '1250000001',
  uin: '100000000001',
  subUin: null,
  services: null,
  disabled: false,
  ...more,
});

export const CREDENTIALS = {
  main: key('AKIDmain'),
  ocrOnly: key('AKIDocr', { subUin: '100000000002', services: ['ocr'] }),
  disabled: key('AKIDdisabled', { disabled: true }),
  other: key('AKIDother', { appId: '1250000002', uin: '100000000009' }),
} as const;

const byId = new Map<string, Credential>(Object.values(CREDENTIALS).map((found) => [found.secretId, found]));

export interface Running {
  readonly server: LetheServer;
  readonly vault: FakeVault;
  readonly logLines: string[];
  /** `host:port`, what the SDKs call an endpoint. */
  readonly endpoint: string;
  readonly url: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A real server on a free loopback port, with fake actions and a fake vault. */
export async function startServer(
  options: Partial<Omit<ServerOptions, 'deployment'> & Deployment> = {},
): Promise<Running> {
  const vault = new FakeVault();
  const logLines: string[] = [];
  const server = createServer({
    actions: fakeActions,
    findCredential: async (id) => byId.get(id) ?? null,
    deployment: { ...fakeDeployment(vault), ...options },
    taskKinds: {},
    logger: createLogger('debug', { write: (line) => void logLines.push(line) }),
    feeOf: (item, volume) => (item === 'ocr.general' ? 0.021 : 0.0001) * volume,
    regions: { default: 'ap-singapore' },
    ...options,
  });
  const { url, port } = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    server,
    vault,
    logLines,
    url,
    endpoint: `127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => server.close(2_000),
  };
}
