import { estimateEmbedding } from './estimate.ts';
import { randomSteps } from './random-steps.ts';
import { Rotation } from './rotation.ts';
import { type Projection, TEMPLATE_BITS } from './types.ts';

const LENGTH = 512;
/** Two rounds give matrices that a few known faces betray; four leave no structure that we know how to use. */
const ROUNDS = 4;
const SECRET_BYTES = 32;
/** What a secret makes of an embedding before it is rounded to signs: `bits` values, in blocks of orthonormal rows. */
export function rotationsOf(secret: Uint8Array, bits: number): readonly Rotation[] {
  const blocks = bits / LENGTH;
  const steps = randomSteps(secret, blocks * ROUNDS, LENGTH);
  return Array.from(
    { length: blocks },
    (_, b) => new Rotation(steps.slice(b * ROUNDS, (b + 1) * ROUNDS), LENGTH),
  );
}

/** One bit for each value, the lowest of the first byte first: 1 where it is above zero. */
function setBits(bytes: Uint8Array, offset: number, values: Float64Array): void {
  for (let i = 0; i < values.length; i++)
    if (values[i]! > 0) bytes[(offset + i) >> 3]! |= 1 << ((offset + i) & 7);
}

const signAt = (template: Uint8Array, bit: number): number =>
  ((template[bit >> 3]! >> (bit & 7)) & 1) * 2 - 1;

/** As `projectionOf`, with templates of another length, a multiple of 512 bits. */
export function projectionOfLength(secret: Uint8Array, bits: number): Projection {
  if (secret.length !== SECRET_BYTES) throw new RangeError(`a secret has ${SECRET_BYTES} bytes`);
  const rotations = rotationsOf(secret, bits);
  const values = new Float64Array(LENGTH);

  return {
    template(embedding) {
      if (embedding.length !== LENGTH) throw new RangeError(`an embedding has ${LENGTH} values`);
      const template = new Uint8Array(bits / 8);
      rotations.forEach((rotation, b) => {
        values.set(embedding);
        rotation.apply(values);
        setBits(template, b * LENGTH, values);
      });
      return template;
    },
    estimate(template) {
      if (template.length !== bits / 8) throw new RangeError(`a template has ${bits / 8} bytes`);
      return estimateEmbedding(
        rotations,
        Float64Array.from({ length: bits }, (_, i) => signAt(template, i)),
      );
    },
  };
}

/**
 * Templates of a secret of 32 bytes: whoever has the secret makes the same bits for ever, on any machine, since they are
 * made with nothing but additions. Takes a millisecond or two to make and holds 16 KB, which are as secret as the secret is.
 */
export const projectionOf = (secret: Uint8Array): Projection => projectionOfLength(secret, TEMPLATE_BITS);
