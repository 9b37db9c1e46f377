import { z } from 'zod';
import { action } from '../action.ts';
import { harmless } from '../personal-data.ts';
import { begin, levelOf, motionsFor, USUAL_LOOK } from './begin.ts';
import { shortLived } from './liveness-compare.ts';

/** Begins a check that a person is there, whose token is the last part of the hosted page's address. */
export const ApplyLivenessToken = action({
  name: 'ApplyLivenessToken',
  service: 'faceid',
  version: '2018-03-01',
  feature: 'ekyc',
  priceItem: null,
  rateLimit: 20,
  input: z.object({ SecureLevel: harmless(z.string().max(10).optional()) }),
  output: z.object({ SdkToken: shortLived(z.string()) }),
  async run({ SecureLevel }, context) {
    const level = levelOf(SecureLevel, 'SecureLevel');
    // Of the four motions this action's documentation has blinking alone.
    const motions = level === 2 ? motionsFor(level, 'blink') : [];
    const settings = { cardType: null, face: 'live', motions, attempts: 3, timeoutS: 45 } as const;
    const SdkToken = await begin(
      'liveness',
      { ...settings, extra: undefined, page: USUAL_LOOK },
      null,
      context,
    );
    return { SdkToken };
  },
});
