import { expect, test } from 'vitest';
import { newAppId, newRequestId, newSecretId, newSecretKey, newUin } from '../../src/lib/ids.ts';

test.each([
  [newRequestId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/],
  [newSecretId, /^AKID[A-Za-z0-9]{32}$/],
  [newSecretKey, /^[A-Za-z0-9]{32}$/],
  [newAppId, /^125\d{7}$/],
  [newUin, /^100\d{9}$/],
])('%o makes names of its form, each another', (make, form) => {
  const made = Array.from({ length: 20 }, make);
  for (const each of made) expect(each).toMatch(form);
  expect(new Set(made).size).toBe(made.length);
});
