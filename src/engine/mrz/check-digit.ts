/** Characters of a machine readable zone; ICAO Doc 9303 part 3, 4.3. */
export const ZONE_CHARACTERS = '<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** What a character counts: digits as they are, A to Z from 10, the filler 0. */
export const characterValue = (character: string): number =>
  Math.max(0, ZONE_CHARACTERS.indexOf(character) - 1);

const WEIGHTS = [7, 3, 1] as const;

/** The check digit of a text: values weighted 7, 3, 1, 7, ..., modulo 10; ICAO Doc 9303 part 3, 4.9. */
export function checkDigit(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += characterValue(text[i] as string) * (WEIGHTS[i % 3] as number);
  return String(sum % 10);
}

/** Characters that no check digit tells apart: A, K, U, < and 0; 6, G and Q; and so on. The weights have no factor in common with 10. */
export const isBlindTo = (a: string, b: string): boolean => characterValue(a) % 10 === characterValue(b) % 10;
