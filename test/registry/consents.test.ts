import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/lib/clock.ts';
import { compose } from '../../src/policy/compose.ts';
import type { Consent } from '../../src/policy/consent-state.ts';
import { Consents } from '../../src/registry/consents/consents.ts';
import { APP, START, countsOf, putRequest } from '../records/vault-on-disk.ts';
import { FIELDS, given, Registry } from './consent-registry.ts';

const NO_CONSENT = { reason: 'no-consent' };

describe('Identification Data', () => {
  it('is kept under a live consent for its category and its fields alone', async () => {
    await using registry = await Registry.open();
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
    await registry.give();
    await registry.capture();
    await registry.capture(['photo']);
    await expect(registry.capture(['name', 'country'])).rejects.toMatchObject(NO_CONSENT);
    await expect(registry.capture(FIELDS, 'consent-2')).rejects.toMatchObject(NO_CONSENT);
    const other = putRequest('ekyc.identification', { consentId: 'consent-1' });
    await expect(registry.disk.vault.put([other])).rejects.toMatchObject(NO_CONSENT);
    expect(await countsOf(registry.disk.vault)).toEqual({ 'base.consent': 1, 'ocr.identification': 2 });
  });

  it('needs a consent of the same account', async () => {
    await using registry = await Registry.open();
    await registry.give({ appId: '1250000002' });
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
    expect(readdirSync(join(registry.disk.folder, 'objects'))).toEqual([]);
  });

  it('is refused from the instant at which the consent expires', async () => {
    await using registry = await Registry.open();
    await registry.give({ expiresAt: START + DAY_MS });
    registry.disk.clock.set(START + DAY_MS - 1);
    await registry.capture();
    registry.disk.clock.set(START + DAY_MS);
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
    expect((await registry.consents.stateOf(APP, 'consent-1'))?.state).toBe('expired');
    await registry.give({ expiresAt: START + 2 * DAY_MS });
    await registry.capture();
  });
});

describe('age', () => {
  it.each([
    ['SG', '2011-06-01', 'live'],
    ['SG', '2012-06-01', 'under-age'],
    ['BR', '2008-06-01', 'under-age'],
    ['BR', '2007-06-01', 'live'],
    ['ID', '2005-06-01', 'under-age'],
    ['ID', '2004-06-01', 'live'],
  ])('%s, born %s: %s', async (jurisdiction, dateOfBirth, state) => {
    await using registry = await Registry.open();
    registry.disk.clock.set(Date.UTC(2026, 0, 15));
    expect(await registry.give({ jurisdiction, age: { dateOfBirth } })).toMatchObject({ state });
    expect(JSON.stringify(await registry.disk.vault.find('base.consent', {}))).not.toContain(dateOfBirth);
  });

  it('below the limit covers nothing until a parent consents', async () => {
    await using registry = await Registry.open();
    const age = { band: 'under-age' } as const;
    await registry.give({ age });
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
    expect(await registry.consents.cover(APP, 'consent-1', 'ocr.identification', '')).toEqual({
      reason: 'UnderAge',
    });
    const { state, events } = await registry.give({ age, parentalConsent: 'form 18' });
    expect([state, events.length]).toEqual(['live', 2]);
    await registry.capture();
  });

  it('that nobody knows covers nothing until it is told', async () => {
    await using registry = await Registry.open();
    await registry.give({ age: { band: 'unknown' } });
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
    expect(await registry.consents.cover(APP, 'consent-1', 'ocr.identification', '')).toEqual({
      reason: 'AgeUnknown',
    });
    await registry.give();
    await registry.capture();
  });
});

describe('a withdrawal', () => {
  it('erases what was captured at once, keeps the history, and is final', async () => {
    await using registry = await Registry.open();
    await registry.give();
    await registry.give({ consentId: 'consent-2' });
    await registry.capture();
    await registry.capture(FIELDS, 'consent-2');
    const withdrawn = await registry.withdraw();
    expect(withdrawn).toMatchObject({
      consent: { state: 'withdrawn', withdrawnAt: START + 1 },
      erasure: { steps: [{ category: 'ocr.identification', count: 1, action: 'erase' }], remains: [] },
    });
    expect(await countsOf(registry.disk.vault)).toEqual({ 'base.consent': 3, 'ocr.identification': 1 });
    expect(await registry.consents.give(given())).toEqual({ refused: 'withdrawn' });
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
    await registry.capture(FIELDS, 'consent-2');
    expect((await registry.disk.vault.receipts())[0]).toMatchObject({ kind: 'refusal' });
  });

  it('outlives the registry: not even after the person is erased is the id given again', async () => {
    await using registry = await Registry.open();
    await registry.give();
    await registry.withdraw();
    const person = { kind: 'person', value: 'person-1' } as const;
    await registry.disk.vault.erase({ appId: APP, subject: person });
    expect(await countsOf(registry.disk.vault)).toEqual({});
    await registry.disk.reopen();
    const reopened = new Consents(registry.disk.vault, registry.disk.clock, compose());
    expect(await reopened.give(given())).toEqual({ refused: 'withdrawn' });
  });

  it('whose event is missing, after a kill or from a back-up, counts all the same, and is completed', async () => {
    await using registry = await Registry.open();
    await registry.give();
    await registry.disk.vault.closeSubject(APP, { kind: 'consent', value: 'consent-1' });
    expect(await registry.consents.stateOf(APP, 'consent-1')).toMatchObject({
      state: 'withdrawn',
      withdrawnAt: null,
    });
    expect(await registry.consents.list({ appId: APP, state: 'live' })).toEqual([]);
    expect(await registry.withdraw()).toMatchObject({
      consent: { state: 'withdrawn', withdrawnAt: START + 1 },
    });
  });

  it('may be repeated, and may be tried', async () => {
    await using registry = await Registry.open();
    await registry.give();
    await registry.capture();
    const tried = await registry.consents.withdraw(APP, 'consent-1', { region: '', dryRun: true });
    expect(tried).toMatchObject({ consent: { state: 'withdrawn' }, erasure: { dryRun: true } });
    expect(await countsOf(registry.disk.vault)).toEqual({ 'base.consent': 1, 'ocr.identification': 1 });
    await registry.withdraw();
    await registry.withdraw();
    expect(await countsOf(registry.disk.vault)).toEqual({ 'base.consent': 2 });
    expect(await registry.withdraw('consent-9')).toEqual({ refused: 'not-found' });
  });
});

describe('the registry', () => {
  it('goes with the person', async () => {
    await using registry = await Registry.open();
    await registry.give();
    await registry.capture();
    await registry.disk.vault.erase({ appId: APP, subject: { kind: 'person', value: 'person-1' } });
    expect(await countsOf(registry.disk.vault)).toEqual({});
    await expect(registry.capture()).rejects.toMatchObject(NO_CONSENT);
  });

  it('never changes what was given under an id, and does not say the same twice', async () => {
    await using registry = await Registry.open();
    await registry.give();
    await registry.give();
    for (const other of [
      { endUser: 'person-2' },
      { fields: ['name'] },
      { purpose: 'another' },
      { jurisdiction: 'KR' },
      { category: 'ekyc.identification' },
    ])
      expect(await registry.consents.give(given(other))).toEqual({ refused: 'id-in-use' });
    expect(await countsOf(registry.disk.vault)).toEqual({ 'base.consent': 1 });
  });

  it.each([
    [{ consentId: 'Ada Lovelace' }, 'invalid-consent-id'],
    [{ category: 'ocr.monitoring' }, 'category-needs-no-consent'],
    [{ fields: ['shoeSize'] }, 'unknown-field'],
    [{ fields: [] }, 'unknown-field'],
    [{ jurisdiction: 'XX' }, 'unknown-jurisdiction'],
    [{ age: { dateOfBirth: '2001-02-30' } }, 'invalid-date-of-birth'],
    [{ expiresAt: START }, 'expires-in-the-past'],
  ] as const)('refuses %j: %s', async (more, refused) => {
    await using registry = await Registry.open();
    expect(await registry.consents.give(given(more))).toEqual({ refused });
    expect(await countsOf(registry.disk.vault)).toEqual({});
  });

  it('lists by account, end user, category, purpose and state', async () => {
    await using registry = await Registry.open();
    await registry.give();
    registry.disk.clock.advance(5);
    await registry.give({ consentId: 'consent-2', category: 'ekyc.identification' });
    await registry.give({ consentId: 'consent-3', endUser: 'person-2', purpose: 'registration' });
    await registry.give({ appId: '1250000002' });
    await registry.withdraw('consent-2');
    const ids = async (query: object) =>
      (await registry.consents.list({ appId: APP, ...query })).map(({ consentId }) => consentId);
    expect(await ids({})).toEqual(['consent-1', 'consent-2', 'consent-3']);
    expect(await ids({ endUser: 'person-1' })).toEqual(['consent-1', 'consent-2']);
    expect(await ids({ category: 'ekyc.identification' })).toEqual(['consent-2']);
    expect(await ids({ purpose: 'registration' })).toEqual(['consent-3']);
    expect(await ids({ state: 'live' })).toEqual(['consent-1', 'consent-3']);
    expect(await ids({ consentId: 'consent-1', endUser: 'person-2' })).toEqual([]);
  });
});

describe('the consent record', () => {
  it('has the structure of ISO/IEC TS 27560 and says what the rules in force say', async () => {
    await using registry = await Registry.open();
    await registry.give({ notice: 'notice 3', expiresAt: START + DAY_MS });
    const { consent } = (await registry.withdraw()) as { consent: Consent };
    expect(registry.consents.recordOf(consent)).toMatchObject({
      SchemaVersion: 'ISO/IEC TS 27560:2023',
      RecordId: 'consent-1',
      PiiPrincipalId: 'person-1',
      State: 'withdrawn',
      PiiProcessing: {
        PrivacyNotice: 'notice 3',
        Purposes: [
          {
            Purpose: 'improve models',
            LawfulBasis: expect.stringContaining('explicit consent') as string,
            PiiInformation: [
              { PiiType: 'name', PiiAttributeId: 'ocr.identification.name' },
              { PiiType: 'photos', PiiAttributeId: 'ocr.identification.photo' },
            ],
            StorageConditions: { RetentionPeriod: expect.stringContaining('30 days') as string },
            Jurisdictions: ['SG'],
          },
        ],
      },
      Events: [
        {
          EventState: 'given',
          Evidence: 'form 17',
          AgeBand: 'of-age',
          ValidUntil: '2026-01-16T12:00:00.000Z',
        },
        { EventState: 'withdrawn' },
      ],
    });
  });
});
