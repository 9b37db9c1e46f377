import type { Quad, Step } from '../types.ts';
import type { CrossCheck } from './cross-check.ts';
import type { FieldName } from './formats.ts';
import type { Zone } from './parse.ts';
import type { Substitution } from './repair.ts';
import type { VisualZone } from './visual-zone.ts';

export interface PassportOptions {
  /** Milliseconds since 1970: the zone's years have no century. */
  readonly today: number;
  /** Also cut out the portrait. */
  readonly portrait?: boolean;
  /** Page of a PDF, from 1. */
  readonly pdfPage?: number;
}

/** A zone as it was read, and how far it can be trusted. */
export interface PassportZone extends Zone {
  /** All check digits are right, and what they cannot see is clearly read. */
  readonly certain: boolean;
  /** Fields that may be wrong. */
  readonly doubtful: readonly FieldName[];
  readonly substitution?: Substitution;
  /** The names are the printed ones: the zone's were doubtful, and the printed explain what was seen there. */
  readonly namesFromPrint: boolean;
  /** Where its lines stand in the input. */
  readonly quads: readonly Quad[];
}

export interface PassportPortrait {
  /** JPEG. */
  readonly image: Uint8Array;
  /** Where it was cut out of the input. */
  readonly quad: Quad;
}

export interface PassportResult {
  /** Null when there is no machine readable zone. */
  readonly zone: PassportZone | null;
  readonly visual: VisualZone;
  /** Null without a zone. */
  readonly agreement: CrossCheck | null;
  /** Absent when none was asked for or no face was found. */
  readonly portrait?: PassportPortrait;
  readonly steps: readonly Step[];
}
