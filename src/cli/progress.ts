import type { BackupProgress, OnProgress } from '../records/backup/types.ts';
import { formatBytes } from '../lib/bytes.ts';

export interface ProgressOptions {
  /** Also where nobody looks at a terminal. */
  readonly progress?: boolean;
}

const EVERY_MS = 500;
const SECOND_MS = 1_000;

export const progressText = (
  { entries, totalEntries, bytes, totalBytes }: BackupProgress,
  elapsedMs: number,
): string => {
  const seconds = Math.max(elapsedMs, 1) / SECOND_MS;
  const remaining = entries === 0 ? '?' : Math.ceil(((totalEntries - entries) / entries) * seconds);
  return `${entries} of ${totalEntries} entries, ${formatBytes(bytes)} of ${formatBytes(totalBytes)}; ${Math.round(entries / seconds)} entries and ${formatBytes(Math.round(bytes / seconds))} a second, ${remaining} s remaining`;
};

/** Tells on standard error how far a work is, where somebody looks: one line that is overwritten on a terminal. */
export const printerOf = ({
  progress = false,
}: ProgressOptions): { onProgress?: OnProgress; done: () => void } => {
  const { stderr } = process;
  if (!progress && !stderr.isTTY) return { done: () => undefined };
  const started = performance.now();
  let last = -Infinity;
  const write = (text: string): void => void stderr.write(stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
  return {
    onProgress: (how) => {
      const now = performance.now();
      if (now - last < EVERY_MS && how.entries < how.totalEntries) return;
      last = now;
      write(progressText(how, now - started));
    },
    done: () => {
      if (stderr.isTTY) stderr.write('\r\x1b[K');
    },
  };
};
