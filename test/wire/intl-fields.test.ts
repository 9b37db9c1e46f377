import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { actions } from '../../src/features/index.ts';

const require = createRequire(import.meta.url);

/** The international SDK's classes: each has the fields of a request or response as keys, null at first. */
const models = require('tencentcloud-sdk-nodejs-intl-en/tencentcloud/ocr/v20181119/models.js') as Readonly<
  Record<string, new () => object>
>;

/** The mainland's SDK has types alone. */
const mainland = readFileSync(
  join(
    dirname(require.resolve('tencentcloud-sdk-nodejs/package.json')),
    'tencentcloud/services/ocr/v20181119/ocr_models.d.ts',
  ),
  'utf8',
);

const mainlandFieldsOf = (name: string): string[] => {
  const body =
    new RegExp(`export interface ${name} \\{([^}]*(?:\\}(?!\\n)[^}]*)*)\\n\\}`).exec(mainland)?.[1] ?? '';
  return [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, field]) => field ?? '');
};

const fieldsOf = (name: string): string[] => {
  const Model = models[name];
  return Model ? Object.keys(new Model()) : [];
};

const known = actions.filter(({ service, name }) => service === 'ocr' && models[`${name}Response`]);

describe('the international SDK', () => {
  test('knows most of what is served of text recognition', () => {
    expect(known.length).toBeGreaterThan(10);
  });

  test.each(known.map((action) => [action.name, action] as const))(
    '%s: every field of its request is known, and one of the SDKs knows every field of the answer',
    (name, { input, output }) => {
      const ours = Object.keys(input.shape);
      expect(fieldsOf(`${name}Request`).filter((field) => !ours.includes(field))).toEqual([]);
      const theirs = [...fieldsOf(`${name}Response`), ...mainlandFieldsOf(`${name}Response`)];
      expect(Object.keys(output.shape).filter((field) => !theirs.includes(field))).toEqual([]);
    },
  );

  test('is not alone: the mainland knows more of some answers', () => {
    expect(mainlandFieldsOf('IDCardOCRResponse')).toEqual(
      expect.arrayContaining(['Name', 'AdvancedInfo', 'ReflectDetailInfos']),
    );
    expect(fieldsOf('IDCardOCRResponse')).not.toContain('ReflectDetailInfos');
  });
});
