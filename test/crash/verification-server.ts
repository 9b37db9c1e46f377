import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { verificationEngine } from './verification-engine.ts';

// A whole server whose engine finds everybody alive and alike in no time; tells its parent its port, and each face it begins.
const app = await createApp(readConfig(process.env), {
  engine: verificationEngine(() => process.send?.({ begun: true })),
});
const { port } = await app.listen();
process.on('SIGTERM', () => void app.close().then(() => process.disconnect()));
process.send?.({ port });
