import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { sentenceEngine } from '../streams/stream-site.ts';
import { allowing } from '../wire/recordings-client.ts';

// A whole server whose engine says a sentence for each second of sound; tells its parent its port.
const fetchUrl = allowing(() => Number(process.env['SITE_PORT']));
const app = await createApp(readConfig(process.env), { engine: sentenceEngine(), fetchUrl });
const { port } = await app.listen();
process.on('SIGTERM', () => void app.close().then(() => process.disconnect()));
process.send?.({ port });
