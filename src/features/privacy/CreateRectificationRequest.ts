import { z } from 'zod';
import { action } from '../action.ts';
import { carries, harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { categoryName, fileRequest, reportAnswer, requestInput } from './request-schema.ts';

/** Asks that a field be corrected in every record of a data subject. What a bill was made of is not changed. */
export const CreateRectificationRequest = action({
  name: 'CreateRectificationRequest',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    ...requestInput,
    Category: categoryName(),
    Field: harmless(z.string().regex(/^[A-Za-z]{1,64}$/)),
    /** As text, whatever the field's type. */
    Value: carries('base.subject-request', z.string().max(65_536)),
  }),
  output: reportAnswer,
  run: (input, context) => {
    const { Category, Field, Value } = input;
    return fileRequest('rectification', input, context, { category: Category, field: Field, value: Value });
  },
});
