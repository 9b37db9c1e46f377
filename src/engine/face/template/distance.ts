/** Bits in which two templates of one secret differ. */
export function templateDistance(p: Uint8Array, q: Uint8Array): number {
  if (p.length !== q.length) throw new RangeError('templates of one length are compared');
  let distance = 0;
  for (let i = 0; i < p.length; i++) distance += ONES[p[i]! ^ q[i]!]!;
  return distance;
}

/** How many bits of a byte are set. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
});
