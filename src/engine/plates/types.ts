import type { Quad, Step } from '../types.ts';

export type PlateColour = 'blue' | 'yellow' | 'green' | 'yellow-green' | 'white' | 'black';

/** A licence plate of mainland China. */
export interface Plate {
  /** Without the dot between office and number. */
  readonly number: string;
  /** Mean character probability, 0..1. */
  readonly confidence: number;
  readonly colour: PlateColour;
  /** Around its text. */
  readonly quad: Quad;
}

export interface PlatesResult {
  readonly width: number;
  readonly height: number;
  readonly hasText: boolean;
  /** Best read first. */
  readonly plates: readonly Plate[];
  readonly steps: readonly Step[];
}
