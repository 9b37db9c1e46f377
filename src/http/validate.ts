import type { z } from 'zod';
import type { Action } from '../features/action.ts';
import { ApiError } from '../features/errors.ts';
import type { Parameters } from './parameters/json.ts';

type Issue = z.core.$ZodIssue;

/** Which problem is named first when there are several. */
const ORDER = ['UnknownParameter', 'MissingParameter', 'InvalidParameter', 'InvalidParameterValue'];

const strictInputs = new WeakMap<Action, z.ZodObject>();

/** The action's input schema, refusing unknown parameters whether or not it was declared strict. */
function strictInput(action: Action): z.ZodObject {
  const known = strictInputs.get(action);
  if (known) return known;
  const strict = action.input.def.catchall ? action.input : action.input.strict();
  strictInputs.set(action, strict);
  return strict;
}

/**
 * Checks parameters against the action's schema.
 * A refinement may name its own code: `ctx.addIssue({ code: 'custom', params: { apiCode: 'InvalidParameterValue.UrlIllegal' } })`.
 * @throws ApiError naming the parameter; never its value.
 */
export function validate(action: Action, parameters: Parameters): Record<string, unknown> {
  const result = strictInput(action).safeParse(parameters);
  if (result.success) return result.data;
  const errors = result.error.issues.map((issue) => toApiError(issue, parameters));
  const rank = (code: string): number => {
    const at = ORDER.indexOf(code);
    return at < 0 ? ORDER.length : at;
  };
  throw errors.reduce((first, error) => (rank(error.code) < rank(first.code) ? error : first));
}

function toApiError(issue: Issue, parameters: Parameters): ApiError {
  if (issue.code === 'unrecognized_keys')
    return new ApiError('UnknownParameter', { parameter: named([...issue.path, issue.keys[0] ?? '']) });
  const parameter = named(issue.path);
  if (issue.code === 'custom' && typeof issue.params?.['apiCode'] === 'string')
    return new ApiError(issue.params['apiCode'], { parameter });
  const value = valueAt(parameters, issue.path);
  if (value === undefined) return new ApiError('MissingParameter', { parameter });
  if (isWrongType(issue, value)) return new ApiError('InvalidParameter', { parameter });
  return new ApiError('InvalidParameterValue', { parameter });
}

/** True when no value of this type would do. */
function isWrongType(issue: Issue, value: unknown): boolean {
  if (issue.code === 'invalid_value') return !issue.values.some((allowed) => typeof allowed === typeof value);
  if (issue.code === 'invalid_union')
    return issue.errors.every((errors) => errors.every((inner) => isWrongType(inner, value)));
  return issue.code === 'invalid_type';
}

const named = (path: readonly PropertyKey[]): string => path.map(String).join('.');

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
