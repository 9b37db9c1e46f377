import { clockText } from './listening-line.ts';

/** A line that is overwritten, where somebody looks at a terminal: how many of how many are done. */
export interface CountingLine {
  show(done: number): void;
  clear(): void;
}

const BAR = 24;
const EVERY_MS = 100;

/** `[######..................] 25 %  310 of 1240 templates, 0:30 remaining`. @param elapsedMs since it began */
export const countingText = (done: number, total: number, what: string, elapsedMs: number): string => {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const full = Math.round(share * BAR);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(BAR - full)}]`;
  const remaining = share > 0 ? clockText(((elapsedMs / 1000) * (1 - share)) / share) : '?';
  return `${bar} ${Math.floor(share * 100)} %  ${done} of ${total} ${what}, ${remaining} remaining`;
};

/** @param terminal null: nobody looks */
export const countingLine = (
  total: number,
  what: string,
  terminal: NodeJS.WriteStream | null = process.stderr.isTTY ? process.stderr : null,
): CountingLine => {
  const started = performance.now();
  let last = -Infinity;
  return {
    show: (done) => {
      const now = performance.now();
      if (now - last < EVERY_MS && done < total) return;
      last = now;
      terminal?.write(`\r\x1b[K${countingText(done, total, what, now - started)}`);
    },
    clear: () => void terminal?.write('\r\x1b[K'),
  };
};
