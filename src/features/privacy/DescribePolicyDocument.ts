import { z } from 'zod';
import { action } from '../action.ts';
import { ApiError } from '../errors.ts';
import { harmless } from '../personal-data.ts';
import { PRIVACY_VERSION } from './consent-schema.ts';

const OF_ONE_SERVICE = ['privacy-notice', 'processing-notice', 'annex'] as const;
const OF_ALL = ['processing-record', 'sub-processors', 'data-map'] as const;

/** A notice, annex, record, list or the data map (SVG), made of the rules in force; in English or Chinese. */
export const DescribePolicyDocument = action({
  name: 'DescribePolicyDocument',
  service: 'privacy',
  version: PRIVACY_VERSION,
  feature: 'base',
  priceItem: null,
  rateLimit: 5,
  input: z.object({
    Kind: harmless(z.enum([...OF_ONE_SERVICE, ...OF_ALL])),
    /** Needed for what is made for one service. */
    Feature: harmless(z.enum(['ocr', 'ekyc', 'asr', 'face']).optional()),
    Language: harmless(z.enum(['en', 'zh']).optional()),
    Format: harmless(z.enum(['markdown', 'html']).optional()),
  }),
  output: z.object({ Text: harmless(z.string()) }),
  async run({ Kind, Feature, Language = 'en', Format = 'markdown' }, { documents }) {
    const form = { language: Language, format: Format };
    if (Kind === 'processing-record' || Kind === 'sub-processors' || Kind === 'data-map')
      return { Text: documents({ ...form, kind: Kind }) };
    if (!Feature) throw new ApiError('MissingParameter', { parameter: 'Feature' });
    return { Text: documents({ ...form, kind: Kind, feature: Feature }) };
  },
});
