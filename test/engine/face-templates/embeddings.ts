import { createCipheriv } from 'node:crypto';

/** Vectors of length one in all directions alike, the same ones in every run. */
export function embeddings(count: number): Float32Array[] {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, 5), Buffer.alloc(16));
  return Array.from({ length: count }, () => {
    const words = new Uint32Array(new Uint8Array(stream.update(Buffer.alloc(512 * 8))).buffer);
    const uniform = (i: number): number => (words[i]! + 0.5) / 2 ** 32;
    const vector = Float32Array.from(
      { length: 512 },
      (_, i) => Math.sqrt(-2 * Math.log(uniform(2 * i))) * Math.cos(2 * Math.PI * uniform(2 * i + 1)),
    );
    const norm = Math.hypot(...vector);
    return vector.map((v) => v / norm);
  });
}

/** A vector of length one whose cosine with the first is `cosine`; `other` says in which direction. */
export function near(vector: Float32Array, other: Float32Array, cosine: number): Float32Array {
  const dot = vector.reduce((sum, v, i) => sum + v * other[i]!, 0);
  const across = other.map((v, i) => v - dot * vector[i]!);
  const norm = Math.hypot(...across);
  return vector.map((v, i) => cosine * v + (Math.sqrt(1 - cosine * cosine) * across[i]!) / norm);
}
