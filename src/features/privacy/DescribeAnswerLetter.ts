import { z } from 'zod';
import { action } from '../action.ts';
import { carries } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { requestErrors } from './request-errors.ts';
import { subjectRequestId } from './request-schema.ts';

/** The letter that answers a request, in the words of the operator. */
export const DescribeAnswerLetter = action({
  name: 'DescribeAnswerLetter',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object(subjectRequestId),
  output: z.object({ Letter: carries('base.subject-request', z.string()) }),
  async run({ SubjectRequestId }, { appId, requests }) {
    return { Letter: await requestErrors(requests.letter(appId, SubjectRequestId)) };
  },
});
