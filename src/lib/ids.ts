import { randomInt, randomUUID } from 'node:crypto';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const DIGITS = '0123456789';

const random = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Names one call: a random UUID (version 4). */
export const newRequestId = (): string => randomUUID();

/** Names a key pair in public: `AKID` and 32 letters and digits. */
export const newSecretId = (): string => `AKID${random(ALPHANUMERIC, 32)}`;

/** The secret half of a key pair: 32 letters and digits, 190 bits. */
export const newSecretKey = (): string => random(ALPHANUMERIC, 32);

/** Names an account: 10 digits that start with 125. Whoever keeps them makes sure that it is new. */
export const newAppId = (): string => `125${random(DIGITS, 7)}`;

/** Names an account or a sub-account as a user: 12 digits that start with 100. */
export const newUin = (): string => `100${random(DIGITS, 9)}`;
