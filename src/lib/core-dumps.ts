import { writeFileSync } from 'node:fs';

/**
 * Keeps this process's memory, and that of processes it starts, out of core dumps: they may hold what callers sent.
 * On Linux only (core(5), `coredump_filter`); elsewhere core dumps are the operator's to turn off.
 */
export function keepMemoryOutOfCoreDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // a container may mount /proc read-only
  }
}
