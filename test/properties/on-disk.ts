import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ManualClock } from '../../src/lib/clock.ts';
import type { Policy } from '../../src/policy/compose.ts';
import { restoreBackup } from '../../src/records/backup/restore.ts';
import type { Vault } from '../../src/records/types.ts';
import { openVault } from '../../src/records/vault.ts';
import { MASTER_KEY, START } from '../records/vault-on-disk.ts';

/** A mistake that is planted around the real vault, to see that the properties find it. */
export interface Sabotage {
  /** Changes the rules that the vault is opened with. */
  readonly policy?: (policy: Policy) => Policy;
  /** Changes what the vault does. */
  readonly vault?: (vault: Vault, disk: OnDisk) => Vault;
  /** Changes what is on the disk before a vault is opened after a restart or a crash. */
  readonly opening?: (disk: OnDisk) => void;
  /** Changes the ledger before a back-up is restored beside it. */
  readonly restoring?: (disk: OnDisk) => void;
}

/** The real vault in a folder, with all that may happen to its machine. */
export class OnDisk implements AsyncDisposable {
  readonly clock = new ManualClock(START);
  readonly #parent = mkdtempSync(join(tmpdir(), 'properties-'));
  readonly repository = join(this.#parent, 'back-ups');
  readonly #sabotage: Sabotage;
  #folders = 0;
  #folder = this.#newFolder();
  #policy: Policy;
  vault!: Vault;

  private constructor(policy: Policy, sabotage: Sabotage) {
    this.#policy = policy;
    this.#sabotage = sabotage;
  }

  static async open(policy: Policy, sabotage: Sabotage = {}): Promise<OnDisk> {
    const disk = new OnDisk(policy, sabotage);
    await disk.#open();
    return disk;
  }

  get folder(): string {
    return this.#folder;
  }

  async restart(policy = this.#policy): Promise<void> {
    await this.vault.close();
    this.#policy = policy;
    this.#sabotage.opening?.(this);
    await this.#open();
  }

  /**
   * The disk as it is at this moment, whatever is under way: all that a machine has after a power cut. Nothing is
   * written meanwhile, for databases are written to by the thread that copies.
   */
  photograph(): string {
    const folder = this.#newFolder();
    // The index of a write-ahead log is made anew by whoever opens it first.
    cpSync(this.#folder, folder, { recursive: true, filter: (name) => !name.endsWith('-shm') });
    return folder;
  }

  /** Goes on with a photograph. */
  async comeBack(folder: string): Promise<void> {
    await this.vault.close();
    rmSync(this.#folder, { recursive: true });
    this.#folder = folder;
    this.#sabotage.opening?.(this);
    await this.#open();
  }

  async backUp(): Promise<void> {
    await this.vault.backup({ to: this.repository });
  }

  /** Goes on with the latest back-up and the ledger of now, in a folder of its own. */
  async restore(): Promise<void> {
    await this.vault.close();
    this.#sabotage.restoring?.(this);
    const folder = this.#newFolder();
    await restoreBackup({
      from: this.repository,
      folder,
      ledgerFile: join(this.#folder, 'ledger.db'),
      masterKey: MASTER_KEY,
      now: this.clock.now(),
      policy: this.#inForce(),
    });
    rmSync(this.#folder, { recursive: true });
    this.#folder = folder;
    await this.#open();
  }

  /** Rows of a database of the folder, past the vault. */
  rows(file: string, statement: string): readonly Record<string, unknown>[] {
    using database = new DatabaseSync(join(this.#folder, file), { readOnly: true });
    return database.prepare(statement).all();
  }

  /** Writes past the vault. */
  tamper(file: string, statement: string): void {
    using database = new DatabaseSync(join(this.#folder, file));
    database.exec(statement);
  }

  /** The databases that hold entries, the segments of rings included. */
  entryFiles(): readonly string[] {
    const ring = join('ring', 'face.error-log');
    const segments = readdirSync(join(this.#folder, ring)).filter((name) => name.endsWith('.db'));
    return ['lethe.db', 'logs.db', 'apart.db', ...segments.map((name) => join(ring, name))];
  }

  #inForce(): Policy {
    return this.#sabotage.policy?.(this.#policy) ?? this.#policy;
  }

  async #open(): Promise<void> {
    const { clock } = this;
    const options = { folder: this.#folder, masterKey: MASTER_KEY, clock, policy: this.#inForce() };
    const vault = await openVault(options);
    this.vault = this.#sabotage.vault?.(vault, this) ?? vault;
  }

  #newFolder(): string {
    this.#folders += 1;
    return join(this.#parent, `data-${this.#folders}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.vault.close();
    rmSync(this.#parent, { recursive: true });
  }
}
