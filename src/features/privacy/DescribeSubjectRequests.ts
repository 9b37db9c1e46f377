import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { requestFilters, requestList, toAnswer } from './request-schema.ts';

/** The requests of data subjects, newest first. */
export const DescribeSubjectRequests = action({
  name: 'DescribeSubjectRequests',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ...requestFilters,
    Type: harmless(z.enum(['erasure', 'access', 'restriction', 'rectification']).optional()),
  }),
  output: requestList,
  async run({ SubjectRequestId, Type, States, Offset, Limit }, { appId, requests }) {
    const page = { states: States, offset: Offset, limit: Limit };
    const found = await requests.describe({ appId, requestId: SubjectRequestId, type: Type, ...page });
    return { TotalCount: found.total, Requests: found.requests.map((one) => toAnswer(one, requests)) };
  },
});
