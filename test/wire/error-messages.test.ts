import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorMessage, languageOf, messages } from '../../src/features/error-messages/message.ts';
import { ApiError } from '../../src/features/errors.ts';

const source = join(import.meta.dirname, '..', '..', 'src');

/** Codes as they are written in the source: quoted, and of one of the documented families. */
const CODE =
  /'((?:AuthFailure|FailedOperation|InternalError|InvalidAction|InvalidParameter|InvalidParameterValue|InvalidRequest|LimitExceeded|MissingParameter|NoSuchVersion|RequestLimitExceeded|RequestSizeLimitExceeded|ResourceInsufficient|ResourceNotFound|ResourceUnavailable|ResourceInUse|ServiceUnavailable|UnauthorizedOperation|UnknownParameter|UnsupportedOperation|UnsupportedProtocol|UnsupportedRegion)(?:\.\w+)?)'/g;

function usedCodes(): string[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /^(features|http)\/.*\.ts$/.test(file) && !file.includes('error-messages'),
  );
  const texts = files.map((file) => readFileSync(join(source, file), 'utf8'));
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(CODE)].map(([, code]) => code as string))),
  ].sort();
}

test('every code that is used has a message of its own', () => {
  expect(usedCodes().length).toBeGreaterThan(30);
  expect(usedCodes().filter((code) => !Object.hasOwn(messages, code))).toEqual([]);
});

test('every message is there in both languages, and says the same details', () => {
  const details = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  for (const [code, [en, zh]] of Object.entries(messages)) {
    expect(en, code).toMatch(/^[\x20-\x7e]+\.$/);
    expect(zh, code).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(details(zh), code).toEqual(details(en));
    // Only what stands in brackets is filled in.
    for (const text of [en, zh]) expect(details(text.replaceAll(/\[[^\]]*\]/g, '')), code).toEqual([]);
  }
});

describe('errorMessage', () => {
  test('fills in details', () => {
    const error = new ApiError('MissingParameter', { parameter: 'Faces.0.Image' });
    expect(errorMessage(error, 'en-US')).toBe('The request lacks a required parameter: `Faces.0.Image`.');
    expect(errorMessage(error, 'zh-CN')).toBe('请求缺少必要的参数：`Faces.0.Image`。');
  });

  test('leaves out what it does not know, and what should not be repeated', () => {
    expect(errorMessage(new ApiError('MissingParameter'), 'en-US')).toBe(
      'The request lacks a required parameter.',
    );
    const odd = new ApiError('UnknownParameter', { parameter: '<script>陈小明' });
    expect(errorMessage(odd, 'en-US')).toBe('The request has a parameter that this API does not know.');
  });

  test('falls back to the family of a code', () => {
    expect(errorMessage(new ApiError('InvalidParameter.Rare'), 'en-US')).toMatch(/^A parameter is not valid/);
    expect(errorMessage(new ApiError('Rare'), 'en-US')).toBe('The operation failed.');
    expect(errorMessage(new ApiError('constructor'), 'en-US')).toBe('The operation failed.');
  });

  test('speaks the language that is asked for', () => {
    expect(languageOf('zh-CN')).toBe('zh-CN');
    expect(languageOf('')).toBe('en-US');
    expect(languageOf('fr-FR')).toBe('en-US');
  });
});
