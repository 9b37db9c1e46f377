import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { keepMemoryOutOfCoreDumps } from './lib/core-dumps.ts';

keepMemoryOutOfCoreDumps();

const fail = (error: unknown): never => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
};

const app = await Promise.try(() => createApp(readConfig(process.env))).catch(fail);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void app.close().then(() => process.exit(0), fail));

const { url } = await app.listen().catch(fail);
console.log(`Lethe serves on ${url}`);

if (app.newKey) {
  const { appId, secretId, secretKey } = app.newKey;
  console.log(`
An account was made (AppId ${appId}). Its key is shown this once:

  SecretId   ${secretId}
  SecretKey  ${secretKey}

A call to paste into another terminal:

  LETHE_SECRET_ID=${secretId} LETHE_SECRET_KEY=${secretKey} \\
    bin/lethe call --url ${url} GeneralBasicOCR ImageBase64=@docs/sample-document.png
`);
}
