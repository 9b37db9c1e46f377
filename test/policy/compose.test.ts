import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { categoryIds } from '../../src/policy/catalogue.ts';
import { compose, deadlineOf, erasableAt, floorOf, type Rule } from '../../src/policy/compose.ts';
import { addenda } from '../../src/policy/jurisdictions.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import { withoutDroppedFields } from '../../src/policy/rule.ts';
import { asJson, expectGolden } from './golden.ts';

const DAY = 86_400_000;
const created = Date.parse('2024-02-29T12:00:00Z');
const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const policy = compose();

/** A rule with the names of its fields only. */
const brief = (rule: Rule) => ({ ...rule, fields: Object.keys(rule.fields) });

describe('the rules in force', () => {
  it('as published', () => expectGolden('rules.json', asJson(policy.rules().map(brief))));

  it.each(['KR', 'ID'])('in %s', (jurisdiction) =>
    expectGolden(
      `rules-${jurisdiction}.json`,
      asJson(
        policy
          .rules({ jurisdiction })
          .filter(({ floors }) => floors.length > 0)
          .map(({ category, bounds, floors }) => ({ category, bounds, floors })),
      ),
    ),
  );

  it('under the example overlay', () => {
    const overlay = parseOverlay(parse(readFileSync('policy.example.yaml', 'utf8')));
    const tightened = compose({ overlay });
    const changed = tightened
      .rules({ region: 'eu-frankfurt' })
      .map((rule) => ({ rule, before: policy.rule(rule.category) }))
      .filter(({ rule, before }) => asJson({ ...rule, regionRefused: null }) !== asJson(before))
      .map(({ rule }) => brief(rule));
    return expectGolden('rules-example-overlay.json', asJson(changed));
  });

  it('every clause says where it comes from', () => {
    const SOURCE = /^(module (ocr|ekyc|asr|face)|base policy|jurisdiction [A-Z]{2}|overlay)$/;
    const clausesIn = (value: unknown): { source: string; text: string }[] => {
      if (typeof value !== 'object' || value === null) return [];
      if ('source' in value && 'text' in value) return [value as { source: string; text: string }];
      return Object.values(value).flatMap(clausesIn);
    };
    for (const jurisdiction of [undefined, ...Object.keys(addenda)])
      for (const rule of policy.rules({ jurisdiction }))
        for (const { source, text } of clausesIn({ ...rule, fields: {} })) {
          expect(source).toMatch(SOURCE);
          expect(text).not.toBe('');
        }
  });

  it('are the same object when asked again, and cannot be changed', () => {
    const rule = policy.rule('asr.audio', { jurisdiction: 'kr' });
    expect(policy.rule('asr.audio', { jurisdiction: 'KR' })).toBe(rule);
    expect(Object.isFrozen(rule)).toBe(true);
  });
});

describe('when a record goes', () => {
  it.each([
    ['ocr.monitoring', '2026-02-28T12:00:00.000Z'],
    ['ocr.operation-log', '2024-05-29T12:00:00.000Z'],
    ['ocr.identification', '2024-03-30T12:00:00.000Z'],
    ['ocr.images-and-results', '2024-02-29T23:59:59.999Z'],
    ['ekyc.monitoring', '2026-02-28T12:00:00.000Z'],
    ['ekyc.operation-log', '2026-02-28T12:00:00.000Z'],
    ['ekyc.identification', '2024-03-30T12:00:00.000Z'],
    ['ekyc.images-videos-results', '2024-02-29T14:00:00.000Z'],
    ['asr.monitoring', '2024-04-29T12:00:00.000Z'],
    ['asr.operation-log', '2024-03-07T12:00:00.000Z'],
    ['asr.audio', '2024-03-01T12:00:00.000Z'],
    ['asr.results', '2024-03-07T12:00:00.000Z'],
    ['face.error-log', null],
    ['face.running-log', null],
    ['face.features', null],
    ['face.images', '2024-02-29T12:00:00.000Z'],
    ['face.person-id', null],
    ['base.account', null],
    ['base.transaction', null],
    ['base.consent', null],
  ] as const)('%s of a leap day at noon: %s', (category, deadline) => {
    expect(iso(deadlineOf(policy.rule(category), created))).toBe(deadline);
  });

  it('is the earliest of all that ends it', () => {
    const rule = policy.rule('asr.results');
    expect(deadlineOf(rule, created, { erasureRequestedAt: created + 5 })).toBe(created + 5);
    expect(deadlineOf(rule, created, { erasureRequestedAt: created + 30 * DAY })).toBe(created + 7 * DAY);
    expect(deadlineOf(policy.rule('ocr.images-and-results'), created, { completedAt: created + 1 })).toBe(
      created + 1,
    );
  });

  it.each([
    ['base.account', 30],
    ['base.transaction', 90],
    ['base.consent', 30],
    ['ocr.monitoring', 30],
    ['face.features', 30],
  ] as const)('%s: %i days after the account is closed', (category, days) => {
    const accountClosedAt = created + 100 * DAY;
    expect(deadlineOf(policy.rule(category), created, { accountClosedAt })).toBe(
      accountClosedAt + days * DAY,
    );
  });

  it('waits for the latest floor', () => {
    const rule = policy.rule('ocr.monitoring', { jurisdiction: 'ID' });
    expect(iso(floorOf(rule, created))).toBe('2029-02-28T12:00:00.000Z');
    expect(iso(erasableAt(rule, created))).toBe('2029-02-28T12:00:00.000Z');
    expect(floorOf(policy.rule('ocr.monitoring'), created)).toBeNull();
    expect(erasableAt(policy.rule('face.features'), created)).toBeNull();
    expect(iso(erasableAt(policy.rule('asr.operation-log', { jurisdiction: 'KR' }), created))).toBe(
      '2024-05-29T12:00:00.000Z',
    );
  });
});

describe('jurisdictions', () => {
  it.each([
    [undefined, 14, 'P1M', 'P2M', 'general'],
    ['ZZ', 14, 'P1M', 'P2M', 'general'],
    ['constructor', 14, 'P1M', 'P2M', 'general'],
    ['BR', 18, 'P1M', 'P2M', 'general'],
    ['EG', 18, 'P1M', 'P2M', 'general'],
    ['IN', 18, 'P1M', 'P2M', 'general'],
    ['MY', 18, 'P1M', 'P2M', 'general'],
    ['TR', 18, 'P1M', 'P2M', 'general'],
    ['ID', 21, 'P1M', 'P2M', 'general'],
    ['AE', 21, 'P1M', 'P2M', 'general'],
    ['US', 14, 'P45D', 'P45D', 'general'],
    ['CN', 14, 'P15D', undefined, 'general'],
    ['DE', 14, 'P1M', 'P2M', 'EEA, UK and Switzerland'],
    ['NO', 14, 'P1M', 'P2M', 'EEA, UK and Switzerland'],
    ['gb', 14, 'P1M', 'P2M', 'EEA, UK and Switzerland'],
    ['CH', 14, 'P1M', 'P2M', 'EEA, UK and Switzerland'],
  ])('%s: age %i, answered within %s (+%s), %s', (code, age, within, extension, entity) => {
    const terms = policy.terms(code);
    expect(terms.minimumAge).toBe(age);
    expect(terms.subjectRequest.within).toBe(within);
    expect(terms.subjectRequest.extension).toBe(extension);
    expect(terms.contractingEntity).toBe(entity);
  });

  it('floors cover controller categories only, each with its reason', () => {
    for (const { floors = [] } of Object.values(addenda))
      for (const floor of floors) {
        expect(floor.reason.length).toBeGreaterThan(40);
        for (const id of floor.categories) expect(policy.rule(id).role).toBe('controller');
      }
  });

  it('a deployment’s own minimum age never lowers a jurisdiction’s', () => {
    const stricter = compose({ overlay: { minimumAge: 16 } });
    expect(stricter.terms().minimumAge).toBe(16);
    expect(stricter.terms('ID').minimumAge).toBe(21);
  });
});

describe('an overlay', () => {
  it('bounds the regions', () => {
    const overlaid = compose({ overlay: { regions: ['ap-singapore'] } });
    expect(overlaid.allowsRegion('ap-singapore')).toBe(true);
    expect(overlaid.allowsRegion('ap-seoul')).toBe(false);
    expect(overlaid.rule('asr.audio', { region: 'ap-singapore' }).regionRefused).toBeNull();
    expect(overlaid.rule('asr.audio', { region: 'ap-seoul' }).regionRefused?.source).toBe('overlay');
    expect(policy.allowsRegion('anywhere')).toBe(true);
  });

  it('drops fields from the rule and from records', () => {
    const overlay = parseOverlay({ categories: { 'face.running-log': { withoutFields: ['userIp'] } } });
    const rule = compose({ overlay }).rule('face.running-log');
    expect(Object.keys(rule.fields)).not.toContain('userIp');
    expect(withoutDroppedFields(rule, { userIp: '192.0.2.1', userAccount: 'a', unknown: 1 })).toEqual({
      userAccount: 'a',
      unknown: 1,
    });
  });

  it('caps a feature without touching what is stricter', () => {
    const overlaid = compose({ overlay: { features: { asr: { atMost: 'P2D' } } } });
    const ends = categoryIds
      .filter((id) => id.startsWith('asr.'))
      .map((id) => ((deadlineOf(overlaid.rule(id), created) ?? 0) - created) / DAY);
    expect(ends).toEqual([2, 2, 1, 2]);
    expect(overlaid.rule('asr.audio')).toEqual(policy.rule('asr.audio'));
  });

  it('adds sub-processors that were announced in time', () => {
    const overlay = parseOverlay({
      subProcessors: [
        {
          name: 'Host',
          purpose: 'hosting',
          location: 'Singapore',
          announced: '2026-01-01',
          effective: '2026-01-15',
        },
        {
          name: 'Ears',
          purpose: 'speech',
          location: 'Thailand',
          features: ['asr'],
          announced: '2026-01-01',
          effective: '2026-02-01',
        },
      ],
    });
    const overlaid = compose({ overlay });
    expect(overlaid.subProcessors('ocr').map(({ name }) => name)).toEqual(['Host']);
    expect(overlaid.subProcessors('asr').map(({ name }) => name)).toEqual(['Host', 'Ears']);
    expect(overlaid.subProcessors('face').map(({ name }) => name)).toEqual([
      'A named affiliate of the operator',
      'Host',
    ]);
  });

  it('that is empty changes nothing', () => {
    for (const empty of [null, undefined, {}, { features: null, categories: null, regions: null }])
      expect(compose({ overlay: parseOverlay(empty) }).rules()).toEqual(policy.rules());
  });
});
