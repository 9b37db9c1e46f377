import { category as published, categoryIds, type CategoryId } from '../../policy/catalogue.ts';
import type { LogEntry } from '../../storage/logs/log-index.ts';
import type { Stores } from '../stores.ts';
import type { Admission, Verdict } from './admission.ts';
import { readPart, type BackedUpEntry } from './part-file.ts';
import type { Repository } from './repository.ts';
import type { DropReason, OnProgress, Part, RestoreReport, Snapshot, StoreName } from './types.ts';

const ENTRIES_PER_COMMIT = 500;
const BYTES_PER_COMMIT = 8 << 20;
const OBJECTS_AT_ONCE = 8;

export interface SinkOptions {
  readonly dryRun: boolean;
  readonly snapshot: Pick<Snapshot, 'entries' | 'sizeBytes'>;
  readonly onProgress?: OnProgress | undefined;
}

/** Takes parts, has their entries judged, and writes those that are let in; a few hundred in one commit. */
export class RestoreSink {
  /** Entries that are apart by orders which are not in the back-up. */
  unknownOrders = 0;
  readonly #stores: Stores;
  readonly #admission: Admission;
  readonly #options: SinkOptions;
  readonly #own = new Map<CategoryId, number>();
  readonly #apart = new Map<CategoryId, number>();
  readonly #dropped: Record<DropReason, number> = {
    'key-destroyed': 0,
    erased: 0,
    expired: 0,
    withdrawn: 0,
    'account-closed': 0,
    'unknown-category': 0,
  };
  #store: StoreName = 'relational';
  #waiting: BackedUpEntry[] = [];
  #waitingBytes = 0;
  #seen = 0;
  #bytes = 0;
  #restoredBytes = 0;

  constructor(stores: Stores, admission: Admission, options: SinkOptions) {
    this.#stores = stores;
    this.#admission = admission;
    this.#options = options;
  }

  /**
   * @param alsoDry written although it is a dry run
   * @throws BackupDamaged
   */
  async take(repository: Repository, part: Part, { alsoDry = false } = {}): Promise<void> {
    if (part.store !== this.#store) await this.flush();
    this.#store = part.store;
    for await (const entry of readPart(repository, part)) {
      this.#waiting.push(entry);
      this.#waitingBytes += entry.sealed.length;
      if (this.#waiting.length >= ENTRIES_PER_COMMIT || this.#waitingBytes >= BYTES_PER_COMMIT)
        await this.flush({ alsoDry });
    }
    this.#bytes += part.sizeBytes;
    this.#tell();
  }

  async flush({ alsoDry = false } = {}): Promise<void> {
    const verdicts = await this.#admission.judge(this.#store, this.#waiting);
    this.#seen += this.#waiting.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
    verdicts.forEach((verdict) => this.#count(verdict));
    if (!this.#options.dryRun || alsoDry) await this.#write(verdicts);
    this.#tell();
  }

  /** What was written, and was found to be due after all. */
  takeBack(category: CategoryId, count: number): void {
    if (count === 0) return;
    this.#own.set(category, (this.#own.get(category) ?? 0) - count);
    this.#dropped.expired += count;
  }

  totals(): Pick<RestoreReport, 'restored' | 'sizeBytes' | 'categories' | 'apart' | 'dropped'> {
    const listed = (counts: ReadonlyMap<CategoryId, number>) =>
      categoryIds.flatMap((category) => {
        const count = counts.get(category);
        return !count ? [] : { category, count };
      });
    const restored = [...this.#own.values(), ...this.#apart.values()].reduce((sum, count) => sum + count, 0);
    return {
      restored,
      sizeBytes: this.#restoredBytes,
      categories: listed(this.#own),
      apart: listed(this.#apart),
      dropped: this.#dropped,
    };
  }

  #count(verdict: Verdict): void {
    if (verdict.place === 'dropped') {
      this.#dropped[verdict.reason] += 1;
      return;
    }
    const counts = verdict.place === 'own' ? this.#own : this.#apart;
    counts.set(verdict.category, (counts.get(verdict.category) ?? 0) + 1);
    this.#restoredBytes += verdict.entry.sizeBytes;
    if (verdict.place === 'apart' && verdict.orderUnknown) this.unknownOrders += 1;
  }

  async #write(verdicts: readonly Verdict[]): Promise<void> {
    const apart = verdicts.flatMap((verdict) => (verdict.place === 'apart' ? verdict.entry : []));
    if (apart.length > 0) await this.#stores.apart.entries.insert(apart);
    const own = verdicts.flatMap((verdict) => (verdict.place === 'own' ? verdict : []));
    for (const [store, of] of Map.groupBy(own, ({ category }) => this.#stores.of(category)))
      await store.entries.insert(await this.#withoutObjects(of));
  }

  /** The payloads of objects go where objects are. */
  async #withoutObjects(
    own: readonly { category: CategoryId; entry: BackedUpEntry }[],
  ): Promise<readonly LogEntry[]> {
    const objects = own.filter(({ category }) => published(category).medium === 'objects');
    for (let i = 0; i < objects.length; i += OBJECTS_AT_ONCE)
      await Promise.all(
        objects
          .slice(i, i + OBJECTS_AT_ONCE)
          .map(({ entry }) => this.#stores.objects.write(entry.id, entry.sealed)),
      );
    const ids = new Set(objects.map(({ entry }) => entry.id));
    return own.map(({ entry }) => (ids.has(entry.id) ? { ...entry, sealed: null } : entry));
  }

  #tell(): void {
    const { entries: totalEntries, sizeBytes: totalBytes } = this.#options.snapshot;
    this.#options.onProgress?.({ entries: this.#seen, totalEntries, bytes: this.#bytes, totalBytes });
  }
}
