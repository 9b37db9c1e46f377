/** Characters of a vehicle identification number: no I, O or Q. ISO 3779. */
export const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const LENGTH = 17;
const FORMAT = new RegExp(`^[${VIN_CHARACTERS}]{${LENGTH}}$`);

/** Values of letters and weights of places: 49 CFR 565.15(c), tables III and IV. */
const VALUES = new Map(
  [...'ABCDEFGH'].map((c, i): [string, number] => [c, i + 1]).concat(
    [...'JKLMN'].map((c, i): [string, number] => [c, i + 1]),
    [['P', 7], ['R', 9]],
    [...'STUVWXYZ'].map((c, i): [string, number] => [c, i + 2]),
  ),
); // prettier-ignore
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Makers of North America and China must write a check digit into the ninth place (49 CFR 565.15, GB 16735); others may not. */
const CHECKED_REGIONS = /^[1-5L]/;

export const hasVinFormat = (text: string): boolean => FORMAT.test(text) && /\d{3}$/.test(text);

export const passesVinCheck = (vin: string): boolean => {
  const sum = [...vin].reduce((total, c, i) => total + (VALUES.get(c) ?? Number(c)) * (WEIGHTS[i] ?? 0), 0);
  return vin[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
};

/** Whether a text is a vehicle identification number: its check digit is right, or its maker's region asks for none. */
export const isVin = (text: string): boolean =>
  hasVinFormat(text) && (passesVinCheck(text) || !CHECKED_REGIONS.test(text));
