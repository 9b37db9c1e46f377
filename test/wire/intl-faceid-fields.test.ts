import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { faceidActions } from '../../src/features/faceid/faceid-actions.ts';

/** The international SDK's classes: each has the fields of a request or response as keys, null at first. */
const models = createRequire(import.meta.url)(
  'tencentcloud-sdk-nodejs-intl-en/tencentcloud/faceid/v20180301/models.js',
) as Readonly<Record<string, new () => object>>;

const fieldsOf = (name: string): string[] => {
  const Model = models[name];
  return Model ? Object.keys(new Model()) : [];
};

test.each(Object.entries(faceidActions))(
  '%s: every field of its request is known, and the SDK knows every field of the answer',
  (name, { input, output }) => {
    expect(fieldsOf(`${name}Request`).length).toBeGreaterThan(0);
    const ours = Object.keys(input.shape);
    expect(fieldsOf(`${name}Request`).filter((field) => !ours.includes(field))).toEqual([]);
    const theirs = fieldsOf(`${name}Response`);
    expect(Object.keys(output.shape).filter((field) => !theirs.includes(field))).toEqual([]);
  },
);

test('so it is with parts of requests and answers', () => {
  const settings = faceidActions.ApplyWebVerificationBizTokenIntl.input.shape.Config.unwrap();
  expect(new Set(Object.keys(settings.shape))).toEqual(new Set(fieldsOf('WebVerificationConfigIntl')));
  const { CardVerifyResults, CompareResults } = faceidActions.GetSdkVerificationResult.output.shape;
  const { VerificationDetailList, OCRResult } = faceidActions.GetWebVerificationResultIntl.output.shape;
  for (const [name, { shape }] of [
    ['CardVerifyResult', CardVerifyResults.element],
    ['CompareResult', CompareResults.element],
    ['VerificationDetail', VerificationDetailList.element],
    ['OCRResult', OCRResult.unwrap().element],
  ] as const)
    expect(Object.keys(shape).filter((field) => !fieldsOf(name).includes(field))).toEqual([]);
});
