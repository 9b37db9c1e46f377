import { timingSafeEqual } from 'node:crypto';

/** Whether two secrets are equal, in a time that tells nothing but their lengths. */
export function constantTimeEqual(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export class Base64Error extends Error {
  readonly reason: 'malformed' | 'too-large';

  constructor(reason: Base64Error['reason']) {
    super(`Base64 input is ${reason}`);
    this.name = 'Base64Error';
    this.reason = reason;
  }
}

/** How many bytes a Base64 text decodes to, from its length alone. */
export function base64Size(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.floor((text.length * 3) / 4) - padding;
}

/**
 * Decodes Base64 (RFC 4648 section 4) and nothing like it: no other alphabet, no white space, no missing padding.
 * The size is checked before anything is allocated.
 * @param maxBytes most bytes to decode to
 * @throws Base64Error `malformed` or `too-large`
 */
export function decodeBase64(text: string, maxBytes: number): Uint8Array {
  if (base64Size(text) > maxBytes) throw new Base64Error('too-large');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new Base64Error('malformed');
  return Buffer.from(text, 'base64');
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1536` → `1.5 KiB`. */
export function formatBytes(sizeBytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10)));
  const value = sizeBytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${UNITS[power]}`;
}
