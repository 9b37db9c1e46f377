import { join } from 'node:path';

/** For processes that tests start: compiled sources are remembered between them, as `npm start` does between its runs. */
export const compiled: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compiled'),
};
