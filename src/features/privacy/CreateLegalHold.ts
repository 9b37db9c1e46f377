import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';
import { holdReport, toHoldReport } from './hold-schema.ts';
import { requestErrors } from './request-errors.ts';
import { categoryNames, dryRun, subject, toSubject } from './request-schema.ts';

/** Orders that records be kept although they are due, or be kept from use at once. */
export const CreateLegalHold = action({
  name: 'CreateLegalHold',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input: z.object({
    /** Reference of the order; never personal data. */
    Reason: carries('base.legal-hold', z.string().min(1).max(256)),
    Subject: subject.optional(),
    Categories: categoryNames().optional(),
    Apart: harmless(z.enum(['at-once', 'when-due']).optional()),
    /** ISO 8601 in UTC. */
    Until: harmless(z.iso.datetime().optional()),
    ...dryRun,
  }),
  output: holdReport,
  async run(input, { appId, clock, requests, vault }) {
    const { Reason, Subject, Categories, Apart = 'when-due', Until, DryRun = false } = input;
    const until = Until === undefined ? undefined : Date.parse(Until);
    if (until !== undefined && until <= clock.now())
      throw new ApiError('InvalidParameterValue', { parameter: 'Until' });
    const categories = Categories && (await requestErrors(requests.knownCategories(Categories)));
    const order = {
      ...{ appId, reason: Reason, apart: Apart },
      ...(Subject ? { subject: toSubject(Subject) } : {}),
      ...(categories ? { categories } : {}),
      ...(until === undefined ? {} : { until }),
    };
    return toHoldReport(await vault.placeHold(order, { dryRun: DryRun }));
  },
});
