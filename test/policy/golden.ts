import { expect } from 'vitest';

/** Compares with a golden file beside the tests; `vitest -u` rewrites it after a change that was meant. */
export const expectGolden = (name: string, text: string): Promise<void> =>
  expect(text).toMatchFileSnapshot(`./golden/${name}`);

/** JSON as the golden files hold it. */
export const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
