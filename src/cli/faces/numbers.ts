import { InvalidArgumentError } from 'commander';

/** Reads an option that is a number within bounds, both allowed. */
export const numberBetween =
  (least: number, most: number, { whole = false } = {}) =>
  (value: string): number => {
    const number = Number(value);
    const isFit = value.trim() !== '' && number >= least && number <= most;
    if (isFit && (!whole || Number.isSafeInteger(number))) return number;
    throw new InvalidArgumentError(`expected a ${whole ? 'whole ' : ''}number from ${least} to ${most}`);
  };
