import { describe, expect, it } from 'vitest';
import { categories, category } from '../../src/policy/catalogue.ts';
import { compose, deadlineOf, erasableAt } from '../../src/policy/compose.ts';
import { decide, type Row } from '../../src/policy/decide.ts';
import { excludedContentIn } from '../../src/policy/excluded.ts';
import { notice } from '../../src/policy/notice.ts';
import { documentMarkdown } from '../../src/policy/documents/markdown.ts';
import { parseOverlay } from '../../src/policy/overlay.ts';
import { plan } from '../../src/policy/plan.ts';

const DAY = 86_400_000;
const created = Date.parse('2025-05-05T05:05:05Z');
const policy = compose();

describe('where the published texts contradict themselves', () => {
  it('1: the face error log holds user input, but never image bytes or features', () => {
    expect(category('face.images')).toMatchObject({ medium: 'none', retention: { neverStored: true } });
    expect(policy.rule('face.error-log').excludes).toEqual(['face.images', 'face.features']);
    for (const field of Object.values(category('face.error-log').fields))
      expect(field.type).not.toBe('bytes');
    const input = { MaxFaceNum: 1, Image: 'text (245760)', Url: 'https://example.org/a.jpg' };
    expect(excludedContentIn('face.error-log', { input })).toBeNull();
    const image = Buffer.alloc(600, 'lethe').toString('base64');
    const withImage = { input: { Image: image } };
    expect(excludedContentIn('face.error-log', withImage)).toBe('input.Image');
    expect(excludedContentIn('face.error-log', { output: [{ a: new Uint8Array(3) }] })).toBe('output.0.a');
    expect(excludedContentIn('face.error-log', { algorithmOutput: Array(512).fill(0.1) })).toBe(
      'algorithmOutput',
    );
    expect(excludedContentIn('ocr.operation-log', withImage)).toBeNull();
  });

  it('2: OCR results go on completion, Identification Data exists only by consent and for 30 days', () => {
    const content = policy.rule('ocr.images-and-results');
    const identity = policy.rule('ocr.identification');
    expect(content.onCompletion).not.toBeNull();
    expect(content.needsConsent).toBeNull();
    expect(deadlineOf(content, created, { completedAt: created + 7 })).toBe(created + 7);
    expect(identity.onCompletion).toBeNull();
    expect(identity.needsConsent).toMatchObject({ source: 'module ocr' });
    expect(deadlineOf(identity, created, { completedAt: created + 7 })).toBe(created + 30 * DAY);
    expect(policy.rule('ekyc.identification').needsConsent).not.toBeNull();
    const needing = policy.rules().filter(({ needsConsent }) => needsConsent);
    expect(needing.map(({ category: id }) => id)).toEqual(['ocr.identification', 'ekyc.identification']);
  });

  it('3: the ring is bounded by size; an overlay may add a time, and a request still reaches it', () => {
    const rule = policy.rule('face.error-log');
    expect(rule.ringBytes?.bytes).toBe(2_000_000_000);
    expect(deadlineOf(rule, created)).toBeNull();
    const overlay = parseOverlay({ categories: { 'face.error-log': { atMost: 'P3D' } } });
    expect(deadlineOf(compose({ overlay }).rule('face.error-log'), created)).toBe(created + 3 * DAY);
    const steps = plan({ appId: '1' }, [{ category: 'face.error-log', count: 4 }], policy, created).steps;
    expect(steps).toMatchObject([{ store: 'ring', action: 'erase', count: 4 }]);
  });

  it('4: ASR content goes immediately on request; elsewhere the base policy gives 10 days', () => {
    for (const id of ['asr.audio', 'asr.results'] as const) {
      expect(policy.rule(id).onRequest).toMatchObject({
        within: 'immediately',
        clause: { source: 'module asr' },
      });
      expect(deadlineOf(policy.rule(id), created, { erasureRequestedAt: created + 1 })).toBe(created + 1);
    }
    const log = policy.rule('asr.operation-log');
    expect(log.onRequest).toMatchObject({ within: 'P10D', clause: { source: 'base policy' } });
    const monitoring = policy.rule('ocr.monitoring');
    expect(deadlineOf(monitoring, created, { erasureRequestedAt: created })).toBe(created + 10 * DAY);
  });

  it('5: recognition results are gone after 7 days whoever still asks', () => {
    const results: Row = { id: 'task', category: 'asr.results', createdAt: created };
    expect(decide([results], policy, created + 7 * DAY - 1000).keep).toHaveLength(1);
    expect(decide([results], policy, created + 7 * DAY).remove).toHaveLength(1);
  });

  it('6: a restored back-up brings nothing back: what it holds is decided anew', () => {
    const backedUp = Object.values(categories).filter((one) => one.backedUp);
    expect(backedUp.map(({ id }) => id)).toContain('ekyc.operation-log');
    const restored: Row[] = [
      { id: 'expired', category: 'ocr.operation-log', createdAt: created - 93 * DAY },
      {
        id: 'erased',
        category: 'ekyc.monitoring',
        createdAt: created - DAY,
        erasureRequestedAt: created - 11 * DAY,
      },
      { id: 'live', category: 'ekyc.monitoring', createdAt: created - DAY },
    ];
    const { keep, remove } = decide(restored, policy, created);
    expect(remove.map(({ id }) => id)).toEqual(['expired', 'erased']);
    expect(keep.map(({ id }) => id)).toEqual(['live']);
    expect(documentMarkdown(notice(policy, 'ekyc'))).toContain('A restored back-up brings nothing back');
  });

  it('7: a floor against a ceiling: kept apart and restricted, and the decision and the plan say so', () => {
    const where = { jurisdiction: 'ID' };
    const row: Row = { id: 'm', category: 'ocr.monitoring', createdAt: created, ...where };
    const twoYears = Date.parse('2027-05-05T05:05:05Z');
    const fiveYears = Date.parse('2030-05-05T05:05:05Z');
    const decision = decide([row], policy, twoYears);
    expect(decision.restrict).toEqual([row]);
    expect(decision.reasons).toMatchObject([
      {
        verdict: 'restrict',
        at: fiveYears,
        clause: { source: 'jurisdiction ID' },
        against: { source: 'module ocr', text: '2 years' },
      },
    ]);
    expect(decide([row], policy, twoYears - 1000).keep).toEqual([row]);
    expect(decide([row], policy, fiveYears - 1).restrict).toEqual([row]);
    expect(decide([row], policy, fiveYears).remove).toEqual([row]);
    expect(erasableAt(policy.rule('ocr.monitoring', where), created)).toBe(fiveYears);
    expect(plan({ appId: '1' }, [row], policy, created + 1).steps).toMatchObject([
      { action: 'restrict', count: 1, until: fiveYears, clause: { source: 'jurisdiction ID' } },
    ]);
  });
});
