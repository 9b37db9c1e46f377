import { createCipheriv, hkdfSync } from 'node:crypto';

/** Whatever changes the bits of templates needs another name, as old templates cannot be compared with new ones. */
const CONSTRUCTION = 'lethe face template, version 1';

/** Bytes that only who knows the secret can tell from random ones: AES-256-CTR under a key that HKDF-SHA-256 makes of it. */
class SecretStream {
  readonly #cipher;
  #buffer = new Uint8Array(0);
  #at = 0;

  constructor(secret: Uint8Array) {
    const key = new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), CONSTRUCTION, 32));
    this.#cipher = createCipheriv('aes-256-ctr', key, new Uint8Array(16));
    key.fill(0);
  }

  /** The next two bytes, little-endian. */
  uint16(): number {
    if (this.#at === this.#buffer.length) {
      this.#buffer = this.#cipher.update(new Uint8Array(16_384));
      this.#at = 0;
    }
    const value = this.#buffer[this.#at]! | (this.#buffer[this.#at + 1]! << 8);
    this.#at += 2;
    return value;
  }

  /** Uniform in 0 .. bound - 1: values that would make some more likely are thrown away. */
  below(bound: number): number {
    const usable = 65_536 - (65_536 % bound);
    for (;;) {
      const value = this.uint16();
      if (value < usable) return value % bound;
    }
  }
}

/**
 * A random order of n values, each with a random sign: entry i takes value `step[i]`, or minus value `~step[i]` where
 * that is negative.
 */
export type RandomStep = Int16Array;

/** Steps made of a secret, by the shuffle of Fisher and Yates and one bit of the stream for each sign. */
export function randomSteps(secret: Uint8Array, count: number, length: number): RandomStep[] {
  const stream = new SecretStream(secret);
  return Array.from({ length: count }, () => {
    const step = Int16Array.from({ length }, (_, i) => i);
    for (let i = length - 1; i > 0; i--) {
      const j = stream.below(i + 1);
      [step[i], step[j]] = [step[j]!, step[i]!];
    }
    return step.map((from) => (stream.uint16() & 1 ? ~from : from));
  });
}
