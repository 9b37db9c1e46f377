import type { Consents, Coverage } from '../../src/registry/consents/consents.ts';

/** A registry in which no consent is known, as far as calls ask it. */
export const fakeConsents = {
  cover: (): Promise<Coverage> => Promise.resolve({ reason: 'NoLiveConsent' }),
} as unknown as Consents;
