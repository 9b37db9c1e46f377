import type { Point, Quad } from '../types.ts';

/** What is drawn over a picture: a box, and what was read there. */
export interface OverlayMark {
  /** In pixels of the input, beginning at the top left corner of its text. */
  readonly quad: Quad;
  readonly text: string;
  /** Name of what was read, written above the box. */
  readonly label?: string;
}

export interface OverlayInput {
  readonly image: Uint8Array;
  readonly options: { readonly marks: readonly OverlayMark[]; readonly pdfPage?: number };
}

/** One face that is drawn. Coordinates are pixels of the input. */
export interface FaceMark {
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly points: readonly Point[];
  /** One line beside the box. */
  readonly label: string;
  /** `known`: somebody was found; `other`: nobody was, or the face is not what is meant. */
  readonly tone: 'plain' | 'known' | 'other';
}

export interface FacesOverlayInput {
  /** Drawn side by side. */
  readonly pictures: readonly { readonly image: Uint8Array; readonly faces: readonly FaceMark[] }[];
  /** A line under them. */
  readonly caption?: string;
}
