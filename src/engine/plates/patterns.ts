import type { PlateColour } from './types.ts';

/** Short names of the provinces, regions and cities that register vehicles. */
export const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const DIGITS = '0123456789';
/** Without I and O, which look like digits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const EITHER = LETTERS + DIGITS;
/** What marks a vehicle of new energy. */
const NEW_ENERGY = 'ABCDEFGHJK';

/** For each place of a number the characters that may stand there: GA 36-2018, part 5, and annexes. */
export type Pattern = readonly string[];

const ordinary: Pattern = [PROVINCES, LETTERS, EITHER, EITHER, EITHER, EITHER, EITHER];
const endingIn = (last: string): Pattern => [PROVINCES, LETTERS, EITHER, EITHER, EITHER, EITHER, last];
const digits = (count: number): Pattern => Array.from({ length: count }, () => DIGITS);
const newEnergy: readonly Pattern[] = [
  [PROVINCES, LETTERS, NEW_ENERGY, EITHER, ...digits(4)],
  [PROVINCES, LETTERS, ...digits(5), NEW_ENERGY],
];

/** Numbers that plates of a colour have. */
export const PATTERNS: Readonly<Record<PlateColour, readonly Pattern[]>> = {
  blue: [ordinary],
  yellow: [ordinary, endingIn('学挂')],
  green: newEnergy,
  'yellow-green': newEnergy,
  white: [endingIn('警')],
  black: [ordinary, endingIn('港澳领'), ['使', ...digits(6)], [...digits(6), '使']],
};

/** Colours whose text is lighter than the plate. */
export const LIGHT_TEXT: ReadonlySet<PlateColour> = new Set(['blue', 'black']);
