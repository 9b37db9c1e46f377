import { createInterface } from 'node:readline';
import type { Item } from '../../accuracy/text-score.ts';

/** What a reader in a process of its own answers for one file. */
export type Answer<Found = Item> =
  | {
      /** Measured in that process, around the reading alone: by the clock, and of processor time, all threads together. */
      readonly seconds: number;
      readonly cpuSeconds: number;
      readonly items: readonly Found[];
    }
  | { readonly error: string };

/** The loop of such a process: a path a line on standard input, an answer a line on standard output. */
export async function serve<Found = Item>(read: (path: string) => Promise<readonly Found[]>): Promise<void> {
  const answers = process.stdout.write.bind(process.stdout);
  // Whatever else a reader prints must not mix with the answers.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  for await (const path of createInterface({ input: process.stdin })) {
    answers(`${JSON.stringify(await answerOf(read, path))}\n`);
  }
  process.exit(0);
}

async function answerOf<Found>(
  read: (path: string) => Promise<readonly Found[]>,
  path: string,
): Promise<Answer<Found>> {
  const start = performance.now();
  const used = process.cpuUsage();
  try {
    const items = await read(path);
    const { user, system } = process.cpuUsage(used);
    return { seconds: (performance.now() - start) / 1e3, cpuSeconds: (user + system) / 1e6, items };
  } catch (error) {
    return { error: error instanceof Error ? error.name : 'unknown' };
  }
}
