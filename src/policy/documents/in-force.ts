import { compose, type Policy } from '../compose.ts';
import type { Overlay } from '../overlay.ts';

/** The rules that a document is made of, and the overlay that tells who the operator is. */
export interface InForce {
  readonly policy: Policy;
  readonly overlay: Overlay;
}

/** @throws OverlayRefused, OverlayInvalid */
export const inForce = (overlay: Overlay = {}): InForce => ({ policy: compose({ overlay }), overlay });
