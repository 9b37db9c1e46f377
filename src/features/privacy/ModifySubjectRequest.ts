import { z } from 'zod';
import type { RequestChange } from '../../registry/requests/request-flow.ts';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { requestErrors } from './request-errors.ts';
import { dryRun, identity, requestAnswer, subjectRequestId, toAnswer, toIdentity } from './request-schema.ts';

/** Goes into the letter to the data subject. */
const reason = () => z.string().min(1).max(500).optional();

const input = z.object({
  ...subjectRequestId,
  Identity: identity().optional(),
  ExtendReason: reason(),
  RejectReason: reason(),
  ...dryRun,
});

const changeOf = ({ Identity, ExtendReason, RejectReason }: z.output<typeof input>): RequestChange => {
  const changes: RequestChange[] = [
    ...(Identity === undefined ? [] : [{ identity: toIdentity(Identity) }]),
    ...(ExtendReason === undefined ? [] : [{ extend: { reason: ExtendReason } }]),
    ...(RejectReason === undefined ? [] : [{ reject: { reason: RejectReason } }]),
  ];
  const [change, more] = changes;
  if (!change) throw new ApiError('MissingParameter', { parameter: 'Identity' });
  if (more) throw new ApiError('InvalidParameter', { parameter: 'Identity' });
  return change;
};

/** Says how the identity check went, puts the answer off, or rejects the request: one of them in a call. */
export const ModifySubjectRequest = action({
  name: 'ModifySubjectRequest',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: input,
  output: requestAnswer,
  async run(request, { appId, requests }) {
    const { SubjectRequestId, DryRun = false } = request;
    const change = changeOf(request);
    const changed = await requestErrors(requests.modify(appId, SubjectRequestId, change, { dryRun: DryRun }));
    return toAnswer(changed, requests);
  },
});
