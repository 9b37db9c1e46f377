import type { Finding, ScanProgress } from './forensic-scan.ts';
import type { Needles } from './needles.ts';

/** Something that should not be, by what it is; never whose. */
export interface Discrepancy {
  readonly what: string;
  readonly count: number;
}

export interface ScanOptions {
  /** What must not be there: identifiers of somebody who was erased, say. */
  readonly needles?: Needles;
  /** So many of the newest records of each category lend their contents as needles: what is held is never in clear. */
  readonly held?: number;
  readonly onProgress?: (progress: ScanProgress) => void;
}

export interface ScanReport {
  readonly bytes: number;
  readonly files: number;
  readonly needles: number;
  readonly findings: readonly Finding[];
  readonly discrepancies: readonly Discrepancy[];
}
