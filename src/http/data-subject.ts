import type { IncomingHttpHeaders } from 'node:http';
import type { Action } from '../features/action.ts';
import { ApiError } from '../features/errors.ts';
import { isCountryCode } from '../lib/country-codes.ts';
import type { Call } from './call.ts';
import { hasIdentification } from './identification.ts';
import type { Parameters } from './parameters/json.ts';
import type { Credential } from './signature/credential.ts';
import { header } from './wire-request.ts';

/** Names the consent under which Identification Data of the call may be kept. */
const CONSENT_HEADER = 'x-lethe-consent';
/** The same as a parameter, where an SDK lets callers set no header. */
const CONSENT_PARAMETER = 'ConsentId';
/** Names where the data subject is. */
const JURISDICTION_HEADER = 'x-lethe-jurisdiction';
/** Of an answer: what became of the Identification Data. */
export const IDENTIFICATION_HEADER = 'x-lethe-identification';

/**
 * What a call says about whose data it is, apart from its own parameters.
 * @throws ApiError `InvalidParameter` or `InvalidParameterValue`
 */
export function dataSubjectOf(
  headers: IncomingHttpHeaders,
  action: Action,
  credential: Credential,
  parameters: Parameters,
): Pick<Call, 'parameters' | 'consentId' | 'jurisdiction'> {
  const consentId = header(headers, CONSENT_HEADER) || null;
  const jurisdiction = jurisdictionOf(headers) ?? credential.jurisdiction ?? null;
  const isParameter = hasIdentification(action) && !Object.hasOwn(action.input.shape, CONSENT_PARAMETER);
  if (!isParameter || !Object.hasOwn(parameters, CONSENT_PARAMETER))
    return { parameters, consentId, jurisdiction };
  const { [CONSENT_PARAMETER]: named, ...own } = parameters;
  if (typeof named !== 'string') throw new ApiError('InvalidParameter', { parameter: CONSENT_PARAMETER });
  if (named === '' || (consentId !== null && named !== consentId))
    throw new ApiError('InvalidParameterValue', { parameter: CONSENT_PARAMETER });
  return { parameters: own, consentId: named, jurisdiction };
}

function jurisdictionOf(headers: IncomingHttpHeaders): string | null {
  const named = header(headers, JURISDICTION_HEADER);
  if (named === '') return null;
  if (!isCountryCode(named))
    throw new ApiError('InvalidParameterValue', { parameter: 'X-Lethe-Jurisdiction' });
  return named;
}
