import { describe, expect, it } from 'vitest';
import { category, categoryIds, type StorableCategoryId } from '../../../src/policy/catalogue.ts';
import type { Subject, SubjectKind } from '../../../src/records/types.ts';
import { APP, START, VaultOnDisk, putRequest } from '../../records/vault-on-disk.ts';
import { DAY_MS } from '../../../src/lib/clock.ts';

const kinds: Record<SubjectKind, true> = {
  person: true,
  request: true,
  task: true,
  consent: true,
  account: true,
  ip: true,
  voice: true,
  group: true,
  face: true,
};
/** Needed for the account itself; a hold that is in force keeps everything else. */
const stored = categoryIds.filter(
  (id): id is StorableCategoryId => category(id).medium !== 'none' && id !== 'base.legal-hold',
);
const ofTheAccount = ['base.account', 'base.transaction', 'base.dataset-export', 'base.subject-request'];

/** One record of every category about a subject, and one about somebody else of the same kind. */
const plant = async ({ vault }: VaultOnDisk, subject: Subject): Promise<void> => {
  for (const id of stored) {
    const consentId = `${id}, consented to by ${subject.value}`;
    if (category(id).needsConsent) {
      const given = { consentId, category: id, fields: Object.keys(category(id).fields), ageBand: 'of-age' };
      const event = { ...given, event: 'given', expiresAt: START + DAY_MS };
      const consent = { subjects: [{ kind: 'consent', value: consentId } as const, subject] };
      await vault.put([putRequest('base.consent', consent, event)]);
    }
    const record = 'callId' in category(id).fields ? { callId: `${id} of ${subject.value}` } : {};
    await vault.put([putRequest(id, { subjects: [subject], consentId }, record)]);
  }
};

describe.each(Object.keys(kinds) as SubjectKind[])('a subject known by %s', (kind) => {
  it('is found in every category and goes from every one, and another of the same kind stays', async () => {
    await using disk = await VaultOnDisk.open();
    const [mine, other] = [`mine ${kind}`, `other ${kind}`].map((value): Subject => ({ kind, value }));
    if (!mine || !other) throw new Error('two subjects');
    await plant(disk, mine);
    await plant(disk, other);
    const holding = async (subject: Subject): Promise<string[]> => {
      const counts = await Promise.all(
        stored.map(async (id) => [id, (await disk.vault.find(id, { appId: APP, subject })).length] as const),
      );
      return counts.filter(([, count]) => count > 0).map(([id]) => id);
    };
    expect(await holding(mine)).toEqual([...stored]);
    const planned = await disk.vault.erase({ appId: APP, subject: mine }, { dryRun: true });
    expect(new Set(planned.steps.map((step) => step.category))).toEqual(new Set(stored));
    await disk.vault.erase({ appId: APP, subject: mine });
    expect(await holding(mine)).toEqual(kind === 'account' ? [] : ofTheAccount);
    expect(await holding(other)).toEqual([...stored]);
  });
});
