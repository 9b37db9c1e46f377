import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { pagesEngine } from '../wire/documents-client.ts';

// A whole server whose engine reads pages of fake documents in no time; tells its parent its port, and each page it begins.
// Pages from HELD_FROM on are not read before the server is told to end.
const heldFrom = Number(process.env['HELD_FROM'] ?? Number.POSITIVE_INFINITY);
const ending = Promise.withResolvers<void>();
const engine = pagesEngine(async ({ name, page }) => {
  process.send?.({ begun: `${name} ${page}` });
  await (page >= heldFrom ? ending.promise : new Promise((resolve) => setTimeout(resolve, 3)));
});
const app = await createApp(readConfig(process.env), { engine });
const { port } = await app.listen();
process.on('SIGTERM', () => {
  void app.close().then(() => process.disconnect());
  ending.resolve();
});
process.send?.({ port });
