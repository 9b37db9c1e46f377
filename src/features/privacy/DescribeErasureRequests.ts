import { z } from 'zod';
import { action } from '../action.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { requestFilters, requestList, toAnswer } from './request-schema.ts';

/** The requests for erasure, newest first. */
export const DescribeErasureRequests = action({
  name: 'DescribeErasureRequests',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object(requestFilters),
  output: requestList,
  async run({ SubjectRequestId, States, Offset, Limit }, { appId, requests }) {
    const page = { states: States, offset: Offset, limit: Limit };
    const found = await requests.describe({ appId, requestId: SubjectRequestId, type: 'erasure', ...page });
    return { TotalCount: found.total, Requests: found.requests.map((one) => toAnswer(one, requests)) };
  },
});
