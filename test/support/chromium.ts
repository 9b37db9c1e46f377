import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or that `LETHE_TEST_CHROMIUM` names; null: there is none. */
export const chromiumPath = (): string | null =>
  [process.env['LETHE_TEST_CHROMIUM'] ?? '', ...PLACES].find((path) => path !== '' && existsSync(path)) ??
  null;
