/** Bits of a template. */
export const TEMPLATE_BITS = 2048;

/**
 * How templates of one secret are made and compared. A template is sign(R x): one bit for each row of a random matrix R
 * with orthonormal blocks, made of the secret (Charikar, "Similarity estimation techniques from rounding algorithms",
 * STOC 2002; Ji et al., "Super-bit locality-sensitive hashing", NIPS 2012).
 */
export interface Projection {
  /** @param embedding 512 values of length one @returns TEMPLATE_BITS / 8 bytes */
  template(embedding: Float32Array): Uint8Array;
  /** The embedding of length one that a template makes most likely; what rounding lost is lost. */
  estimate(template: Uint8Array): Float32Array;
}

/** @param secret 32 bytes */
export type ProjectionOf = (secret: Uint8Array) => Projection;
