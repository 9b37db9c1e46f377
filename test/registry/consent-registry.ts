import { compose } from '../../src/policy/compose.ts';
import type { Consent } from '../../src/policy/consent-state.ts';
import { Consents } from '../../src/registry/consents/consents.ts';
import type { NewConsent } from '../../src/registry/consents/new-consent.ts';
import { APP, VaultOnDisk } from '../records/vault-on-disk.ts';

export const FIELDS = ['name', 'photo'] as const;

/** A consent of one person to two fields, of age, in Singapore. */
export const given = (more: Partial<NewConsent> = {}): NewConsent => ({
  appId: APP,
  region: 'ap-singapore',
  consentId: 'consent-1',
  endUser: 'person-1',
  category: 'ocr.identification',
  fields: FIELDS,
  purpose: 'improve models',
  evidence: 'form 17',
  language: 'en',
  jurisdiction: 'SG',
  age: { dateOfBirth: '1990-05-17' },
  ...more,
});

/** Consents over a vault on disk, and what calls capture under them. */
export class Registry implements AsyncDisposable {
  readonly disk: VaultOnDisk;
  readonly consents: Consents;

  constructor(disk: VaultOnDisk) {
    this.disk = disk;
    this.consents = new Consents(disk.vault, disk.clock, compose());
  }

  static async open(): Promise<Registry> {
    return new Registry(await VaultOnDisk.open());
  }

  async give(more: Partial<NewConsent> = {}): Promise<Consent> {
    const outcome = await this.consents.give(given(more));
    if ('refused' in outcome) throw new Error(outcome.refused);
    return outcome.consent;
  }

  /** What a call captures. */
  capture(
    names: readonly string[] = FIELDS,
    consentId = 'consent-1',
    category = 'ocr.identification' as const,
  ) {
    const values: Record<string, unknown> = {
      name: 'ADA',
      photo: new Uint8Array([1, 2, 3, 4]),
      country: 'SG',
    };
    const record = Object.fromEntries(names.map((name) => [name, values[name]]));
    const subjects = [{ kind: 'person', value: 'person-1' }] as const;
    const context = { appId: APP, region: 'ap-singapore', subjects, consentId };
    return this.disk.vault.put([{ category, record, context }]);
  }

  withdraw(consentId = 'consent-1') {
    return this.consents.withdraw(APP, consentId, { region: 'ap-singapore' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disk[Symbol.asyncDispose]();
  }
}
