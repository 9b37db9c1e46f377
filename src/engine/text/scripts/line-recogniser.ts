import type { RgbImage } from '../../image.ts';

/** A character of a straightened line and its extent along the line. */
export interface PlacedCharacter {
  readonly text: string;
  /** Probability, 0..1. */
  readonly confidence: number;
  /** Pixels from the left of the straightened line. */
  readonly from: number;
  readonly to: number;
}

/** What a straightened line says. */
export interface LineReading {
  /** In logical order: what is read first comes first, also where the script runs from right to left. */
  readonly text: string;
  /** 0..1; 0 when nothing was read. */
  readonly confidence: number;
  /** Without spaces, in logical order. */
  readonly characters: readonly PlacedCharacter[];
}

/** Reads single lines that have been cut out and straightened; it sets the spaces itself. */
export interface LineRecogniser {
  /** Height of the lines that it wants, pixels. */
  readonly lineHeight: number;
  /** Share of the box's height to cut out above and below it: room for marks that the detector leaves out. */
  readonly margin: number;
  recognise(line: RgbImage): Promise<LineReading>;
}
