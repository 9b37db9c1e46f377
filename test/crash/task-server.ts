import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { pagesEngine } from '../wire/documents-client.ts';

// A whole server whose engine reads pages of fake documents in no time; tells its parent its port, and each page it begins.
const engine = pagesEngine(async ({ name, page }) => {
  process.send?.({ begun: `${name} ${page}` });
  await new Promise((resolve) => setTimeout(resolve, 3));
});
const app = await createApp(readConfig(process.env), { engine });
const { port } = await app.listen();
process.on('SIGTERM', () => void app.close().then(() => process.disconnect()));
process.send?.({ port });
