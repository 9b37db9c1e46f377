import type { BroughtKind } from './kinds.ts';

/** One file of a model. */
export interface BroughtFile {
  /** Its name in the model's folder. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A speech recogniser that is not packaged with us: a deployment brought it. All that a worker must know to load it. */
export interface BroughtModel {
  readonly name: string;
  readonly kind: BroughtKind;
  /** Absolute. */
  readonly folder: string;
  /** What it is told to expect, as the kind spells languages: `en`, `zh`, `auto`; empty: nothing. */
  readonly language: string;
  /** Engine types of the API that it serves. */
  readonly serves: readonly string[];
  /** As its maker states it. */
  readonly licence: string;
  /** By role, see `broughtKinds`. */
  readonly files: Readonly<Record<string, BroughtFile>>;
}

/** A folder of models, or one that is to be added, is not as it should be. The message says what to mend. */
export class BroughtModelError extends Error {
  override readonly name = 'BroughtModelError';
}
