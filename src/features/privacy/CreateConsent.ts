import { z } from 'zod';
import type { NewConsent } from '../../registry/consents/new-consent.ts';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { carries, harmless } from '../personal-data.ts';
import {
  consentAnswer,
  consentCategory,
  consentError,
  consentId,
  PRIVACY_VERSION,
  reference,
  toAnswer,
} from './consent-schema.ts';

const input = z.object({
  /** Absent: one is made up. */
  ConsentId: consentId.optional(),
  EndUser: reference(),
  Category: consentCategory,
  Fields: harmless(z.array(z.string().max(64)).min(1).max(16)),
  /** A later export names it in exactly these words. */
  Purpose: reference(),
  Evidence: reference(),
  Notice: reference().optional(),
  Language: harmless(z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)),
  Jurisdiction: harmless(z.string().regex(/^[A-Z]{2}$/)),
  /** Only which side of the minimum age it is on is kept. */
  DateOfBirth: carries(
    'base.consent',
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  ),
  AgeBand: carries('base.consent', z.enum(['of-age', 'under-age', 'unknown']).optional()),
  ParentalConsent: reference().optional(),
  /** ISO 8601 in UTC. */
  ExpiresAt: harmless(z.iso.datetime().optional()),
  DryRun: harmless(z.boolean().optional()),
});

const ageOf = ({ DateOfBirth, AgeBand }: z.output<typeof input>): NewConsent['age'] => {
  if (DateOfBirth === undefined) return { band: AgeBand ?? 'unknown' };
  if (AgeBand !== undefined) throw new ApiError('InvalidParameterValue', { parameter: 'AgeBand' });
  return { dateOfBirth: DateOfBirth };
};

/** Registers that an end user gave a consent, or adds to it a parent's consent, the age or a later end. */
export const CreateConsent = action({
  name: 'CreateConsent',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 20,
  input,
  output: consentAnswer.extend({ DryRun: harmless(z.boolean()) }),
  async run(request, { appId, region, consents }) {
    const { DryRun = false } = request;
    const outcome = await consents.give(
      {
        ...{ appId, region, endUser: request.EndUser, category: request.Category, fields: request.Fields },
        ...{ purpose: request.Purpose, evidence: request.Evidence, language: request.Language },
        ...{ jurisdiction: request.Jurisdiction, age: ageOf(request) },
        ...(request.ConsentId === undefined ? {} : { consentId: request.ConsentId }),
        ...(request.Notice === undefined ? {} : { notice: request.Notice }),
        ...(request.ParentalConsent === undefined ? {} : { parentalConsent: request.ParentalConsent }),
        ...(request.ExpiresAt === undefined ? {} : { expiresAt: Date.parse(request.ExpiresAt) }),
      },
      { dryRun: DryRun },
    );
    if ('refused' in outcome) throw consentError(outcome.refused);
    return { ...toAnswer(outcome.consent, consents.recordOf(outcome.consent)), DryRun };
  },
});
