import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The needles that occur, in clear, in any byte under a folder. */
export const scanForNeedles = (folder: string, needles: readonly string[]): string[] => {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => statSync(path).isFile());
  return needles.filter((needle) => files.some((file) => readFileSync(file).includes(needle)));
};
