import { expect, test } from 'vitest';
import { base64Size, constantTimeEqual, decodeBase64, formatBytes } from '../../src/lib/bytes.ts';

const LIMIT = 10;

test.each(['', 'a', 'ab', 'abc', 'abcd', '\u0000ÿ'])('%j survives Base64', (text) => {
  const encoded = Buffer.from(text).toString('base64');
  expect(Buffer.from(decodeBase64(encoded, LIMIT)).toString()).toBe(text);
  expect(base64Size(encoded)).toBe(Buffer.byteLength(text));
});

test.each(['YQ', 'YQ=', 'Y===', '=YQ=', 'Y Q=', 'YW\n=', 'YW-_', 'data:;base64,YQ=='])(
  '%j is malformed',
  (text) => {
    expect(() => decodeBase64(text, 1_000)).toThrow('malformed');
  },
);

test('the limit is exact', () => {
  const encoded = Buffer.alloc(LIMIT).toString('base64');
  expect(decodeBase64(encoded, LIMIT)).toHaveLength(LIMIT);
  expect(() => decodeBase64(encoded, LIMIT - 1)).toThrow('too-large');
});

test('secrets are compared whole', () => {
  expect(constantTimeEqual('secret', Buffer.from('secret'))).toBe(true);
  expect(constantTimeEqual('secret', 'secreT')).toBe(false);
  expect(constantTimeEqual('secret', 'secret ')).toBe(false);
});

test('sizes are told in the unit that fits', () => {
  expect([0, 1023, 1536, 2 ** 31].map(formatBytes)).toEqual(['0 B', '1023 B', '1.5 KiB', '2.0 GiB']);
});
