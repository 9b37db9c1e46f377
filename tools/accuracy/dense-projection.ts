import { createCipheriv } from 'node:crypto';
import { TEMPLATE_BITS } from '../../src/engine/face/template/types.ts';

const LENGTH = 512;

/** Numbers of a normal distribution (Box and Muller, 1958), the same ones for the same seed. */
export function normals(seed: number): () => number {
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16));
  let words = new Uint32Array(0);
  let at = 0;
  const uniform = (): number => {
    if (at === words.length) {
      words = new Uint32Array(new Uint8Array(cipher.update(Buffer.alloc(65_536))).buffer);
      at = 0;
    }
    return (words[at++]! + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Rows of length one at right angles to each other, by Gram and Schmidt, twice over. */
function orthonormalRows(next: () => number): Float64Array[] {
  const rows: Float64Array[] = [];
  while (rows.length < LENGTH) {
    const row = Float64Array.from({ length: LENGTH }, next);
    for (let pass = 0; pass < 2; pass++)
      for (const other of rows) {
        let dot = 0;
        for (let i = 0; i < LENGTH; i++) dot += row[i]! * other[i]!;
        for (let i = 0; i < LENGTH; i++) row[i]! -= dot * other[i]!;
      }
    const norm = Math.hypot(...row);
    rows.push(row.map((v) => v / norm));
  }
  return rows;
}

/** Templates by dense Gaussian matrices with orthonormal blocks: what the quick rotations are compared with. */
export function denseTemplate(seed: number): (embedding: Float32Array) => Uint8Array {
  const next = normals(seed);
  const rows = Array.from({ length: TEMPLATE_BITS / LENGTH }, () => orthonormalRows(next)).flat();
  return (embedding) => {
    const template = new Uint8Array(TEMPLATE_BITS / 8);
    rows.forEach((row, bit) => {
      let dot = 0;
      for (let i = 0; i < LENGTH; i++) dot += row[i]! * embedding[i]!;
      if (dot > 0) template[bit >> 3]! |= 1 << (bit & 7);
    });
    return template;
  };
}
