import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { faceActions } from '../../src/features/iai/face-actions.ts';
import { elementOf, shapeOf } from '../../src/features/unwrap-schema.ts';

const require = createRequire(import.meta.url);
const sdk = dirname(require.resolve('tencentcloud-sdk-nodejs-intl-en/package.json'));
const file = (name: string): string => join(sdk, 'tencentcloud/iai/v20200303', name);

/** The international SDK's classes: each has the fields of a request or response as keys. */
const models = require(file('models.js')) as Readonly<Record<string, new () => object>>;

/** Names of the actions that its client calls. */
const international = [
  ...readFileSync(file('iai_client.js'), 'utf8').matchAll(/this\.request\("(\w+)"/g),
].map(([, name]) => name ?? '');

const served: Readonly<Record<string, { readonly input: z.ZodObject; readonly output: z.ZodObject }>> =
  faceActions;

const fieldsOf = (name: string): string[] => {
  const Model = models[name];
  return Model ? Object.keys(new Model()).filter((field) => field !== 'RequestId') : [];
};

/** The structures that are known by the name of the field they are in. */
const STRUCTURES: Readonly<Record<string, string>> = {
  FaceInfos: 'FaceInfo',
  FaceAttributesInfo: 'FaceAttributesInfo',
  FaceQualityInfo: 'FaceQualityInfo',
  Completeness: 'FaceQualityCompleteness',
  FaceDetailInfos: 'FaceDetailInfo',
  FaceDetailAttributesInfo: 'FaceDetailAttributesInfo',
  HeadPose: 'HeadPose',
  FaceRect: 'FaceRect',
  SucFaceRects: 'FaceRect',
  FaceShapeSet: 'FaceShape',
  GroupInfos: 'GroupInfo',
  PersonInfos: 'PersonInfo',
  PersonGroupInfos: 'PersonGroupInfo',
  Results: 'Result',
  ResultsReturnsByGroup: 'ResultsReturnsByGroup',
  GroupCandidates: 'GroupCandidate',
  Candidates: 'Candidate',
};

/** Fields of an answer that the SDK's structure does not have, however deep. */
function unknownFields(schema: z.core.$ZodType, structure: string, path = ''): string[] {
  const element = elementOf(schema);
  if (element) return unknownFields(element, structure, path);
  const known = fieldsOf(structure);
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([field, type]) => {
    if (!known.includes(field)) return [`${path}${field}`];
    const next = STRUCTURES[field];
    return next ? unknownFields(type, next, `${path}${field}.`) : [];
  });
}

describe('face recognition of the international API', () => {
  test('is served whole', () => {
    expect(international).toHaveLength(29);
    expect(international.filter((name) => !Object.hasOwn(served, name))).toEqual([]);
  });

  test.each(international)('%s takes every field, and gives none that is not known', (name) => {
    const { input, output } = served[name]!;
    const ours = Object.keys(input.shape);
    expect(fieldsOf(`${name}Request`).filter((field) => !ours.includes(field))).toEqual([]);
    expect(unknownFields(output, `${name}Response`)).toEqual([]);
  });
});
