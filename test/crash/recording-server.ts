import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { allowing, listeningEngine } from '../wire/recordings-client.ts';

// A whole server whose engine hears fake audio in no time; tells its parent its port, and each recording it begins.
const engine = listeningEngine(async ({ said }) => {
  process.send?.({ begun: said });
  await new Promise((resolve) => setTimeout(resolve, 30));
});
const fetchUrl = allowing(() => Number(process.env['SITE_PORT']));
const app = await createApp(readConfig(process.env), { engine, fetchUrl });
const { port } = await app.listen();
process.on('SIGTERM', () => void app.close().then(() => process.disconnect()));
process.send?.({ port });
