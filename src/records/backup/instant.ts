import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { category, categoryIds } from '../../policy/catalogue.ts';
import { openSnapshot, type EntrySnapshot } from '../../storage/sql/snapshot.ts';
import type { Stores } from '../stores.ts';
import type { StoreName } from './types.ts';

/** All stores of a folder as they were at one instant. While it is open, their write-ahead logs only grow. */
export interface Instant {
  readonly stores: readonly { readonly name: StoreName; readonly snapshot: EntrySnapshot }[];
  readonly entries: number;
  readonly sizeBytes: number;
  close(): Promise<void>;
}

/**
 * A put writes into every store while it holds the main database's write lock: whoever holds that sees each call whole
 * or not at all. It is held for as long as it takes to begin reading.
 */
export const takeInstant = (folder: string, stores: Stores): Promise<Instant> =>
  stores.lethe.transaction(async () => {
    const opened: { name: StoreName; snapshot: EntrySnapshot }[] = [];
    const closeAll = (): void => opened.forEach(({ snapshot }) => snapshot.close());
    try {
      for (const { name, file } of filesOf(folder)) opened.push({ name, snapshot: openSnapshot(file) });
    } catch (error) {
      closeAll();
      throw error;
    }
    return {
      stores: opened,
      entries: sum(opened.map(({ snapshot }) => snapshot.count)),
      sizeBytes: sum(opened.map(({ snapshot }) => snapshot.sizeBytes)),
      close: async () => {
        closeAll();
        // What was removed meanwhile is still in the logs.
        for (const { entries } of stores.all) await entries.settle();
      },
    };
  });

const filesOf = (folder: string): readonly { name: StoreName; file: string }[] => [
  { name: 'relational', file: join(folder, 'lethe.db') },
  { name: 'logs', file: join(folder, 'logs.db') },
  { name: 'apart', file: join(folder, 'apart.db') },
  ...categoryIds
    .filter((id) => category(id).medium === 'ring')
    .map((id) => join(folder, 'ring', id))
    .filter((ring) => existsSync(ring))
    .flatMap((ring) =>
      readdirSync(ring)
        .filter((name) => name.endsWith('.db'))
        .sort()
        .map((name) => ({ name: 'ring' as const, file: join(ring, name) })),
    ),
];

const sum = (list: readonly number[]): number => list.reduce((total, value) => total + value, 0);
