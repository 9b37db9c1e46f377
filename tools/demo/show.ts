import { formatBytes } from '../../src/lib/bytes.ts';
import type { Holding } from '../../src/records/holding-types.ts';

const bold = (text: string): string => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text);
const green = (text: string): string => (process.stdout.isTTY ? `\u001b[32m${text}\u001b[39m` : text);
const red = (text: string): string => (process.stdout.isTTY ? `\u001b[31m${text}\u001b[39m` : text);

let chapters = 0;

export function chapter(title: string): void {
  chapters += 1;
  console.log(`\n${bold(`${chapters}. ${title}`)}`);
}

export const say = (text: string): void => console.log(`   ${text}`);

let broken = 0;

/** Says whether a promise held; a broken one makes the tour fail. */
export function promise(text: string, held: boolean): void {
  if (!held) broken += 1;
  console.log(`   ${held ? green('held  ') : red('BROKEN')} ${text}`);
}

export const brokenPromises = (): number => broken;

const instant = (ms: number | null): string =>
  ms === null ? 'no fixed end' : new Date(ms).toISOString().replace('T', ' ').slice(0, 16);

export function showHoldings(holdings: readonly Holding[]): void {
  for (const { category, count, sizeBytes, nextDeadline } of holdings)
    if (count > 0)
      say(
        `${category.padEnd(20)} ${String(count).padStart(4)}   ${formatBytes(sizeBytes).padStart(9)}   gone by ${instant(nextDeadline)}`,
      );
}
