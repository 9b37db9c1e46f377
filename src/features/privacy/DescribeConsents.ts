import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import {
  consentAnswer,
  consentCategory,
  consentId,
  consentState,
  pageOf,
  paging,
  PRIVACY_VERSION,
  reference,
  toAnswer,
} from './consent-schema.ts';

/** Lists consents, earliest given first, each as an ISO/IEC TS 27560 consent record. */
export const DescribeConsents = action({
  name: 'DescribeConsents',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ConsentId: consentId.optional(),
    EndUser: reference().optional(),
    Category: consentCategory.optional(),
    Purpose: reference().optional(),
    State: consentState.optional(),
    ...paging,
  }),
  output: z.object({ TotalCount: harmless(z.int()), Consents: z.array(consentAnswer) }),
  async run({ ConsentId, EndUser, Category, Purpose, State, ...page }, { appId, consents }) {
    const found = await consents.list({
      appId,
      ...(ConsentId === undefined ? {} : { consentId: ConsentId }),
      ...(EndUser === undefined ? {} : { endUser: EndUser }),
      ...(Category === undefined ? {} : { category: Category }),
      ...(Purpose === undefined ? {} : { purpose: Purpose }),
      ...(State === undefined ? {} : { state: State }),
    });
    return {
      TotalCount: found.length,
      Consents: pageOf(found, page).map((consent) => toAnswer(consent, consents.recordOf(consent))),
    };
  },
});
